"""The desk as its own pages use it: a browser's headers, and the secret of this start."""

import re

import pytest

from mapapp.desk.app import create_desk
from mapapp.settings import Settings

HOST = "127.0.0.1:8010"
GOOD = {"Host": HOST, "Origin": f"http://{HOST}"}


class Sitting:
    """Somebody at the desk of a data folder."""

    def __init__(self, geodata):
        self.geodata = geodata
        self.app = create_desk(Settings(geodata), by="Li Hua")
        self.client = self.app.test_client()
        self.token = self.app.extensions["desk"].token

    def get(self, path, **headers):
        return self.client.get(path, headers=GOOD | headers)

    def post(self, path, headers=GOOD, **fields):
        return self.client.post(path, data={"token": self.token} | fields, headers=headers)

    def words(self, path):
        """Return the words of a page, without markup."""
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", self.get(path).text))


@pytest.fixture
def sitting(geodata):
    return Sitting(geodata)
