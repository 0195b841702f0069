"""The columns that say where a row comes from and how it was placed, in words."""

from mapapp.reading.variants import traditional

SHAPES = {
    0: ("The point of the source.", "来源给出的点。"),
    1: ("The line of the source.", "来源给出的线。"),
    2: ("The outline of the source.", "来源给出的轮廓。"),
}
NOT_PLACED = ("The source gives no position that can show it.", "来源没有给出可用的位置。")
MOST_REFS = 12


def origin(candidate):
    """Return the columns `source` and `licence` of what comes from a candidate."""
    refs = ", ".join(candidate.refs[:MOST_REFS])
    more = len(candidate.refs) - MOST_REFS
    return {
        "source": f"{candidate.source}: {refs}{f' and {more} more' if more > 0 else ''}",
        "licence": candidate.licence,
    }


def method(candidate, fit, dimension, made=()):
    """Return the three columns `method…` of a row that is placed as `fit` says, or not (`None`).

    `dimension`: 0, 1 or 2 of the shape that the source has. `made`: (en, zh) of what was made by machine.
    """
    told = [NOT_PLACED] if fit is None else _placed(candidate, fit, dimension)
    if made:
        told.append(
            (f"Made by machine: {', '.join(en for en, _ in made)}.", f"由程序生成：{'、'.join(zh for _, zh in made)}。")
        )
    zh = "".join(one for _, one in told)
    return {"method": " ".join(one for one, _ in told), "method_zh_hans": zh, "method_zh_hant": traditional(zh)}


def _placed(candidate, fit, dimension):
    lines = len(candidate.refs)
    told = [
        (f"Joined from {lines} lines of the source.", f"由来源的 {lines} 条线连成。")
        if lines > 1
        else SHAPES[dimension]
    ]
    told += [*candidate.remarks, *([fit.remark] if fit.remark else [])]
    if candidate.datum != "WGS-84":
        told.append((f"Converted from {candidate.datum} to WGS-84.", f"由 {candidate.datum} 转换为 WGS-84。"))
    if candidate.assumed:
        return [
            *told,
            (
                "The source states no accuracy: what is stated here is our assumption.",
                "来源未说明精度：此处是我们的估计。",
            ),
        ]
    return [*told, ("The accuracy is what the source states.", "精度依来源所述。")]
