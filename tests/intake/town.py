"""An extract of 5,000 objects, drawn anew each time from one seed: what a district's extract holds, broken things too.

Nothing in it is where anything is, but for what is planted beside rows of the gazetteer of Xicheng.
"""

import random
from itertools import pairwise, product

from tests.osm.drawn import Drawing

OBJECTS, SEED = 5_000, 20261128
WEST, SOUTH, EAST, NORTH = 116.352, 39.882, 116.376, 39.948
"""Inside the outline of the district, with its rim left out."""
FIRST, SECOND = "槐柳榆松柏桐桑榴杏枣", "泉云月星霜露霞虹岚溪"
ENDINGS = ("胡同", "东街", "南路", "公园", "小区", "大厦")
D = 1e-5
"""About a metre, in degrees."""

PLANTED = {
    "zhuanta-hutong": {"alias", "geometry"},
    "tan-sitong-guju": {"alias", "geometry"},
    "tianning-yihao": {"geometry"},
    "xiannongtan": {"geometry"},
    "xichanganjie-jiedao": {"position"},
    "guanganmennei-jiedao": {"position"},
    "dongpi": {"geometry"},
    "fuchengmennei-dajie": {"geometry"},
    "niujie-jiedao": {"position"},
}
"""What is to be proposed for rows, by id; for niujie-jiedao twice, and ambiguous. All else is about no row."""

AMBIGUOUS = {"月坛", "什刹海", "南北长街", "椿树街道", "牛街街道", "双名小区"}
"""Names of which somebody has to choose."""

BROKEN = 8


