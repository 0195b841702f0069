"""What became of a promise: the log and its rules, what is published and stays, and the pages that show it."""

import json
import os
import random
import re
import shutil
import subprocess
import sys
from html import unescape

import pytest

from mapapp import errors, paths, proof
from mapapp.atlas.build import build
from mapapp.atlas.statuslog import LOG, open_log
from mapapp.cli import main
from mapapp.layers import query, schema, store
from mapapp.layers.status import Progress, progress_of, progress_of_site
from mapapp.settings import Settings
from mapapp.view.mapdata import map_data
from mapapp.view.timeline import Said, newest, timeline, tongue
from mapapp.web.app import create_app
from mapapp.web.language import WORDS, day
from tests.conftest import FIRST, SECOND
from tests.diary import BEGUN, DELAYED, DONE, ENTRIES, HEADER, publish, row, with_entries, write_log
from tests.walls import altered, markup_not_ours

SUBJECTS = {"yuetan": None, "xicheng.12.3": "words"}
GOOD = ("yuetan", "2026-11-24", "begun", "开工", "https://example.org/a", "")
MARKUP = "<img src=x onerror=alert(1)>${alert(1)}{{ 7*7 }}"


def changed(**cells):
    """Return the good entry with some cells changed."""
    return tuple((dict(zip(schema.ENTRY, GOOD, strict=True)) | cells).values())


def opened(folder, text, published=()):
    """Return the entries of a log with this text."""
    (folder / LOG).write_bytes(text if isinstance(text, bytes) else text.encode())
    return open_log(folder, SUBJECTS, store.Published(list(published)))


def refused(folder, text, published=()):
    """Return the problems of a log with this text."""
    with pytest.raises(errors.Findings) as found:
        opened(folder, text, published)
    return found.value.problems


def stated(*entries):
    """Return entries as the wall states them."""
    return [dict(zip(schema.ENTRY, entry, strict=True)) | {"publisher": entry[-1] or None} for entry in entries]


# The log


def test_the_log_ships_without_an_entry():
    assert (FIRST / LOG).read_bytes() == f"{HEADER}\n".encode()
    assert json.loads((FIRST / "layers" / store.STATUS).read_text(encoding="utf-8")) == {"entries": []}


def test_a_good_row_becomes_an_entry_in_the_order_of_the_log(tmp_path):
    other = changed(
        subject="xicheng.12.3", date="2020-02-29", status="unknown", quote='说“是”,"不"', publisher="甲, 乙"
    )
    assert opened(tmp_path, HEADER + "\n" + row(GOOD) + row(other)) == stated(GOOD, other)


@pytest.mark.parametrize("text", [HEADER, f"\ufeff{HEADER}\r\n", f"{HEADER}\n\n\n"])
def test_a_log_without_rows_has_no_entries(tmp_path, text):
    assert opened(tmp_path, text) == []


def test_no_log_has_no_entries(tmp_path):
    assert open_log(tmp_path, SUBJECTS) == []


