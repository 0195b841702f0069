"""What `pip install .` puts on a machine works from any folder, without the repository."""

import os
import shutil
import subprocess
import sys

import pytest

from mapapp.paths import PACKAGE

PARTS = ("mapapp", "templates", "geodata", "setup.py", "LICENSE")


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder into which mapapp was installed from a copy of the repository that is no longer there."""
    source, site = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("site")
    for part in PARTS:
        original = PACKAGE.parent / part
        copy = shutil.copytree if original.is_dir() else shutil.copy
        copy(original, source / part)
    pip = [sys.executable, "-m", "pip", "install", "-qq", "--no-index", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--use-pep517", "--target", site, source], check=True)
    shutil.rmtree(source)
    return site


@pytest.mark.parametrize("folder", ["geodata", "templates", "web", "basemap"])
def test_every_file_comes_along(installed, folder):
    original = PACKAGE / folder if folder in ("web", "basemap") else PACKAGE.parent / folder
    assert _files(original) <= _files(installed / "mapapp" / folder)


def test_the_command_finds_its_own_data_from_any_folder(installed, tmp_path):
    environment = os.environ | {"PYTHONPATH": str(installed)}
    run = subprocess.run(
        [sys.executable, "-m", "mapapp", "check"], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    assert str(installed / "mapapp" / "geodata" / "layers") in run.stdout


def _files(folder):
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path for path in files if "__pycache__" not in path.parts}
