"""What was read in one file, as the record that `mapapp read --format jsonl` prints."""

import hashlib


def transcript(doc, article, survey):
    """Return the record as a dict; all positions are offsets into the text as found."""
    return {
        "doc": doc,
        "sha256": hashlib.sha256(article.found.encode("utf-8")).hexdigest(),
        "mentions": [_mention(article, named) for named in survey.mentions],
        "commitments": [_commitment(article, scoped) for scoped in survey.commitments],
        "achievements": [_place_in_found(article, span) for span in survey.achievements],
    }


def _place_in_found(article, span):
    return article.in_found(span)._asdict()


def _mention(article, named):
    return _place_in_found(article, named.mention.span) | {
        "surface": article.as_printed(named.mention.span),
        "canonical": named.canonical,
        "kind": named.kind,
        "places": list(named.mention.place_ids),
    }


def _commitment(article, scoped):
    commitment = scoped.commitment
    return _place_in_found(article, commitment.span) | {
        "theme": commitment.theme,
        "group": commitment.group,
        "scope": scoped.scope,
        "mentions": list(scoped.mentions),
    }


def outline(article, record):
    """Return a record of an article as lines to be read: its counts, and each commitment with the places it names."""
    lines = [f"{record['doc']}: {len(record['commitments'])} commitments, {len(record['mentions'])} mentions"]
    for commitment in record["commitments"]:
        names = [record["mentions"][index]["canonical"] for index in commitment["mentions"]]
        quote = article.found[commitment["start"] : commitment["end"]]
        lines.append(f"  [{commitment['scope']}] {quote}" + (f" → {', '.join(names)}" if names else ""))
    return "\n".join(lines)