@pytest.mark.parametrize(
    ("cells", "error", "words"),
    [
        ({"subject": ""}, errors.StatusValueMissing, ["subject"]),
        ({"subject": "moon"}, errors.StatusSubjectUnknown, ["moon", "yuetan"]),
        ({"subject": "xicheng.12.33"}, errors.StatusSubjectUnknown, ["xicheng.12.33"]),
        ({"subject": " yuetan"}, errors.StatusSubjectUnknown, [" yuetan"]),
        ({"date": ""}, errors.StatusValueMissing, ["date"]),
        ({"date": "2026-02-30"}, errors.StatusValueRefused, ["date", "2026-02-30"]),
        ({"date": "0000-01-01"}, errors.StatusValueRefused, ["0000-01-01"]),
        ({"date": "20261124"}, errors.StatusValueRefused, ["20261124"]),
        ({"date": "2026-W48-2"}, errors.StatusValueRefused, ["2026-W48-2"]),
        ({"date": "2026-11"}, errors.StatusValueRefused, ["2026-11"]),
        ({"date": "2026年11月24日"}, errors.StatusValueRefused, ["2026-11-24"]),
        ({"date": "２０２６-11-24"}, errors.StatusValueRefused, ["２０２６"]),
        ({"date": "2026-11-24T10:00"}, errors.StatusValueRefused, ["T10:00"]),
        ({"status": ""}, errors.StatusValueMissing, ["status"]),
        ({"status": "Done"}, errors.StatusValueRefused, ["Done", "dropped"]),
        ({"status": "finished"}, errors.StatusValueRefused, ["finished", "begun"]),
        ({"quote": ""}, errors.StatusValueMissing, ["quote"]),
        ({"quote": " \u3000"}, errors.StatusValueMissing, ["quote"]),
        ({"quote": "一\n二"}, errors.StatusCharacterRefused, ["quote", "U+000A"]),
        ({"quote": "一\x1b[31m"}, errors.StatusCharacterRefused, ["U+001B"]),
        ({"quote": "a\u202eb"}, errors.StatusCharacterRefused, ["U+202E"]),
        ({"publisher": "\x00"}, errors.StatusCharacterRefused, ["publisher", "U+0000"]),
        ({"subject": "yue\x07tan"}, errors.StatusCharacterRefused, ["yue[U+0007]tan", "subject"]),
        ({"source": ""}, errors.StatusValueMissing, ["source"]),
        ({"source": "example.org/a"}, errors.StatusValueRefused, ["source", "example.org/a"]),
        ({"source": "javascript:alert(1)"}, errors.StatusValueRefused, ["javascript:alert(1)"]),
        ({"source": "javascript://example.org/%0aalert(1)"}, errors.StatusValueRefused, ["javascript"]),
        ({"source": "data:text/html,x"}, errors.StatusValueRefused, ["data:"]),
        ({"source": "//example.org/a"}, errors.StatusValueRefused, ["//example.org/a"]),
        ({"source": "ftp://example.org/a"}, errors.StatusValueRefused, ["ftp"]),
        ({"source": "https://"}, errors.StatusValueRefused, ["https://"]),
        ({"source": "https:///a"}, errors.StatusValueRefused, ["https:///a"]),
        ({"source": "https://localhost/a"}, errors.StatusValueRefused, ["localhost"]),
        ({"source": "https://example..org/"}, errors.StatusValueRefused, ["example..org"]),
        ({"source": "https://beijing.gov.cn@example.org/"}, errors.StatusValueRefused, ["user name"]),
        ({"source": "https://example.org\\@beijing.gov.cn/"}, errors.StatusValueRefused, ["host"]),
        ({"source": "https://bеijing.gov.cn/"}, errors.StatusValueRefused, ["a–z"]),
        ({"source": "https://example.org/a b"}, errors.StatusValueRefused, ["a b"]),
        ({"source": 'https://example.org/"onclick="x'}, errors.StatusValueRefused, ["onclick"]),
        ({"source": "https://example.org/<b>"}, errors.StatusValueRefused, ["<b>"]),
        ({"source": " https://example.org/"}, errors.StatusValueRefused, ["source"]),
    ],
)
def test_a_row_that_breaks_a_rule_is_named_with_what_to_do(tmp_path, cells, error, words):
    (problem,) = refused(tmp_path, HEADER + "\n" + row(GOOD) + row(changed(**cells)))
    assert type(problem) is error
    assert "status.csv, row 3" in str(problem)
    assert all(word in str(problem) for word in words), str(problem)
    assert not re.search(r"[\x00-\x1f\u202e]", str(problem))
    for language in ("zh-hans", "zh-hant"):
        assert "status.csv 第 3 行" in problem.sentence(language)


@pytest.mark.parametrize(
    "source",
    ["https://example.org", "http://example.org:8080/a?b=c#d", "HTTPS://WWW.Example.GOV.cn/%E5%8C%97",
     "https://xn--fiqs8s.example/西城区/", "http://192.0.2.7/a", "https://example.org?x"],
)  # fmt: skip
def test_an_address_of_the_web_is_taken_as_it_is(tmp_path, source):
    assert opened(tmp_path, HEADER + "\n" + row(changed(source=source)))[0]["source"] == source


