"""Where places lie against their district's outline and against positions, measured in metres."""

import geopandas
from shapely import distance, get_coordinates, points

from mapapp.earth.metres import metric_crs
from mapapp.errors import Findings, PlaceOutside


def check_ground(path, gazetteer):
    """Raise `Findings` if a place lies farther outside the district than its outline may be wrong, unless it may."""
    outline = gazetteer.district
    places = [place for place in gazetteer.places.values() if place.geometry and not place.beyond]
    metres = metres_outside([place.geometry for place in places], outline.geometry)
    problems = [
        PlaceOutside(
            file=path, id=place.id, district=outline.id, metres=round(outside), limit=round(outline.accuracy_m)
        )
        for place, outside in zip(places, metres, strict=True)
        if outside > outline.accuracy_m
    ]
    if problems:
        raise Findings(problems)


def metres_outside(geometries, outline):
    """Return for each geometry how far its outermost point lies outside `outline`, in metres.

    Geometries and outline are in WGS-84 degrees.
    """
    crs = metric_crs(outline.centroid.x)
    ground = geopandas.GeoSeries(geometries, crs="EPSG:4326").to_crs(crs)
    district = geopandas.GeoSeries([outline], crs="EPSG:4326").to_crs(crs).iloc[0]
    return [_farthest_outside(geometry, district) for geometry in ground]


def metres_away(geometry, lon, lat):
    """Return how far a position lies from `geometry`, in metres; 0.0 inside it. All in WGS-84 degrees."""
    crs = metric_crs(geometry.centroid.x)
    place, position = geopandas.GeoSeries([geometry, points(lon, lat)], crs="EPSG:4326").to_crs(crs)
    return distance(place, position)


def _farthest_outside(geometry, district):
    """Return the distance of the farthest vertex; 0.0 if `geometry` lies inside."""
    return max(distance(points(get_coordinates(geometry)), district), default=0.0)