class Town:
    """The drawing, and how many objects of it are nameless, unsupported and outside, and make how many new places."""

    def __init__(self):
        self.drawing, self.random = Drawing(), random.Random(SEED)
        self.nameless = self.unsupported = self.outside = self.new = 0
        self.names = ("".join(parts) for parts in product(FIRST, SECOND, ENDINGS))
        self._plant()
        self._plant_ambiguous()
        self._break()
        self._fill()

    @property
    def objects(self):
        """How many elements have tags."""
        every = (self.drawing.nodes, self.drawing.ways, self.drawing.relations)
        return sum(bool(tags) for kind in every for _, tags in kind.values())

    def spot(self):
        """Return a place in the town."""
        return self.random.uniform(WEST, EAST), self.random.uniform(SOUTH, NORTH)

    def box(self, lon, lat, metres=60, **tags):
        """Draw a closed way around a place; return its number."""
        return self.drawing.area(lon, lat, lon + metres * D, lat + metres * D, **tags)

    def outline(self, lon, lat, metres, *, gap=None, **tags):
        """Draw a multipolygon of two ways; `gap`: "way" where one is not there, "end" where it does not close."""
        far = metres * D
        corners = [self.drawing.node(lon + x * far, lat + y * far) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))]
        first = self.drawing.way(corners[:3])
        second = self.drawing.way([*corners[2:], *([] if gap == "end" else corners[:1])])
        members = [("way", first, "outer"), ("way", 99_999 if gap == "way" else second, "outer")]
        return self.drawing.relation(members, **{"type": "multipolygon"} | tags)

    def street(self, lon, lat, ways, name, **tags):
        """Draw a street of several ways, end to end, each of 90 m."""
        nodes = [self.drawing.node(lon + step * 90 * D, lat + (step % 2) * 5 * D) for step in range(ways + 1)]
        for pair in pairwise(nodes):
            self.drawing.way(pair, highway="residential", name=name, **tags)

    def _plant(self):
        hutong = {"name_zh_Hant": "磚塔胡同", "name_en": "Zhuanta Hutong", "alt_name": "砖塔巷"}
        places = [self.drawing.node(lon, 39.9207) for lon in (116.3670, 116.3640, 116.3610, 116.3582)]
        for pair in pairwise(places):
            self.drawing.way(pair, highway="living_street", name="砖塔胡同", **hutong)
        self.box(116.3678, 39.8851, historic="memorial", name="譚嗣同故居", old_name="浏阳会馆旧址")
        self.drawing.node(116.3679, 39.8852, tourism="museum", name="谭嗣同故居")
        self.box(116.3380, 39.8940, building="commercial", name="天宁1号")
        self.outline(116.3850, 39.8750, 300, historic="temple", name="先农坛")
        self.outline(
            116.3700, 39.9050, 1500, boundary="administrative", admin_level="8", name="西长安街街道", type_="boundary"
        )
        self.outline(
            116.3500, 39.8900, 900, boundary="administrative", admin_level="8", name="广内街道", type_="boundary"
        )
        self.drawing.node(116.3340, 39.9360, amenity="marketplace", name="动批")
        for west, east in ((116.3502, 116.3580), (116.3580, 116.3668)):
            self.drawing.line((west, 39.9224), (east, 39.9225), highway="primary", name="阜内大街")
        self.drawing.line((116.3901, 39.9270), (116.3901, 39.9275), highway="primary", name="地安门内大街")

    def _plant_ambiguous(self):
        self.drawing.node(116.3400, 39.8950, historic="monument", name="月坛")
        self.drawing.node(116.3800, 39.9350, railway="station", name="什刹海")
        self.drawing.line((116.3852, 39.9100), (116.3850, 39.9180), highway="primary", name="南北长街")
        self.drawing.node(116.3700, 39.8950, place="suburb", name="椿树街道")
        for lon in (116.3500, 116.3600):
            self.outline(
                lon, 39.8830, 300, boundary="administrative", admin_level="8", name="牛街街道", type_="boundary"
            )
        for lon in (116.3300, 116.3700):
            self.box(lon, 39.9400, landuse="residential", name="双名小区")

    def _break(self):
        start = self.drawing.node(116.3500, 39.9100)
        self.drawing.way([start, 88_888], highway="residential", name="断头街")
        self.drawing.way([start, start], highway="residential", name="原地街")
        self.outline(116.3500, 39.9200, 100, gap="end", leisure="park", name="开口公园")
        self.outline(116.3510, 39.9200, 100, gap="way", leisure="park", name="缺边公园")
        self.outline(116.3520, 39.9200, 3000, gap="way", boundary="administrative", admin_level="6", name="西城区")
        self.drawing.relation([("relation", 1, "outer")], type="multipolygon", natural="water", name="套湖")
        self.drawing.relation([], type="multipolygon", natural="water", name="空湖")
        corners = [self.drawing.node(116.35 + x * D, 39.93 + y * D) for x, y in ((0, 0), (50, 50), (50, 0), (0, 50))]
        self.drawing.way([*corners, corners[0]], leisure="park", name="结扣公园")

    def _fill(self):
        for name in self.names:
            self._place(name)
            self.new += 1
        self.drawing.node(117.2, 39.1, historic="yes", name="月坛")
        self.outside += 1
        while self.objects < OBJECTS:
            lon, lat = self.spot()
            self._noise(lon, lat, self.objects % 4)

    def _place(self, name):
        lon, lat = self.spot()
        english = {"name_en": f"Place {self.new}"} if self.new % 3 == 0 else {}
        if name.endswith(("胡同", "街", "路")):
            self.street(lon, lat, 2 + self.new % 3, name, **english)
        elif name.endswith("公园"):
            self.outline(lon, lat, 120, leisure="park", name=name, **english)
            self.drawing.node(lon + 10 * D, lat + 10 * D, tourism="information", name=name)
            self.unsupported += 1
        elif name.endswith("小区"):
            self.box(lon, lat, 120, landuse="residential", name=name, **english)
        else:
            self.drawing.node(lon, lat, amenity="library", name=name, name_zh_Hant=name.replace("云", "雲"))

    def _noise(self, lon, lat, turn):
        if turn == 0:
            self.drawing.node(lon, lat, highway="crossing")
            self.nameless += 1
        elif turn == 1:
            self.drawing.node(lon, lat, shop="convenience", name="Seven Corner", brand="x" * self.random.randint(1, 9))
            self.nameless += 1
        elif turn == 2:
            self.drawing.node(lon, lat, amenity="restaurant", name=f"第{self.unsupported}饭馆")
            self.unsupported += 1
        else:
            self.drawing.node(lon + 1, lat, historic="yes", name=f"外地{self.outside}号楼")
            self.outside += 1
