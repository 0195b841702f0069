"""Reading: from a text to commitments, mentions and anchors."""

import csv
import re
import time
from pathlib import Path

import pytest

from mapapp.errors import (
    AnchorRefused,
    AnchorRepeats,
    ArticleClosed,
    ArticleEmpty,
    ArticleMissing,
    ArticleNotText,
    ArticleNotUTF8,
)
from mapapp.reading import anchors
from mapapp.reading.article import Article, Span, open_article
from mapapp.reading.commitments import find_promises
from mapapp.reading.glosses import strip_glosses
from mapapp.reading.mentions import Names, find_mentions
from mapapp.reading.scopes import scope_of
from mapapp.reading.sentences import split_lines
from mapapp.reading.variants import fold, simplify, traditional, traditional_name

LABELS = Path(__file__).parent / "data" / "labels"


def labels(name):
    with open(LABELS / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def promised(text):
    article = Article.of(text)
    return [article.quote(commitment.span) for commitment in find_promises(article)[0]]


def reported(text):
    article = Article.of(text)
    return [article.quote(span) for span in find_promises(article)[1]]


# The text and its three forms


def test_a_name_keeps_what_names_keep_in_traditional_characters():
    assert traditional_name("万松里小拐胡同") == "萬松里小拐胡同"
    assert traditional("这里的胡同") == "這裡的衚衕"


@pytest.mark.parametrize(
    ("found", "clean"),
    [
        ("核心區(qū),北京", "核心區,北京"),
        ("批發（fā）市場", "批發市場"),
        ("“動批”(動物園批發(fā)市場)", "“動批”(動物園批發市場)"),
        ("人工智能(ai)與wifi(app)", "人工智能(ai)與wifi(app)"),
        ("(qū)開頭", "(qū)開頭"),
        ("區(qū)(qū)", "區(qū)"),
    ],
)
def test_only_a_marked_syllable_behind_a_character_is_a_gloss(found, clean):
    text, origins = strip_glosses(found)
    assert text == clean
    assert [found[origin] for origin in origins] == list(clean)


def test_a_span_is_printed_without_a_gloss_behind_it():
    article = Article.of("各區(qū)片(piàn)項目")
    assert article.as_printed(Span(0, 3)) == "各區(qū)片"
    assert article.quote(Span(0, 3)) == "各區片"


def test_positions_map_both_ways(article):
    for span in (Span(0, 5), Span(100, 240), Span(len(article.clean) - 9, len(article.clean))):
        assert article.in_clean(article.in_found(span)) == span


def test_a_position_inside_a_gloss_counts_for_the_character_before_it():
    article = Article.of("各區(qū)片")
    assert article.in_clean(Span(3, 5)) == Span(1, 2)


def test_runs_lead_from_the_clean_text_to_the_file(article):
    pieces = [article.found[found : found + length] for _, found, length in article.runs]
    assert "".join(pieces) == article.clean
    assert [clean for clean, _, _ in article.runs] == [sum(map(len, pieces[:i])) for i in range(len(pieces))]


def test_the_three_texts_of_the_article_are_aligned(article):
    assert (len(article.found), len(article.clean), len(article.simplified)) == (4722, 3835, 3835)
    assert article.simplified.startswith("作为首都核心区,北京市西城区紧紧围绕")


def test_simplifying_looks_at_words_and_keeps_the_length():
    assert simplify("著力踐行,名著") == "着力践行,名著"


def test_both_scripts_of_a_name_fold_to_one():
    assert fold("什剎海與譚嗣同故居") == fold("什刹海与谭嗣同故居")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", ArticleEmpty),
        (b"\xef\xbb\xbf \r\n", ArticleEmpty),
        ("西城区".encode("gbk"), ArticleNotUTF8),
        (b"PK\x03\x04\x00\x00", ArticleNotText),
    ],
)
def test_a_file_that_is_no_text_is_refused_by_name(tmp_path, content, error):
    path = tmp_path / "article.txt"
    path.write_bytes(content)
    with pytest.raises(error, match=r"article\.txt"):
        open_article(path)


