"""Uploads good files and broken ones to a running server: what is accepted must be right, and nothing may break it.

    scripts/check_uploads.py http://127.0.0.1:8000 [--mutations 10000] [--seed 1] [--at-once 2]

Thirty good files must come back with their names and positions; copies with flipped bytes and cut ends may be
accepted or refused, but never answered with a server's error and never not at all. Every result is deleted again.
"""

import argparse
import http.client
import json
import random
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import shapely

sys.path.insert(0, str(Path(__file__).parent.parent))

from pyproj import Transformer

from mapapp.earth.metres import metric_crs
from tests.blocks.good_files import WEST, good_files

BOUNDARY = "units-of-a-planner"
PATIENCE_S = 60
FLIPS = (1, 1, 2, 5, 20, 100)
"""How many bytes one copy may have changed."""
LONGEST_CUT = 400


def mutations(count, seed):
    """Yield `count` pairs of a name and bytes: copies of good files in turn, each cut, shortened or with bytes changed.

    The same seed gives the same copies.
    """
    files = good_files()
    for number in range(count):
        chance = random.Random(f"{seed} {number}")
        file = files[number % len(files)]
        yield file.name, chance.choices(WAYS, WEIGHTS)[0](file.data, chance)


def cut(data, chance):
    """Return the beginning of `data`, of any length but all of it."""
    return data[: chance.randrange(len(data))]


def shortened(data, chance):
    """Return `data` without some bytes within."""
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(1, LONGEST_CUT) :]


def overwritten(data, chance):
    """Return `data` with one stretch of other bytes."""
    start, noise = chance.randrange(len(data)), chance.randbytes(chance.randrange(1, 64))
    return (data[:start] + noise + data[start + len(noise) :])[: len(data)]


def flipped(data, chance):
    """Return `data` with one to a hundred bytes changed: by one bit, to any value, or to a value at the edge."""
    changed = bytearray(data)
    for place in chance.choices(range(len(data)), k=chance.choice(FLIPS)):
        changed[place] = chance.choice((changed[place] ^ 1 << chance.randrange(8), chance.randrange(256), 0, 255))
    return bytes(changed)


WAYS, WEIGHTS = (cut, shortened, overwritten, flipped), (15, 10, 10, 65)


def main():
    """Check a server, print what was found, and end with 1 if anything is not as it must be."""
    options = _options()
    ask = partial(_ask, urlsplit(options.address).netloc)
    wrong = [problem for file in good_files() for problem in check_good(ask, file)]
    with ThreadPoolExecutor(options.at_once) as pool:
        answers = Counter(pool.map(partial(answer_to, ask), mutations(options.mutations, options.seed)))
    broken = sum(times for answer, times in answers.items() if str(answer)[:1] not in "24")
    print(*wrong, *(f"{times:6} {answer}" for answer, times in answers.most_common()), sep="\n")
    print(
        f"{len(good_files())} good files, {len(wrong)} wrong; {options.mutations} mutations, {broken} broke the server."
    )
    return int(bool(wrong or broken))


def check_good(ask, file):
    """Return what is wrong with the answer to a good file: a list of lines."""
    status, answer = upload(ask, file.name, file.data, file.wishes)
    if status != 201:
        return [f"{file.name}: {status} {answer.get('code')} {answer.get('detail')}"]
    status, units = _json(ask("GET", urlsplit(answer["downloads"]["geojson"]).path))
    ask("DELETE", urlsplit(answer["url"]).path)
    if status != 200:
        return [f"{file.name}: its units cannot be fetched ({status})"]
    return differences(file, units["features"])


def differences(file, features):
    """Return how features, in WGS-84, differ from the truth of a good file: a list of lines."""
    id_head, name_head = file.heads
    found = {feature["properties"].get(name_head): feature for feature in features}
    if len(features) != len(file.names) or found.keys() != set(file.names):
        return [f"{file.name}: the names are {[*found]}"]
    rows = zip(file.names, file.ids, file.truth, strict=True)
    return [
        f"{file.name}: {name}: {problem}"
        for name, id_, truth in rows
        for problem in _difference(found[name], id_head, id_, truth, file.tolerance_m)
    ]


def _difference(feature, id_head, id_, truth, tolerance_m):
    if feature["properties"].get(id_head) != id_:
        yield f"its id is {feature['properties'].get(id_head)!r}"
    away_m = furthest_m(shapely.from_geojson(json.dumps(feature["geometry"])), truth)
    if not away_m <= tolerance_m:
        yield f"it is {away_m:.3f} m off"


def furthest_m(shape, truth):
    """Return how far two shapes in WGS-84 are apart at most, in metres: area from area and border from border."""
    shape, truth = (shapely.transform(one, _in_metres) for one in (shape, truth))
    return max(shapely.hausdorff_distance(shape, truth), shapely.hausdorff_distance(shape.boundary, truth.boundary))


def _in_metres(degrees):
    return np.column_stack(_there().transform(*degrees.T))


@cache
def _there():
    return Transformer.from_crs("EPSG:4326", metric_crs(WEST), always_xy=True)


def answer_to(ask, mutation):
    """Return what the server says to a broken file: the status and code of a refusal, or what went wrong."""
    try:
        status, answer = upload(ask, *mutation)
        if status == 201:
            ask("DELETE", urlsplit(answer["url"]).path)
        return f"{status} {answer.get('code', '')}"
    except (OSError, http.client.HTTPException) as error:
        return f"no answer: {error!r}"


def upload(ask, name, data, wishes=None):
    """Send a file as a form does. Return the status and the JSON of the answer."""
    fields = {field: value for field, value in vars(wishes or argparse.Namespace()).items() if value}
    parts = [f'name="{field}"\r\n\r\n{value}'.encode() for field, value in fields.items()]
    parts.append(f'name="file"; filename="{name}"\r\nContent-Type: application/octet-stream\r\n\r\n'.encode() + data)
    form = b"".join(b"--%s\r\nContent-Disposition: form-data; %s\r\n" % (BOUNDARY.encode(), part) for part in parts)
    kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    return _json(ask("POST", "/api/blocks", form + f"--{BOUNDARY}--\r\n".encode(), kind))


def _ask(host, method, path, body=None, headers=None):
    connection = http.client.HTTPConnection(host, timeout=PATIENCE_S)
    try:
        connection.request(method, path, body, {"Accept": "application/json", **(headers or {})})
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def _json(answer):
    status, body = answer
    try:
        return status, json.loads(body)
    except ValueError:
        return status, {"code": "no JSON"}


def _options():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("address")
    parser.add_argument("--mutations", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
