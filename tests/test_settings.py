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


def test_numbers_are_usual_until_set(tmp_path):
    assert read_settings({}).numbers["results_hours"] == 24
    assert read_settings({"MAPAPP_RESULTS_HOURS": "2"}).numbers["results_hours"] == 2
    assert read_settings(settings_file(tmp_path, "results_hours = 3")).numbers["results_hours"] == 3


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "a day", "9" * 13, "٣"])
def test_a_number_that_cannot_be_used_is_refused(value):
    with pytest.raises(SettingRefused, match="results_hours"):
        read_settings({"MAPAPP_RESULTS_HOURS": value})


@pytest.mark.parametrize("text", ['results_hours = "3"', "results_hours = 1.5", "numbers = 5"])
def test_a_number_in_the_file_is_written_as_one(tmp_path, text):
    with pytest.raises(SettingRefused):
        read_settings(settings_file(tmp_path, text))


def test_results_lie_where_the_setting_says():
    assert read_settings({"MAPAPP_RESULTS": "/var/lib/mapapp"}).results == Path("/var/lib/mapapp")
    assert "mapapp" in read_settings({}).results.name