def test_a_missing_file_is_refused_by_name(tmp_path):
    with pytest.raises(ArticleMissing, match=r"none\.txt"):
        open_article(tmp_path / "none.txt")


def test_a_folder_is_no_article(tmp_path):
    with pytest.raises(ArticleClosed, match="directory"):
        open_article(tmp_path)


def test_line_ends_and_a_byte_order_mark_are_characters(tmp_path):
    path = tmp_path / "article.txt"
    path.write_bytes("\ufeff第一行。\r\n第二行。".encode())
    article = open_article(path)
    assert article.found == "\ufeff第一行。\r\n第二行。"
    assert [article.quote(sentence.span) for line in split_lines(article) for sentence in line.sentences] == [
        "第一行。",
        "第二行。",
    ]


# Sentences and commitments


def test_a_closing_quote_mark_belongs_to_its_sentence():
    article = Article.of("做到“少说、多走。”领导带头。")
    (line,) = split_lines(article)
    assert [article.quote(sentence.span) for sentence in line.sentences] == ["做到“少说、多走。”", "领导带头。"]


def test_a_semicolon_ends_a_sentence_only_in_a_list():
    assert promised("• 新建公园六处；加装电梯五十部；") == ["• 新建公园六处；", "加装电梯五十部；"]
    assert promised("新建公园六处；加装电梯五十部。") == ["新建公园六处；加装电梯五十部。"]


@pytest.mark.parametrize(
    "text",
    [
        "启动西单北大街整治。",
        "今年将启动钟鼓楼周边院落的修缮。",
        "在东直门增设自行车停车位八百个。",
        "玉河北段已完成清淤，年底前再打通步道四百米。",
        "原址计划建设为社区运动场。",
        "记者获悉，什刹海环湖步道将于本月底全线贯通。",
        "制定并实施新的便利生活三年行动计划。",
    ],
)
def test_a_sentence_that_promises_action_is_a_commitment(text):
    assert promised(text) == [text]
    assert reported(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "全年改造老旧小区三十一个，累计加装电梯四十六部。",
        "隆福寺一期项目顺利开放。",
        "背街小巷整治三年行动计划全部完成。",
    ],
)
def test_a_sentence_that_reports_is_an_achievement(text):
    assert promised(text) == []
    assert reported(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "牢牢把握首都城市战略定位。全面推进新总规实施。",
        "坚持党建引领，牢记为民宗旨。",
        "“红墙意识”是一种品格。",
        "目前，交通疏导方案正在征求意见。",
        "会议指出，干部要多到现场去。",
        "著力弘揚忠誠使命擔當,扎實幹、見實效,展現新作為",
        "(作者: 盧映川,中共北京市西城區委書記)",
        "已有0人發表了評論",
    ],
)
def test_principles_descriptions_headings_and_imprint_promise_nothing(text):
    assert promised(text) == []
    assert reported(text) == []


def test_sentences_that_stand_alone_are_judged_as_labelled():
    rows = [tuple(row.values()) for row in labels("sentences")]
    wrong = [(sentence, what) for sentence, what in rows if judged(sentence) != what]
    assert len(rows) > 300
    assert len(wrong) <= len(rows) * 0.09, wrong


def judged(sentence):
    if promised(sentence) == [sentence]:
        return "commitment"
    return "achievement" if reported(sentence) == [sentence] else "neither"


def test_a_last_line_without_a_full_stop_may_promise():
    assert promised("修缮先农坛。\n将启动西单北大街改造") == ["修缮先农坛。", "将启动西单北大街改造"]


