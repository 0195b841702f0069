"""What an operator may set: `MAPAPP_…` variables, or a TOML file named by `MAPAPP_SETTINGS`.

A variable wins over the file. In the file, the names stand in lower case without the
prefix: `public_url = "https://map.example"`.
"""

import os
import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from mapapp import paths
from mapapp.errors import SettingRefused

EVERYONE, NOBODY = "everyone", "nobody"
ORIGIN = r"https?://(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[1-9][0-9]{0,4})?"
E_MAIL = r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9]([A-Za-z0-9-]*\.)+[A-Za-z]{2,63}"
FORM = r"https://[A-Za-z0-9.-]+(:[0-9]{1,5})?/([!$&-;=?-\[\]_a-z~%#]|\{subject\}|\{body\})*"


@dataclass(frozen=True)
class Settings:
    """`geodata`: the data folder. `public_url`: where visitors reach the site, without a final slash.

    `contact`: where messages go: an e-mail address, or an https address with `{body}`, and perhaps `{subject}`, in it.
    `embed`: who may show `/embed` in a frame: `everyone`, `nobody`, or origins with spaces between them.
    The others choose the base map and are judged where it is drawn (`view.basemaps`).
    """

    geodata: Path
    public_url: str | None = None
    contact: str | None = None
    embed: str = EVERYONE
    basemap: str = "schematic"
    basemap_datum: str | None = None
    basemap_credit: str | None = None
    tianditu_key: str | None = None

    @property
    def layers(self):
        """The folder of published layers."""
        return self.geodata / "layers"

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
    return Settings(
        **stated
        | {
            "geodata": Path(stated.get("geodata", paths.geodata())),
            "public_url": _public_url(stated.get("public_url")),
            "contact": _contact(stated.get("contact")),
            "embed": _embed(stated.get("embed", EVERYONE)),
        }
    )


def _from_variables(environ):
    names = {f"MAPAPP_{field.name.upper()}": field.name for field in fields(Settings)}
    return {names[name]: value for name, value in environ.items() if name in names}


def _from_file(path):
    if not path:
        return {}
    stated = _toml(path)
    known = {field.name for field in fields(Settings)}
    for name, value in stated.items():
        if name not in known or not isinstance(value, str):
            raise SettingRefused(
                name=name,
                value=value,
                why_en=f"the settings are texts named {', '.join(sorted(known))}",
                why_zh=f"设置应为文本，名称为 {'、'.join(sorted(known))}",
            )
    return stated


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