@pytest.mark.parametrize("cells", [GOOD[:5], (*GOOD, ""), ("yuetan",)])
def test_a_row_of_another_width_is_named(tmp_path, cells):
    (problem,) = refused(tmp_path, HEADER + "\n" + row(cells))
    assert type(problem) is errors.StatusRowMisshapen
    assert f"row 2: it has {len(cells)} cells; each row has 6" in str(problem)


def test_all_bad_rows_are_named_at_once_by_the_rows_of_the_file(tmp_path):
    text = HEADER + "\n\n" + row(changed(date="?", status="?")) + row(GOOD) + "\n" + row(changed(source="?"))
    rows = [re.search(r"row (\d+)", str(problem))[1] for problem in refused(tmp_path, text)]
    assert rows == ["3", "3", "6"]


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        (b"", errors.StatusHeaderWrong, HEADER),
        (row(GOOD), errors.StatusHeaderWrong, HEADER),
        ("date,subject,status,quote,source,publisher\n", errors.StatusHeaderWrong, HEADER),
        (f"{HEADER},note\n", errors.StatusHeaderWrong, HEADER),
        (HEADER.encode("utf-16"), errors.StatusLogUnreadable, "UTF-8"),
        (f"{HEADER}\n开工".encode("gbk"), errors.StatusLogUnreadable, "UTF-8"),
        (f'{HEADER}\nyuetan,"open', errors.StatusLogUnreadable, "line 2"),
        (f'{HEADER}\nyuetan,"a"b,c', errors.StatusLogUnreadable, "line 2"),
        (f"{HEADER}\n{'x' * 200_000}", errors.StatusLogUnreadable, "line 2"),
    ],
)
def test_a_file_that_is_no_log_is_named(tmp_path, text, error, words):
    with pytest.raises(error, match=r"status\.csv") as found:
        opened(tmp_path, text)
    assert words in str(found.value)


def test_a_folder_in_the_place_of_the_log_is_named(tmp_path):
    (tmp_path / LOG).mkdir()
    with pytest.raises(errors.StatusLogUnreadable, match=r"status\.csv"):
        open_log(tmp_path, SUBJECTS)


# What is published stays

ONE, TWO, THREE = (changed(quote=quote) for quote in "一二三")


@pytest.mark.parametrize(
    ("now", "rows"),
    [
        ((TWO, ONE, THREE), [2, 4]),
        ((ONE, THREE), [3]),
        ((ONE, TWO), [4]),
        ((), [2, 2, 2]),
        ((changed(quote="〇"), ONE, TWO, THREE), [2]),
        ((ONE, changed(quote="〇"), THREE), [3]),
        ((ONE, TWO, changed(quote="〇"), GOOD, GOOD), [4]),
        ((changed(date="2026-11-23"), TWO, changed(status="done")), [2, 4]),
    ],
)
def test_a_published_row_that_was_changed_removed_or_moved_is_named_with_both_rows(tmp_path, now, rows):
    held = stated(ONE, TWO, THREE)
    problems = refused(tmp_path, HEADER + "\n" + "".join(map(row, now)), held)
    assert {type(problem) for problem in problems} == {errors.PublishedRowRewritten}
    assert [int(re.search(r"row (\d+)", str(problem))[1]) for problem in problems] == rows
    for problem, number in zip(problems, rows, strict=True):
        there = f"“{row(now[number - 2]).strip()}”" if number - 2 < len(now) else "nothing"
        assert f"here stands {there}, where layers/status.json" in str(problem)
        assert any(f"“{row(entry).strip()}”" in str(problem).partition("status.json")[2] for entry in (ONE, TWO, THREE))


def test_rows_are_added_at_the_end(tmp_path):
    text = HEADER + "\n" + "".join(map(row, (ONE, TWO, THREE, GOOD)))
    assert opened(tmp_path, text, stated(ONE, TWO, THREE)) == stated(ONE, TWO, THREE, GOOD)


