"""Entries for a log of statuses, made up for the tests: no map says them."""

import csv
import io

from mapapp.atlas.build import build
from mapapp.atlas.statuslog import LOG
from mapapp.layers import store

HEADER = "subject,date,status,quote,source,publisher"
BEGUN = (
    "zhuanta-hutong",
    "2026-11-04",
    "begun",
    "测试：自今日开始。",
    "https://www.example.gov.cn/a?x=1&y=2",
    "测试者",
)
DELAYED = ("xicheng.17.2", "2026-03-01", "delayed", "A test, and no claim.", "http://news.example.org/1", "")
DONE = ("zhuanta-hutong", "2026-11-24", "done", "测试：已完工。", "https://www.example.gov.cn/c", "")
DROPPED = ("xicheng.16.2", "2026-11-24", "dropped", "測試：不再做", "https://www.example.gov.cn/d", "測試者")
ENTRIES = (BEGUN, DELAYED, DONE, DROPPED)


def row(entry):
    """Return an entry as a row of the log."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(entry)
    return line.getvalue()


def write_log(geodata, entries):
    """Write a log of some entries."""
    (geodata / LOG).write_text(HEADER + "\n" + "".join(map(row, entries)), encoding="utf-8")


def publish(geodata):
    """Build a data folder and publish its layers, as the command does; return whether anything changed."""
    return store.publish(geodata / "layers", build(geodata))


def with_entries(geodata, entries=ENTRIES):
    """Publish a data folder with some entries; return it."""
    write_log(geodata, entries)
    publish(geodata)
    return geodata
