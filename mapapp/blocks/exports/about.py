"""What a takeaway says of itself: what it was made from, by which settings, and what was assumed and noticed."""

from mapapp.blocks.exports.headings import ILLUSTRATIVE

KINDS = {"assumption": "假定 Assumed", "warning": "提示 Warning"}


def inputs(answer):
    """Return what the answer was made from: the hashes of both inputs, and the settings, as texts."""
    return {
        "file_sha256": answer["file"]["sha256"],
        "layers_sha256": answer["layers_sha256"],
        "settings": "; ".join(f"{name}={value}" for name, value in answer["settings"].items()),
        "illustrative": ILLUSTRATIVE if answer["file"]["illustrative"] else None,
    }


def about(answer, chosen):
    """Return (what, text) of everything a reader of the memo may ask about its origin, in order."""
    file, made_from = answer["file"], inputs(answer)
    stated = [
        ("示意 Illustrative", made_from["illustrative"]),
        ("文件 File", file["name"]),
        ("文件 SHA-256 SHA-256 of the file", made_from["file_sha256"]),
        ("文件字节数 Bytes", str(file["bytes"])),
        ("格式 Format", file["format"]),
        ("编码 Encoding", file["encoding"]),
        ("图层 Layer", file["layer"]),
        ("名称字段 Column of the names", file["label"]),
        ("坐标系 Coordinate system", file["crs"]),
        ("坐标系名称 Its name", file["crs_name"]),
        ("图层 SHA-256 SHA-256 of the layers", made_from["layers_sha256"]),
        ("设置 Settings", made_from["settings"]),
        ("制作时间 Made", answer["made"]),
        ("单元数 Units", f"{len(chosen)} / {len(answer['units'])}"),
        ("最少与最多 Minimum and maximum", ACCURACY),
    ]
    return [(what, text) for what, text in stated if text] + [*_findings(answer)]


ACCURACY = (
    "地点可能位于其精度范围内的任何位置：最少为各种可能中的最小值，最多为最大值。"
    " A place may lie anywhere within its accuracy: the least and the most that may lie within the unit."
)


def _findings(answer):
    for finding in answer["findings"]:
        yield KINDS[finding["kind"]], f"{finding['zh-hans']} {finding['en']}"
        yield from ((finding["code"], note) for note in finding["notes"])
