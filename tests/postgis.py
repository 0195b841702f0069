"""A PostGIS of Debian's, started for the tests on this machine alone, and gone with them."""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from mapapp.layers.postgres import connected

USER, FOLDERS = "mapapp", "/usr/lib/postgresql"
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=32MB"


@contextmanager
def postgis():
    """Yield (address, password) of an empty database of a fresh PostgreSQL, which asks for the password."""
    password, folder = secrets.token_hex(16), Path(tempfile.mkdtemp(prefix="mapapp-postgis-"))
    try:
        _give_away(folder)
        (folder / "password").write_text(password)
        data, port = folder / "data", _free_port()
        _run("initdb", "-D", data, "-U", USER, "-A", "scram-sha-256", f"--pwfile={folder}/password", "-E", "UTF8")
        options = f"-h 127.0.0.1 -p {port} -k {folder} {FAST}"
        _run("pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql://{USER}@127.0.0.1:{port}/postgres", password
        finally:
            _run("pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _give_away(folder):
    """PostgreSQL does not run as root: then the folder, and the program, are the user's that Debian made for it."""
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")


def _run(program, *arguments):
    (newest, *_) = sorted(Path(FOLDERS).glob(f"*/bin/{program}"), reverse=True)
    as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    ours = os.environ | {"LC_ALL": "C.UTF-8"}
    command = [*as_user, str(newest), *map(str, arguments)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", env=ours)


def _free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture(scope="module")
def server():
    """The address of a database, whose password is in the environment."""
    with postgis() as (address, password):
        patch = pytest.MonkeyPatch()
        patch.setenv("PGPASSWORD", password)
        yield address
        patch.undo()


@pytest.fixture
def empty(server):
    """The address of a database in which nothing was ever published or kept."""
    with connected(server) as connection:
        connection.run("DROP SCHEMA IF EXISTS mapapp CASCADE")
    return server