def mutated(text, pick, begin):
    """Return a text with one character after `begin` changed, removed or added."""
    at, other = pick.randrange(begin, len(text)), pick.choice('x0,"\n\r -é一\u202e')
    return pick.choice((text[:at] + other + text[at + 1 :], text[:at] + text[at + 1 :], text[:at] + other + text[at:]))


def found_problems(geodata):
    """Return every problem as a line, found or raised, as `mapapp check` prints them."""
    try:
        return [str(problem) for problem in proof.problems(geodata)]
    except errors.MapappError as broken:
        return str(broken).splitlines()


def test_any_changed_character_of_a_published_row_is_refused_or_named(geodata):
    """Of 200 changes the build refuses each; where the rows say the same still (a line end), the check names it."""
    with_entries(geodata)
    layers = store.load(geodata / "layers")
    text, pick, checked = (geodata / LOG).read_text(encoding="utf-8"), random.Random(7), 0
    subjects = {c["id"]: c["quote"] for c in layers.articles["xicheng"]["commitments"]}
    subjects |= {site["id"]: None for site in query.sites(layers)}
    published = store.published(geodata / "layers")
    for _ in range(200):
        other = text
        while other == text:
            other = mutated(text, pick, len(HEADER) + 1)
        (geodata / LOG).write_bytes(other.encode())
        try:
            assert open_log(geodata, subjects, published) == published.entries, other
            problems, checked = found_problems(geodata), checked + 1
        except (errors.BadStatusLog, errors.Findings) as refusal:
            problems = str(refusal).splitlines()
        assert problems, other
        assert all("status.csv" in problem for problem in problems), other
    assert checked < 40


@pytest.fixture
def command(capsys, monkeypatch):
    """Run a `mapapp` command on a data folder, in English; return its exit status and what it complained of."""
    monkeypatch.setenv("LC_ALL", "C")

    def _command(geodata, *arguments):
        status = main.main([*arguments, "--geodata", str(geodata)])
        return status, capsys.readouterr().err

    return _command


def test_real_builds_append_and_refuse_everything_else(command, geodata):
    write_log(geodata, (BEGUN, DELAYED))
    assert command(geodata, "build") == (0, "")
    write_log(geodata, (BEGUN, DELAYED, DONE))
    assert command(geodata, "check")[0] == 1
    assert command(geodata, "build") == (0, "")
    assert command(geodata, "check") == (0, "")
    before = store.read(geodata / "layers")
    assert json.loads(before[store.STATUS])["entries"] == stated(BEGUN, DELAYED, DONE)
    for now in ((BEGUN, DONE, DELAYED), (BEGUN, DELAYED), (BEGUN, (*DELAYED[:2], "done", *DELAYED[3:]), DONE)):
        write_log(geodata, now)
        status, complaint = command(geodata, "build")
        assert status == 2
        assert "status.csv, row" in complaint
        assert "a correction as a new row at the end" in complaint
        assert store.read(geodata / "layers") == before
        assert command(geodata, "check")[0] == 1
    (geodata / LOG).unlink()
    assert command(geodata, "build")[0] == 2
    assert store.read(geodata / "layers") == before


def test_a_bad_row_publishes_nothing(command, geodata):
    before = store.read(geodata / "layers")
    write_log(geodata, (BEGUN, changed(source="javascript:alert(1)")))
    status, complaint = command(geodata, "build")
    assert (status, complaint.count("\n")) == (2, 1)
    assert "status.csv, row 3 (yuetan): source" in complaint
    assert store.read(geodata / "layers") == before


def test_what_is_published_holds_even_where_another_file_of_the_wall_is_damaged(geodata):
    with_entries(geodata)
    for name in (store.RECEIPT, "article-xicheng.json", "points.geojson"):
        (geodata / "layers" / name).write_text("<<<<<<<", encoding="utf-8")
    write_log(geodata, ENTRIES[1:])
    with pytest.raises(errors.Findings, match="here stands"):
        build(geodata)