def test_a_title_that_speaks_of_the_future_promises_nothing():
    assert promised("西城区将建十座公园\n修缮先农坛。") == ["修缮先农坛。"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028"])
def test_any_line_end_ends_a_line(line_end):
    assert promised(line_end.join(["修缮先农坛。", "启动西单北大街整治。"])) == ["修缮先农坛。", "启动西单北大街整治。"]


def test_a_lead_sentence_gives_theme_and_group():
    article = Article.of("在深入實施街區整理、提升城市品質上展現新作為。啟動西單北大街整治。")
    ((commitment,), _) = find_promises(article)
    assert (commitment.theme, commitment.group) == ("深入实施街区整理、提升城市品质", "新作为")
    assert (commitment.line, commitment.sentence) == (1, 2)


def test_a_numbered_heading_gives_the_theme_and_no_group():
    article = Article.of("三、把身边小事办成实事\n补齐路灯。")
    ((commitment,), _) = find_promises(article)
    assert (commitment.theme, commitment.group) == ("把身边小事办成实事", None)


def test_below_a_heading_that_looks_back_actions_are_achievements():
    text = "一、过去一年工作回顾\n新增停车位一千二百个。\n二、今年重点工作\n新增停车位八百个。"
    assert (promised(text), reported(text)) == (["新增停车位八百个。"], ["新增停车位一千二百个。"])


def test_what_a_high_heading_says_reaches_down_to_the_low_ones():
    text = (
        "政府工作报告\n2022年工作回顾\n一、聚焦品质提升\n新建公园六处。\n"
        "2023年重点工作\n一、聚焦品质提升\n（一）补齐短板\n新建公园八处。"
    )
    assert (promised(text), reported(text)) == (["新建公园八处。"], ["新建公园六处。"])


def test_a_line_that_announces_a_list_says_what_the_list_holds_and_promises_nothing():
    text = "某某区\n一年来，我们主要做了以下工作：\n新建公园六处。\n今年，我们将抓好以下工作：\n新建公园八处。"
    assert (promised(text), reported(text)) == (["新建公园八处。"], ["新建公园六处。"])


@pytest.mark.parametrize(
    "line", ["今年，集中力量办好四件大事。", "下一步，重点实施五大行动。", "现将有关安排通告如下："]
)
def test_a_sentence_that_only_counts_what_follows_is_no_commitment(line):
    assert promised(f"某某区\n{line}\n新建公园八处。\n修缮先农坛。") == ["新建公园八处。", "修缮先农坛。"]


@pytest.mark.parametrize("heading", ["二、实施项目。", "第三条　街巷整治。"])
def test_a_short_numbered_line_above_lower_ones_is_a_heading(heading):
    article = Article.of(f"某区更新方案\n本区老街年久失修。\n{heading}\n（一）启动月坛改造。\n（二）修缮先农坛。")
    commitments, _ = find_promises(article)
    assert [article.quote(one.span)[3:] for one in commitments] == ["启动月坛改造。", "修缮先农坛。"]
    assert {one.theme for one in commitments} == {re.split("[、　]", heading)[1].rstrip("。")}


@pytest.mark.parametrize("title", ["让老街“活”起来，让日子“火”起来", "让古城“见物见人见生活”", "更新路上，大步向前！"])
def test_a_title_may_end_with_a_mark_and_promises_nothing(title):
    text = f"{title}\n将启动月坛改造。\n将修缮先农坛。\n将打通断头路三条。"
    assert promised(text) == ["将启动月坛改造。", "将修缮先农坛。", "将打通断头路三条。"]


def test_first_sentences_of_one_build_are_headings_of_their_lines():
    text = "某某区\n改造老街。将启动月坛改造。\n改造水岸。将打通步道三条。\n改造作风。将精简会议。"
    assert promised(text) == ["将启动月坛改造。", "将打通步道三条。", "将精简会议。"]


@pytest.mark.parametrize(
    "text", ["老城更新，到底该怎么做？", "记者：电梯今年还要再装多少部？", "能不能在这里建一座停车楼？"]
)
def test_a_question_promises_nothing(text):
    assert promised(text) == []


def test_who_speaks_is_no_part_of_what_is_said():
    assert promised("答：将启动月坛改造。") == ["答：将启动月坛改造。"]


def test_a_total_to_be_reached_in_a_year_to_come_is_promised():
    assert promised("到2030年，累计建成口袋公园三百个以上。") == ["到2030年，累计建成口袋公园三百个以上。"]
    assert promised("到去年年底，累计建成口袋公园三百个以上。") == []


def test_a_bare_sentence_among_promises_is_one_and_among_reports_is_none():
    bare = "水巷口建一座公园。"
    coming, done = "将启动月坛改造。", "去年完成了月坛改造。"
    assert bare in promised(f"某某区\n{coming}{bare}{coming}\n{coming}")
    assert bare not in promised(f"某某区\n{done}{bare}{done}\n{done}")


def test_an_entry_about_a_project_is_no_sentence_of_its_own():
    assert promised("1.修缮先农坛，9月底前完工。责任单位：区文旅局。") == ["1.修缮先农坛，9月底前完工。"]


@pytest.mark.parametrize("text", ["● 修缮先农坛；；", "修缮先农坛。。", "将修缮先农坛！！", "修缮先农坛."])
def test_doubled_and_half_width_marks_end_a_sentence_once(text):
    assert promised(f"{text}\n启动月坛改造。") == [text, "启动月坛改造。"]


def test_a_half_width_stop_ends_a_sentence_and_a_decimal_point_does_not():
    assert promised("修缮先农坛.新建步道2.1公里。") == ["修缮先农坛.", "新建步道2.1公里。"]


def test_a_heading_with_digits_gives_its_words():
    ((commitment,), _) = find_promises(Article.of("重点任务\n1.改善居住条件\n● 补齐路灯。"))
    assert commitment.theme == "改善居住条件"


@pytest.mark.parametrize("words", ["一二", "将", "没有", "《", "1", "推进，", "既要"])
def test_reading_takes_time_in_proportion_to_the_text(words):
    def seconds(length):
        article = Article.of((words * length)[:length])
        start = time.perf_counter()
        find_promises(article)
        return time.perf_counter() - start

    assert seconds(40_000) < 12 * seconds(10_000) + 1


def test_without_a_heading_there_is_no_theme():
    ((commitment,), _) = find_promises(Article.of("补齐路灯。"))
    assert commitment.theme is None


@pytest.mark.parametrize(
    ("words", "names_site", "scope"),
    [
        ("启动西单北大街整治。", True, "site"),
        ("为老旧小区加装电梯。", False, "district"),
        ("健全完善基层治理机制。", False, "policy"),
    ],
)
def test_scope(words, names_site, scope):
    assert scope_of(words, names_site=names_site) == scope


# Mentions


def test_one_name_may_mean_two_streets():
    article = Article("推進南北長街", "推進南北長街", list(range(6)))
    (mention,) = find_mentions(article, {"南北长街": ("nanchang-jie", "beichang-jie")})
    assert mention.place_ids == ("nanchang-jie", "beichang-jie")
    assert mention.span == Span(2, 6)


def found_names(text, *names):
    article = Article.of(text)
    return [article.quote(mention.span) for mention in find_mentions(article, {name: (name,) for name in names})]


def test_the_longest_name_wins():
    assert found_names("启动西单文化广场整治", "西单", "西单文化广场") == ["西单文化广场"]
    assert found_names("推廣西長安街街道經驗", "西长安街", "西长安街街道") == ["西長安街街道"]


@pytest.mark.parametrize(("sentence", "name", "found"), [tuple(row.values()) for row in labels("names")])
def test_a_name_is_found_whole_and_never_cut_out_of_other_words(sentence, name, found):
    assert bool(found_names(sentence, name)) == (found == "yes")


def test_a_region_inside_a_longer_region_is_seen():
    assert found_names("北京市西城區緊緊圍繞", "北京市", "西城区") == ["北京市", "西城區"]


def test_a_name_with_a_gloss_inside_is_found():
    article = Article.of("(動物園批發(fā)市場)")
    (mention,) = find_mentions(article, Names({"动物园批发市场": ("dongpi",)}))
    assert article.as_printed(mention.span) == "動物園批發(fā)市場"


# Anchors


def test_a_repeated_quote_gets_just_enough_context():
    selector = anchors.quote_selector("甲牢牢把握乙。丙牢牢把握丁。", Span(8, 12))
    assert (selector["prefix"], selector["suffix"]) == ("丙", "丁")
    assert anchors.quote_selector("只此一处。", Span(0, 4))["prefix"] == ""


def test_every_selector_leads_back_to_its_span(article):
    for commitment in find_promises(article)[0]:
        for form, text in (("found", article.found), ("simplified", article.simplified)):
            quote, position = anchors.selectors(article, commitment.span)[form]
            assert anchors.resolve(text, quote) == (position["start"], position["end"])


@pytest.mark.parametrize(
    "selector",
    [
        {"exact": "牢牢把握", "prefix": "", "suffix": ""},
        {"exact": "牢牢掌握", "prefix": "", "suffix": ""},
        {"exact": "", "prefix": "", "suffix": ""},
        {"exact": "牢牢把握", "prefix": "戊", "suffix": "乙"},
    ],
)
def test_a_quote_that_does_not_stand_exactly_once_is_refused(selector):
    with pytest.raises(AnchorRefused):
        anchors.resolve("甲牢牢把握乙。丙牢牢把握丁。", selector)


@pytest.mark.parametrize("text", ["啊" * 50, "甲乙" * 100 + "丙" + "甲乙" * 100])
def test_context_grows_until_the_anchor_is_unique(text):
    span = Span(20, 22)
    assert anchors.resolve(text, anchors.quote_selector(text, span)) == span


def test_a_text_that_repeats_itself_is_refused():
    text = "将推进月坛改造。" * 200
    with pytest.raises(AnchorRepeats, match="512"):
        anchors.quote_selector(text, Span(800, 808))


# Whole articles against careful labels


def line_of(article, position):
    return article.clean.count("\n", 0, position) + 1


def test_commitments_are_those_of_the_labels(read_article):
    wanted = [
        (int(row["line"]), int(row["sentence"]), row["theme"], row["group"] or None, row["scope"])
        for row in labels(f"{read_article.doc}_commitments")
    ]
    got = [
        (
            scoped.commitment.line,
            scoped.commitment.sentence,
            scoped.commitment.theme,
            scoped.commitment.group,
            scoped.scope,
        )
        for scoped in read_article.survey.commitments
    ]
    assert got == wanted


def test_commitments_begin_with_the_labelled_words(read_article):
    words = [row["first_words"] for row in labels(f"{read_article.doc}_commitments")]
    quotes = [read_article.article.quote(scoped.commitment.span) for scoped in read_article.survey.commitments]
    assert [quote[: len(begin)] for quote, begin in zip(quotes, words, strict=True)] == words


def test_mentions_are_those_of_the_labels_and_no_others(read_article):
    article = read_article.article
    wanted = [(int(r["line"]), r["surface"], r["canonical"], r["kind"]) for r in labels(f"{read_article.doc}_mentions")]
    got = [
        (line_of(article, named.mention.span.start), article.quote(named.mention.span), named.canonical, named.kind)
        for named in read_article.survey.mentions
    ]
    assert sorted(got) == sorted(wanted)


def test_achievements_are_those_of_the_labels(read_article):
    article = read_article.article
    rows = labels(f"{read_article.doc}_achievements")
    got = [(line_of(article, span.start), article.quote(span)) for span in read_article.survey.achievements]
    assert len(got) == len(rows)
    for (line, quote), row in zip(got, rows, strict=True):
        assert line == int(row["line"])
        assert quote.startswith(row["first_words"])
