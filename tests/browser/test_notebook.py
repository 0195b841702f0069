"""The map of a notebook, in a browser: it stands there, and names are text."""

import geopandas
from shapely import box

from mapapp import notebook
from mapapp.layers import query
from mapapp.web.assets import leaflet_files

NAME = "{{ 7 * 7 }}<img src=x onerror=alert(1)>${alert(1)}"
PAGE = "http://notebook.test/"


def test_a_tooltip_shows_the_name_as_it_is(browser, layers):
    units = geopandas.GeoDataFrame({"name": [NAME]}, geometry=[box(116.30, 39.84, 116.31, 39.85)], crs="EPSG:4326")
    chart = notebook.folium_map(notebook.overlay(units, label="name")).get_root().render()
    context, errors = browser.new_context(), []
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: (errors.append(dialog.message), dialog.dismiss()))
    (leaflet,) = leaflet_files("leaflet.js")
    context.route("**/*", lambda route: route.fulfill(body=""))
    context.route("**/leaflet.js", lambda route: route.fulfill(path=leaflet, content_type="text/javascript"))
    context.route(PAGE, lambda route: route.fulfill(body=chart, content_type="text/html; charset=utf-8"))
    page.goto(PAGE)
    drawn = [one for one in query.sites(layers) if one["geometry"]]
    assert page.locator("path.leaflet-interactive").count() == len(drawn) + 1
    page.locator("path[stroke='#2f5d8a']").dispatch_event("mouseover", {"bubbles": True})
    assert page.locator(".leaflet-tooltip").text_content() == NAME
    assert page.locator(".leaflet-tooltip img").count() == 0
    assert errors == []
    context.close()
