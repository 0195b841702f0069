"""What an operator may set: `MAPAPP_…` variables, or a TOML file named by `MAPAPP_SETTINGS`.

A variable wins over the file. In the file, the names stand in lower case without the
prefix: `public_url = "https://map.example"`.
"""

import os
import re
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path

from mapapp import paths
from mapapp.errors import SettingRefused

TEMPORARY = Path(os.environ.get("TMPDIR") or "/tmp")
"""Not asked of `tempfile`, which finds none on a full disk: a server must start there all the same."""
EVERYONE, NOBODY = "everyone", "nobody"
ORIGIN = r"https?://(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[1-9][0-9]{0,4})?"
PAGE = r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/[!#-;=?-\[\]_a-z~]*"
LONGEST_LINE = 80
E_MAIL = r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9]([A-Za-z0-9-]*\.)+[A-Za-z]{2,63}"
NUMBERS = {
    "nearby_m": (500, 1, 20_000),
    "results_hours": (24, 1, 24 * 365),
    "results_mb": (2_000, 1, 1_000_000),
    "upload_mb": (100, 1, 4_000),
    "upload_unpacked_mb": (160, 1, 16_000),
    "upload_features": (50_000, 1, 2_000_000),
    "upload_vertices": (2_000_000, 4, 200_000_000),
    "upload_columns": (256, 1, 4_000),
    "upload_characters": (1_000, 10, 1_000_000),
    "upload_seconds": (9, 1, 600),
    "upload_repair_seconds": (5, 1, 600),
    "upload_memory_mb": (768, 64, 64_000),
    "upload_patience_s": (20, 1, 3_600),
    "advisers_days": (30, 0, 3_650),
    "advisers_seconds": (10, 1, 120),
    "log_requests": (0, 0, 1),
    "stop_delay_s": (0, 0, 60),
}
"""The settings that are numbers: what is usual, the least and the most."""
ADVISERS = ("nominatim_url", "tianditu_url", "amap_url", "baidu_url")
"""The settings that say where an adviser is asked."""
ADVISER = r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/[A-Za-z0-9._/~-]*"
STORE = r"postgresql://[A-Za-z0-9_.-]+@[A-Za-z0-9.-]+(:[0-9]{1,5})?/[A-Za-z0-9_-]+(\?sslmode=verify-full)?"
FORM = r"https://[A-Za-z0-9.-]+(:[0-9]{1,5})?/([!$&-;=?-\[\]_a-z~%#]|\{subject\}|\{body\})*"
ADVISED = (
    ADVISER,
    "it must be an http or https address without a query, such as https://nominatim.example/search",
    "应为不带参数的 http 或 https 网址，例如 https://nominatim.example/search",
)
FITTING = dict.fromkeys(ADVISERS, ADVISED) | {
    "imprint": (
        PAGE,
        "it must be the address of a page, such as https://www.example.org/imprint",
        "应为网页的网址，例如 https://www.example.org/imprint",
    ),
    "store": (
        STORE,
        "it must be an address such as postgresql://user@host:5432/database, the password apart (PGPASSWORD), and "
        "perhaps ?sslmode=verify-full behind it",
        "应为 postgresql://user@host:5432/database 这样的地址，不含密码（PGPASSWORD），其后可加 ?sslmode=verify-full",
    ),
}
"""The pattern that the value of a setting keeps to, and how that is said."""


@dataclass(frozen=True)
class Settings:
    """`geodata`: the data folder. `store`: the address of the database that holds the layers, if it is not that folder.
    `public_url`: where visitors reach the site, without a final slash.

    `contact`: where messages go: an e-mail address, or an https address with `{body}`, and perhaps `{subject}`, in it.
    `approval`: the map's approval number (审图号). `owner`: who answers for the map. `imprint`: where a page says more.
    `embed`: who may show `/embed` in a frame: `everyone`, `nobody`, or origins with spaces between them.
    `editor`: who decides, where a command does not say.
    `results`: the folder of planners' results. `advisers_folder`: where answers of geocoders are kept; `…_url`: where
    each is asked, if not at its public address; `…_key`: its key, which no `repr` shows.
    `numbers`: what `NUMBERS` names, as set.
    The others choose the base map and are judged where it is drawn (`view.basemaps`).
    """

    geodata: Path
    public_url: str | None = None
    contact: str | None = None
    approval: str | None = None
    owner: str | None = None
    imprint: str | None = None
    embed: str = EVERYONE
    editor: str | None = None
    basemap: str = "schematic"
    basemap_datum: str | None = None
    basemap_credit: str | None = None
    tianditu_key: str | None = field(default=None, repr=False)
    results: Path = TEMPORARY / f"mapapp-{os.getuid()}"
    advisers_folder: Path = TEMPORARY / f"mapapp-{os.getuid()}-advisers"
    nominatim_url: str | None = None
    tianditu_url: str | None = None
    amap_url: str | None = None
    baidu_url: str | None = None
    tianditu_server_key: str | None = field(default=None, repr=False)
    amap_key: str | None = field(default=None, repr=False)
    baidu_key: str | None = field(default=None, repr=False)
    store: str | None = None
    numbers: dict = field(default_factory=lambda: {name: usual for name, (usual, _, _) in NUMBERS.items()})

    @property
    def layers(self):
        """Where the layers are published: the path of a folder, or the address of a store."""
        return self.store or self.geodata / "layers"

    @property
    def schematic(self):
        """The file of the schematic base map; there may be none."""
        return self.geodata / "basemap" / "schematic.geojson"

    @property
    def imported_basemap(self):
        """The file that `mapapp basemap import` writes; where there is one, it is shown instead."""
        return self.geodata / "basemap" / "openstreetmap.geojson"


