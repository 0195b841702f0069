"""Stubs on loopback that speak the protocols of four geocoders, as their documentation states them."""

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from mapapp.earth.datums import BD09, GCJ02, WGS84, convert

TIANANMEN = (116.3913, 39.9073)
KEYS = {"tianditu": "tk0123456789abcdef", "amap": "key0123456789abcdef", "baidu": "ak0123456789abcdef"}
NAMES = ("nominatim", "tianditu", "amap", "baidu")


def on(datum, place):
    """Return longitude and latitude of a WGS-84 position on `datum`."""
    return convert([place], WGS84, datum)[0].tolist()


def nominatim(stub, query, headers):
    """Answer as `search?format=jsonv2` does."""
    if "mapapp" not in headers["User-Agent"] or query["format"] != "jsonv2":
        return 403, {"error": {"code": 403, "message": "Please identify yourself"}}
    lon, lat = stub.places.get("nominatim") or (None, None)
    west, south, east, north = map(float, query["viewbox"].split(","))
    if lon is None or (query["bounded"] == "1" and not (west <= lon <= east and south <= lat <= north)):
        return 200, []
    place = {"place_id": 1, "licence": "Data © OpenStreetMap contributors, ODbL 1.0.", "osm_type": "way", "osm_id": 42}
    place |= {"lat": f"{lat:.7f}", "lon": f"{lon:.7f}", "category": "historic", "type": "city_gate", "place_rank": 30}
    place |= {"name": "天安门", "display_name": f"{query['q']}, 北京市", "addresstype": "historic"}
    return 200, [place]


def tianditu(stub, query, headers):
    """Answer as `geocoder?ds=…` does."""
    if query["tk"] != KEYS["tianditu"]:
        return 403, {"code": 301012, "msg": "权限类型错误", "resolve": "请使用服务端密钥"}
    if not stub.places.get("tianditu"):
        return 200, {"msg": "无结果", "searchVersion": "6.4.9V", "status": "101"}
    lon, lat = stub.places["tianditu"]
    asked = json.loads(query["ds"])["keyWord"]
    location = {"score": 87, "level": "地名地址", "lon": f"{lon:.7f}", "lat": f"{lat:.7f}", "keyWord": asked}
    return 200, {"msg": "ok", "location": location, "searchVersion": "6.4.9V", "status": "0"}


def amap(stub, query, headers):
    """Answer as `v3/geocode/geo` does, in GCJ-02."""
    if query["key"] != KEYS["amap"]:
        return 200, {"status": "0", "info": "INVALID_USER_KEY", "infocode": "10001"}
    if not stub.places.get("amap"):
        return 200, {"status": "1", "info": "OK", "infocode": "10000", "count": "0", "geocodes": []}
    lon, lat = on(GCJ02, stub.places["amap"])
    code = {"formatted_address": f"北京市{query['address']}", "street": [], "number": [], "level": "兴趣点"}
    code["location"] = f"{lon:.6f},{lat:.6f}"
    return 200, {"status": "1", "info": "OK", "infocode": "10000", "count": "1", "geocodes": [code]}


def baidu(stub, query, headers):
    """Answer as `geocoding/v3/` does, on the datum that is asked for."""
    if query["ak"] != KEYS["baidu"]:
        return 200, {"status": 211, "message": "APP SN校验失败"}
    if not stub.places.get("baidu"):
        return 200, {"status": 1, "msg": "Internal Service Error:无相关结果", "results": []}
    lon, lat = on({"gcj02ll": GCJ02, "bd09ll": BD09}[query.get("ret_coordtype", "bd09ll")], stub.places["baidu"])
    result = {"location": {"lng": lon, "lat": lat}, "precise": 1, "confidence": 80, "comprehension": 100}
    return 200, {"status": 0, "result": result | {"level": "旅游景点"}}


PROTOCOLS = dict(zip(NAMES, (nominatim, tianditu, amap, baidu), strict=True))


@dataclass
class Stub:
    """Where four geocoders listen. `places`: where each of them says that everything lies, WGS-84.

    `instead`: what one of them answers whatever is asked: `(status, headers, pieces)`, the pieces an iterable of bytes;
    with `None` for the status they come without any head.
    """

    url: str
    places: dict = field(default_factory=lambda: dict.fromkeys(NAMES, TIANANMEN))
    instead: dict = field(default_factory=dict)
    requests: list = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def asked(self, name):
        """Return the queries that came to one geocoder."""
        return [query for path, query, _ in self.requests if path == f"/{name}"]

    def respond(self, path, query, headers):
        """Return status, headers and pieces of the body."""
        self.requests.append((path, query, headers))
        name = path.strip("/")
        if name in self.instead:
            return self.instead[name]
        status, document = PROTOCOLS[name](self, query, headers)
        return status, {"Content-Type": "application/json"}, [json.dumps(document, ensure_ascii=False).encode()]


@contextmanager
def geocoders():
    """Serve the four on a free port of loopback until the end of the context."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.stub = Stub(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server.stub
    finally:
        server.stub.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        status, headers, pieces = self.server.stub.respond(parts.path, query, dict(self.headers))
        try:
            if status:
                self._send_head(status, headers)
            for piece in pieces:
                self.wfile.write(piece)
        except OSError:
            self.close_connection = True

    def _send_head(self, status, headers):
        self.send_response(status)
        for header in headers.items():
            self.send_header(*header)
        self.end_headers()

    def log_message(self, *_):
        """Say nothing."""