def test_an_entry_stays_with_the_sentence_it_was_written_about(geodata):
    with_entries(geodata)
    path = geodata / "articles" / "xicheng.txt"
    text = path.read_bytes().decode("utf-8")
    assert text.count("公廁革命") == 1
    path.write_bytes(text.replace("公廁革命", "公廁改革").encode())
    (geodata / "articles" / "xicheng.en.json").unlink()
    publish(geodata)  # another sentence may change
    path.write_bytes(text.replace("停車", "泊車").encode())
    with pytest.raises(errors.Findings) as found:
        build(geodata)
    (problem,) = found.value.problems
    assert type(problem) is errors.SubjectReworded
    assert "row 5: xicheng.16.2 was “" in str(problem)
    assert "articles/xicheng.txt" in str(problem)
    assert "停車" in str(problem) and "泊車" in str(problem)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda e: e.pop("quote"), "quote is missing"),
        (lambda e: e.update(date=5), "date is 5"),
        (lambda e: e.update(status="sold"), "'sold' is no status"),
    ],
)
def test_an_entry_that_breaks_the_schema_is_named(change, words):
    entries = stated(GOOD, GOOD)
    change(entries[1])
    with pytest.raises(errors.EntryBroken, match=words) as found:
        schema.check_entries("status.json", entries)
    assert "status.json, entry 2" in str(found.value)


def test_a_changed_status_file_of_the_wall_is_found_and_named(geodata):
    with_entries(geodata)
    path = geodata / "layers" / store.STATUS
    original = path.read_text(encoding="utf-8")
    for old, new in (("begun", "done"), ("测试：自", "测试：昨"), ("entries", "entriez"), ("2026-11-04", "2026-11-05")):
        path.write_text(original.replace(old, new, 1), encoding="utf-8")
        problems = found_problems(geodata)
        assert problems
        assert all("status.json" in problem for problem in problems), problems


def test_a_wall_of_an_older_build_has_no_entries(geodata):
    folder = geodata / "layers"
    (folder / store.STATUS).unlink()
    receipt = json.loads((folder / store.RECEIPT).read_text(encoding="utf-8"))
    del receipt["status"], receipt["layers"][store.STATUS], receipt["receipt_sha256"]
    (folder / store.RECEIPT).write_text(json.dumps(store.seal(receipt)), encoding="utf-8")
    assert store.load(folder, patience_s=0).status == {"entries": []}
    assert create_app(Settings(geodata)).test_client().get("/sites/yuetan").status_code == 200
    assert publish(geodata)


def test_a_broken_status_file_is_not_shown(published, tmp_path):
    altered(published, tmp_path / "layers", lambda files: files.update({store.STATUS: {"entries": [{"subject": 5}]}}))
    with pytest.raises(errors.EntryBroken, match=r"status\.json"):
        store.load(tmp_path / "layers", patience_s=0)