def read_settings(environ=os.environ):
    """Return the `Settings` that `environ` and its settings file state."""
    stated = _from_file(environ.get("MAPAPP_SETTINGS")) | _from_variables(environ)
    stated = {name: value for name, value in stated.items() if value}
    numbers = {name: _number(name, stated.pop(name, usual)) for name, (usual, _, _) in NUMBERS.items()}
    return Settings(
        **stated
        | {
            "numbers": numbers,
            "geodata": Path(stated.get("geodata", paths.geodata())),
            "results": Path(stated.get("results", Settings.results)),
            "advisers_folder": Path(stated.get("advisers_folder", Settings.advisers_folder)),
            **{name: _fitting(name, stated.get(name)) for name in FITTING},
            "public_url": _public_url(stated.get("public_url")),
            "contact": _contact(stated.get("contact")),
            "approval": _line("approval", stated.get("approval")),
            "owner": _line("owner", stated.get("owner")),
            "editor": _line("editor", stated.get("editor")),
            "embed": _embed(stated.get("embed", EVERYONE)),
        }
    )


def names():
    """Return the name of every setting."""
    return sorted({field.name for field in fields(Settings)} - {"numbers"} | NUMBERS.keys())


def _from_variables(environ):
    variables = {f"MAPAPP_{name.upper()}": name for name in names()}
    return {variables[name]: value for name, value in environ.items() if name in variables}


def _from_file(path):
    if not path:
        return {}
    stated, known = _toml(path), names()
    for name, value in stated.items():
        if name not in known or not isinstance(value, int if name in NUMBERS else str):
            raise SettingRefused(
                name=name,
                value="…" if "key" in name else value,
                why_en=f"the settings are named {', '.join(known)}; numbers are numbers, all others texts",
                why_zh=f"设置的名称为 {'、'.join(known)}；数字写成数字，其他都是文本",
            )
    return stated


def _number(name, value):
    _, least, most = NUMBERS[name]
    if not re.fullmatch(r"[0-9]{1,12}", str(value)) or not least <= int(value) <= most:
        raise SettingRefused(
            name=name,
            value=value,
            why_en=f"it must be a whole number from {least} to {most}",
            why_zh=f"应为 {least} 到 {most} 的整数",
        )
    return int(value)


def _toml(path):
    try:
        return tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as reason:
        raise SettingRefused(
            name="MAPAPP_SETTINGS",
            value=path,
            why_en=f"not a TOML file that can be read ({reason})",
            why_zh=f"不是可读的 TOML 文件（{reason}）",
        ) from reason


def _public_url(value):
    if value and not re.fullmatch(r"https?://[^/\s]+(/[^\s?#]*)?", value):
        raise SettingRefused(
            name="public_url",
            value=value,
            why_en="it must be an address such as https://map.example/xicheng",
            why_zh="应为网址，例如 https://map.example/xicheng",
        )
    return value.rstrip("/") if value else None


def _contact(value):
    if value and not re.fullmatch(E_MAIL, value) and not (re.fullmatch(FORM, value) and "{body}" in value):
        raise SettingRefused(
            name="contact",
            value=value,
            why_en="it must be an e-mail address such as map@example.org, or the https address of a form with {body} "
            "(and {subject}) where the message goes, such as https://example.org/new?title={subject}&text={body}",
            why_zh="应为电子邮箱，例如 map@example.org；或表单的 https 网址，在填信的地方写 {body}（和 {subject}），"
            "例如 https://example.org/new?title={subject}&text={body}",
        )
    return value


def _line(name, value):
    if value and (len(value) > LONGEST_LINE or not value.isprintable()):
        raise SettingRefused(
            name=name,
            value=value,
            why_en=f"it must be one line of at most {LONGEST_LINE} characters",
            why_zh=f"应为一行，最多 {LONGEST_LINE} 个字符",
        )
    return value


def _fitting(name, value):
    pattern, why_en, why_zh = FITTING[name]
    if value and not re.fullmatch(pattern, value):
        raise SettingRefused(name=name, value="…" if name == "store" else value, why_en=why_en, why_zh=why_zh)
    return value


def _embed(value):
    origins = value.split()
    if value not in (EVERYONE, NOBODY) and not (origins and all(re.fullmatch(ORIGIN, origin) for origin in origins)):
        raise SettingRefused(
            name="embed",
            value=value,
            why_en=f"it must be {EVERYONE}, {NOBODY}, or origins with spaces between them, such as "
            "https://www.example.org https://*.example.net",
            why_zh=f"应为 {EVERYONE}、{NOBODY}，或用空格隔开的来源，例如 https://www.example.org https://*.example.net",
        )
    return value
