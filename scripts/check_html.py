"""Asks the Nu Html Checker about every page that there is: served, as files, and the map as one file.

Errors inside Leaflet's own stylesheet, which the one file carries, are not ours and are left out.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

from mapapp import paths
from mapapp.settings import Settings
from mapapp.web.app import create_app
from mapapp.web.assets import joined, leaflet_files
from mapapp.web.crawl import Crawl
from mapapp.web.language import LANGUAGES
from mapapp.web.onefile import one_file
from mapapp.web.stillsite import still_site

ALONE = [f"/{code}{path}" for code in LANGUAGES for path in ("/", "/embed", "/planners", "/offline", "/nope")]
"""Served pages that no other page leads to, or that a crawl for files leaves out."""


def main(jar):
    settings = Settings(paths.geodata())
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name, content in pages(settings):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        count = len(list(folder.rglob("*.html")))
        errors = [error for error in errors_in(jar, folder) if not is_leaflets(error, folder)]
    for error in errors:
        print(f"{error['url']}:{error['lastLine']}.{error['lastColumn']}: {error['message']}")
    print(f"{count} pages, {len(errors)} errors")
    return bool(errors)


def pages(settings):
    """Yield (name, bytes) of every page; names end in .html."""
    for code in LANGUAGES:
        yield f"one/{code}.html", one_file(settings, code)
    for name, content in still_site(settings).items():
        if name.endswith(".html"):
            yield f"files/{name}", content
    app = create_app(settings)
    crawl = Crawl(app, None)
    crawl.follow("/en/", "/zh-hant/", "/zh-hans/")
    for answer in crawl.answers.values():
        if answer and answer.file.endswith(".html"):
            yield f"served/{answer.file}", answer.content
    client = app.test_client()
    for number, path in enumerate(ALONE):
        yield f"alone/{number}.html", client.get(path).data
    app.extensions["results"].jobs.close()


def errors_in(jar, folder):
    """Return the errors that the checker finds: dicts of its JSON format."""
    command = ["java", "-Xss4m", "-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html"]
    told = subprocess.run([*command, folder], capture_output=True, text=True, check=True).stdout
    return [message for message in json.loads(told)["messages"] if message["type"] != "info"]


def is_leaflets(error, folder):
    path = Path(unquote(urlsplit(error["url"]).path))
    if path.parent != folder / "one":
        return False
    line = path.read_text(encoding="utf-8").split("\n")[error["lastLine"] - 1]
    leaflets = "<style>" + joined(leaflet_files("leaflet.css")).decode()
    return line.startswith(leaflets) and error["lastColumn"] <= len(leaflets)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