@pytest.mark.parametrize(
    "surroundings",
    [
        {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "1"},
        pytest.param({"TZ": "America/Los_Angeles"}, marks=pytest.mark.long),
    ],
)
def test_a_build_with_entries_is_the_same_to_the_byte(geodata, surroundings):
    built = store.read(with_entries(geodata) / "layers")
    shutil.rmtree(geodata / "layers")
    run = subprocess.run(
        [sys.executable, "-m", "mapapp", "build", "--geodata", str(geodata)],
        env=os.environ | surroundings | {"PYTHONPATH": str(paths.PACKAGE.parent)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, "")
    assert store.read(geodata / "layers") == built


def test_another_district_keeps_its_log_too(tmp_path):
    geodata = shutil.copytree(SECOND, tmp_path / "second")
    publish(geodata)
    assert store.load(geodata / "layers").status == {"entries": []}
    (geodata / LOG).write_text(HEADER + "\n" + row(("gulou", *GOOD[1:])), encoding="utf-8")
    assert publish(geodata)
    assert found_problems(geodata) == []
    page = create_app(Settings(geodata)).test_client().get("/en/sites/gulou")
    assert "begun</b> as known on 24 November 2026" in page.text


# What it says


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """A data folder with entries, published."""
    return with_entries(shutil.copytree(FIRST, tmp_path_factory.mktemp("told") / "geodata"))


@pytest.fixture(scope="module")
def told_layers(told):
    return store.load(told / "layers")


@pytest.fixture(scope="module")
def visitor(told):
    return create_app(Settings(told)).test_client()


def words_of(page):
    """Return the words of a page, blanks told once."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", page.text)))


def test_the_status_is_that_of_the_newest_day(told_layers):
    site = query.feature(told_layers, "zhuanta-hutong")
    progress = progress_of_site(told_layers, site)
    assert [entry["date"] for entry in progress.entries] == ["2026-11-24", "2026-11-04", "2026-03-01"]
    assert (progress.status, progress.known_on) == ("done", "2026-11-24")
    sentence = progress_of(told_layers, "xicheng.17.2")
    assert (sentence.status, sentence.known_on) == ("delayed", "2026-03-01")


def test_without_an_entry_nothing_is_known(told_layers):
    progress = progress_of_site(told_layers, query.feature(told_layers, "jinrong-jie"))
    assert (progress.entries, progress.status, progress.known_on) == ((), "unknown", None)
    assert Progress() == progress_of(told_layers, "nothing")


def test_of_one_day_the_row_written_last_counts_and_a_claim_can_be_taken_back(geodata):
    geodata = with_entries(geodata, (DONE, ("zhuanta-hutong", "2026-11-24", "unknown", "更正", *DONE[4:]), BEGUN))
    layers = store.load(geodata / "layers")
    progress = progress_of(layers, "zhuanta-hutong")
    assert [entry["status"] for entry in progress.entries] == ["unknown", "done", "begun"]
    assert (progress.status, progress.known_on) == ("unknown", "2026-11-24")
    page = create_app(Settings(geodata)).test_client().get("/en/sites/zhuanta-hutong")
    assert "unclear as known on 24 November 2026" in words_of(page)


def test_a_time_line_says_of_what_and_from_where(told_layers):
    said = timeline(told_layers, query.feature(told_layers, "zhuanta-hutong"))
    assert [one.sentence["id"] if one.sentence else None for one in said] == [None, None, "xicheng.17.2"]
    assert [one.host for one in said] == ["www.example.gov.cn", "www.example.gov.cn", "news.example.org"]
    assert newest(told_layers).keys() == {"xicheng.17.2", "xicheng.16.2"}


@pytest.mark.parametrize("source", ["javascript:alert(1)", "https://a@b.example/", "//b.example"])
def test_an_address_that_could_deceive_has_no_host(source):
    assert Said({"source": source}, None).host is None


@pytest.mark.parametrize(("text", "tag"), [("开工", "zh"), ("Work on 砖塔", "zh"), ("Work", ""), ("", "")])
def test_words_of_others_are_marked_as_chinese_where_they_are(text, tag):
    assert tongue(text) == tag


@pytest.mark.parametrize(
    ("language", "written"),
    [("zh-hans", "2026年3月1日"), ("zh-hant", "2026年3月1日"), ("en", "1 March 2026")],
)
def test_a_day_is_written_as_the_language_writes_it(language, written):
    assert day(language, "2026-03-01") == written


@pytest.mark.parametrize("status", schema.STATUSES)
def test_every_status_has_its_word(status):
    assert len(set(WORDS[f"sign.status.{status}"].values())) > 1


def test_the_browser_is_told_what_is_known_and_nothing_of_the_rest(told_layers):
    known = {f["id"]: f["properties"] for f in map_data(told_layers)["features"]}
    assert (known["zhuanta-hutong"]["status"], known["zhuanta-hutong"]["known_on"]) == ("done", "2026-11-24")
    assert known["yuetan"]["status"] == "delayed"
    assert "status" not in known["jinrong-jie"]


# The pages


def test_the_page_of_a_place_tells_its_time_line(visitor):
    page = visitor.get("/en/sites/zhuanta-hutong")
    words = words_of(page).partition("Progress")[2]
    assert words.lstrip().startswith("done as known on 24 November 2026")
    order = [words.index(text) for text in ("测试：已完工。", "测试：自今日开始。", "A test, and no claim.")]
    assert order == sorted(order)
    assert "1 March 2026 delayed about Article, paragraph 17, sentence 2" in words
    assert '<time datetime="2026-11-04">4 November 2026</time>' in page.text
    assert '<blockquote class="verbatim" lang="zh">测试：自今日开始。</blockquote>' in page.text
    assert '<blockquote class="verbatim" lang="">A test, and no claim.</blockquote>' in page.text
    assert 'href="https://www.example.gov.cn/a?x=1&amp;y=2" rel="nofollow noopener">www.example.gov.cn</a>' in page.text


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/zh-hans/sites/zhuanta-hutong", "已完成 截至 2026年11月24日"),
        ("/zh-hant/sites/yuetan", "推遲了 截至 2026年3月1日"),
        ("/zh-hans/sites/jinrong-jie", "不清楚。"),
        ("/en/sites/jinrong-jie", "Not known. No dated entry with a source yet. How to add an entry"),
    ],
)
def test_the_page_of_a_place_says_what_is_known_in_each_language(visitor, path, words):
    assert words in words_of(visitor.get(path))


def test_who_knows_better_is_told_how_to_add_an_entry(visitor):
    for site in ("zhuanta-hutong", "jinrong-jie"):
        assert 'href="/en/about#status"' in visitor.get(f"/en/sites/{site}").text
    about = visitor.get("/en/about")
    assert 'id="status"' in about.text
    assert "geodata/status.csv" in words_of(about)
    assert f"{len(ENTRIES)}</span>" in about.text.partition('id="status"')[2].partition("</h2>")[0]


def test_the_list_can_be_narrowed_by_status(visitor, told_layers):
    rows = re.findall(r'data-status="(\w+)" data-commitment="([\w.]+)"', visitor.get("/").text)
    stated = {id: status for status, id in rows}
    assert stated.keys() == {c["id"] for c in told_layers.articles["xicheng"]["commitments"]}
    known = {id: status for id, status in stated.items() if status != "unknown"}
    assert known == {"xicheng.17.2": "delayed", "xicheng.16.2": "dropped"}


@pytest.mark.parametrize("path", ["/en/", "/en/about", "/en/articles/xicheng"])
def test_a_sentence_without_a_place_has_its_status_beside_it(visitor, path):
    page = visitor.get(path)
    assert "dropped as known on 24 November 2026 www.example.gov.cn" in words_of(page)
    assert "nofollow" in page.text


def test_nothing_is_said_of_a_sentence_without_an_entry(client):
    for path in ("/", "/about", "/articles/xicheng"):
        assert "standing" not in client.get(path).text


def test_markup_in_an_entry_stays_words(geodata):
    hostile = ("yuetan", "2026-11-24", "begun", MARKUP, "https://example.org/?a='b'&c=${d}", MARKUP)
    with pytest.raises(errors.Findings, match="source"):
        with_entries(geodata, [hostile])
    with_entries(geodata, [(*hostile[:4], "https://example.org/?a='b'&c=d", MARKUP)])
    page = create_app(Settings(geodata)).test_client().get("/sites/yuetan")
    assert markup_not_ours(page.text) == []
    assert words_of(page).count(MARKUP) == 2


def test_an_address_that_runs_is_never_a_link(geodata, tmp_path):
    with_entries(geodata, [("yuetan", *GOOD[1:])])

    def change(files):
        files[store.STATUS]["entries"][0]["source"] = "javascript:alert(1)"

    altered(geodata / "layers", tmp_path / "altered" / "layers", change)
    page = create_app(Settings(tmp_path / "altered")).test_client().get("/sites/yuetan")
    assert "javascript:alert(1)" in words_of(page)
    assert 'href="javascript' not in page.text
