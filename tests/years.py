"""Articles of several years about the first district, made of sentences of our own: any number of them."""

import json

PLACES = ("什刹海", "月坛", "砖塔胡同", "金融街", "先农坛", "西单北大街", "阜成门内大街", "谭嗣同故居", "南长街",
          "天宁一号", "鼓楼西大街", "中轴线", "动物园批发市场", "南新华街", "西单文化广场", "北长街")  # fmt: skip
NAMING = ("推进{place}周边第{n}处院落的修缮。", "启动{place}第{n}段步道的铺设。", "完善{place}的第{n}批指路标识。",
          "改造{place}沿线第{n}组路灯。")  # fmt: skip
DISTRICT = ("全区新建口袋公园第{n}处。", "全区新增第{n}批停车位。", "为全区老楼加装第{n}批电梯。")
POLICY = ("完善第{n}项服务规范。", "建立第{n}项会商制度。", "健全第{n}类档案的管理办法。")
HEADINGS = ("一、让老城慢慢美起来", "二、把身边小事办成实事", "三、把规矩立起来")
DATES = ("2016", "2017-03", "2018-01-09", None)
"""Dates as exactly as they may be stated; the last of them not at all."""


def text(year, naming=4, district=3, policy=3):
    """Return the text of an article of a year: so many sentences of each scope, under their headings."""
    parts = [(NAMING, naming), (DISTRICT, district), (POLICY, policy)]
    lines = [f"{year}年实事安排"]
    for heading, (forms, count) in zip(HEADINGS, parts, strict=True):
        said = [_sentence(forms, number, year) for number in range(count)]
        lines += [heading, *("".join(said[at : at + 4]) for at in range(0, count, 4))]
    return "\n".join(lines) + "\n"


def _sentence(forms, number, year):
    return forms[number % len(forms)].format(place=PLACES[(number + year) % len(PLACES)], n=f"{year % 100}{number + 1}")


def metadata(id, title, date, added="2026-11-25", publisher="测试报"):
    """Return what is known of such an article."""
    said = {"zh_hans": "为测试而写。", "zh_hant": "為測試而寫。", "en": "Written for the tests."}
    return {
        "id": id,
        "language": "zh-Hans",
        "added": added,
        "author": {"zh_hans": "测试作者", "zh_hant": "測試作者", "en": "Author of the tests"},
        "role": {"zh_hans": "测试", "zh_hant": "測試", "en": "Test"},
        "title": title,
        "date": date,
        "publisher": publisher,
        "official_url": None,
        "notes": {"text": said} | dict.fromkeys(("date", "publisher", "title"), said),
    }


def add_article(geodata, id, content, **known):
    """Put an article into a data folder."""
    folder = geodata / "articles"
    (folder / f"{id}.txt").write_text(content, encoding="utf-8")
    (folder / f"{id}.json").write_text(json.dumps(metadata(id, **known), ensure_ascii=False), encoding="utf-8")


def with_articles(geodata, count, naming=4, district=3, policy=3):
    """Put so many articles of different years into a data folder; return it."""
    for number in range(count):
        year = 1986 + number
        date = DATES[number] if number < len(DATES) else f"{year}-02-0{number % 9 + 1}"
        year = int(date[:4]) if date else year
        add_article(
            geodata, f"year-{number + 1}", text(year, naming, district, policy), title=f"{year}年实事安排", date=date
        )
    return geodata
