"""Settings: variables, a file, and what they refuse."""

from pathlib import Path

import pytest

from mapapp import paths
from mapapp.errors import SettingRefused
from mapapp.settings import read_settings


def settings_file(tmp_path, text):
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return {"MAPAPP_SETTINGS": str(path)}


def test_without_settings_the_data_that_come_along_are_used():
    settings = read_settings({})
    assert settings.geodata == paths.geodata()
    assert settings.layers == paths.geodata() / "layers"
    assert settings.public_url is None


def test_a_variable_wins_over_the_file(tmp_path):
    environ = settings_file(tmp_path, 'geodata = "/data"\npublic_url = "https://a.example/map/"')
    assert read_settings(environ).geodata == Path("/data")
    assert read_settings(environ).public_url == "https://a.example/map"
    assert read_settings(environ | {"MAPAPP_GEODATA": "/other"}).geodata == Path("/other")


@pytest.mark.parametrize("text", ["public_url = 5", 'public_uri = "https://a.example"', "public_url = "])
def test_a_file_with_another_form_is_refused(tmp_path, text):
    with pytest.raises(SettingRefused):
        read_settings(settings_file(tmp_path, text))


def test_a_missing_file_is_refused_by_name(tmp_path):
    with pytest.raises(SettingRefused, match=r"none\.toml"):
        read_settings({"MAPAPP_SETTINGS": str(tmp_path / "none.toml")})


@pytest.mark.parametrize("url", ["map.example", "https://", "javascript:alert(1)", "https://a.example/?x"])
def test_a_public_url_is_an_address(url):
    with pytest.raises(SettingRefused, match="public_url"):
        read_settings({"MAPAPP_PUBLIC_URL": url})
