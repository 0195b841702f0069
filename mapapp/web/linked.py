"""The JSON-LD of each page, in the words of a visit."""

from mapapp.layers import query
from mapapp.publish import jsonld
from mapapp.publish.jsonld import path_of
from mapapp.web.language import metres
from mapapp.web.naming import described


def of_home(edition, visit, address):
    """Return what the map's page says to machines: only whose promises these are; each place has its own page."""
    district = query.district(edition.layers)
    name = visit.say("site.name", district=visit.name(district["properties"]))
    return jsonld.graph(*jsonld.website(name, described(visit, edition.layers), district, address))


def of_site(edition, visit, address, plate, promises):
    """Return a place, what was said of it, and the articles that say it."""
    place = jsonld.site(plate.feature, _sure(visit, plate.symbol, plate.properties), address)
    return jsonld.graph(place, *_told(promises, address, [place["@id"]]))


def of_subdistrict(edition, visit, address, subdistrict, promises):
    """Return a subdistrict, the district it is part of, what names it, and the articles that do."""
    symbol = subdistrict.plate.symbol if subdistrict.plate else "unknown"
    place = jsonld.subdistrict(subdistrict.feature, _sure(visit, symbol, subdistrict.properties), address)
    district = jsonld.the_district(query.district(edition.layers), address)
    return jsonld.graph(place, district, *_told(promises, address, [place["@id"]]))


def of_district(edition, address):
    """Return the district, every sentence for all of it, and the articles that say them."""
    layers = edition.layers
    district = jsonld.the_district(query.district(layers), address)
    said = [
        jsonld.quotation(commitment, article, address, [district["@id"]])
        for article in layers.articles.values()
        for commitment in article["commitments"]
        if commitment["scope"] == "district"
    ]
    return jsonld.graph(district, *said, *(jsonld.article(one, address) for one in layers.articles.values()))


def of_article(edition, address, article):
    """Return an article with its sentences, each with the places that it names."""
    said = [
        jsonld.quotation(one, article, address, [address(path_of("sites", id)) for id in _sites(one, edition)])
        for one in article["commitments"]
    ]
    return jsonld.graph(jsonld.article(article, address), *said)


def _sites(commitment, edition):
    return [id for id in commitment["places"] if id in edition.plates]


def _told(promises, address, about):
    articles = {promise.article["id"]: promise.article for promise in promises}
    said = [jsonld.quotation(promise.commitment, promise.article, address, about) for promise in promises]
    return [*said, *(jsonld.article(article, address) for article in articles.values())]


def _sure(visit, symbol, properties):
    return visit.say(f"sign.sure.{symbol}", metres=metres(properties["accuracy_m"] or 0))
