"""A drawer that any number of machines share: results lie in a PostgreSQL database, and on each machine as copies.

`mapapp.results` holds the files of each result; whoever may read that table reads all of them.
"""

import os
import shutil
from contextlib import contextmanager, suppress

from mapapp.blocks.drawer import BEGUN, ID, UNFINISHED, Drawer
from mapapp.errors import StoreUnreachable, UnknownResult
from mapapp.layers.postgres import connected, why

TABLES = (
    "CREATE SCHEMA IF NOT EXISTS mapapp",
    """CREATE TABLE IF NOT EXISTS mapapp.results (
        id text NOT NULL, name text NOT NULL, made timestamptz NOT NULL DEFAULT now(), content bytea NOT NULL,
        PRIMARY KEY (id, name))""",
)
ONE_AT_A_TIME = 6_013_598
"""The number of the lock under which the table is made."""
IS_THERE = "SELECT to_regclass('mapapp.results') IS NOT NULL"
YOUNG = "made > now() - make_interval(secs => :seconds)"


class SharedDrawer(Drawer):
    """Keeps results in the database at `address` (`layers.postgres`), for `hours`, no more than `most_mb` of them.

    `folder`: of this machine, for work and copies. Every method may raise `StoreUnreachable`.
    """

    def __init__(self, folder, hours, most_mb, address):
        super().__init__(folder, hours, most_mb)
        self._address = address

    def keep(self, finished, id):
        """Take a finished result from a desk into the drawer, whole or not at all."""
        with self._asking() as ask:
            ask("START TRANSACTION")
            for path in sorted(finished.iterdir()):
                facts = {"id": id, "name": path.name, "content": path.read_bytes()}
                ask("INSERT INTO mapapp.results (id, name, content) VALUES (:id, :name, :content)", **facts)
            ask("COMMIT")

    def find(self, id):
        """Return a folder with a copy of a result. Raises `UnknownResult` if there is none, or its time is over."""
        if not ID.fullmatch(id):
            raise UnknownResult()
        with self._asking() as ask:
            chosen = f"FROM mapapp.results WHERE id = :id AND {YOUNG}"
            ((count,),) = ask(f"SELECT count(*) {chosen}", id=id, seconds=self._seconds)
            if not count:
                shutil.rmtree(self.folder / id, ignore_errors=True)
                raise UnknownResult()
            if not (self.folder / id).is_dir():
                self._copy(id, ask(f"SELECT name, content {chosen}", id=id, seconds=self._seconds))
        return self.folder / id

    def delete(self, id):
        """Delete a result at once; a copy on another machine goes when it next sweeps. Raises `UnknownResult`."""
        super().delete(id)
        with self._asking() as ask:
            ask("DELETE FROM mapapp.results WHERE id = :id", id=id)

    def sweep(self):
        """Delete every result whose time is over, and the copies of those that are no more."""
        super().sweep()
        copies = list(self.folder.iterdir())
        with self._asking() as ask:
            ask(f"DELETE FROM mapapp.results WHERE NOT {YOUNG}", seconds=self._seconds)
            standing = {id for (id,) in ask("SELECT DISTINCT id FROM mapapp.results")}
        for there in copies:
            if there.name not in standing and not there.name.startswith((BEGUN, UNFINISHED)):
                shutil.rmtree(there, ignore_errors=True)

    def _used(self):
        with self._asking() as ask:
            return ask("SELECT coalesce(sum(length(content)), 0) FROM mapapp.results")[0][0]

    def _copy(self, id, rows):
        """Put the files of a result into a folder of its own; another process may have done so meanwhile."""
        with self._new_desk() as copy:
            for name, content in rows:
                (copy / name).write_bytes(content)
            with suppress(OSError):
                os.replace(copy, self.folder / id)

    @contextmanager
    def _asking(self):
        """Yield a function that runs a statement and returns its rows; the table is there."""
        with connected(self._address) as connection:
            from pg8000.exceptions import DatabaseError, InterfaceError

            try:
                if not connection.run(IS_THERE)[0][0]:
                    _make(connection.run)
                yield connection.run
            except (DatabaseError, InterfaceError) as reason:
                raise StoreUnreachable(store=self._address, why=why(reason)) from reason


def _make(ask):
    ask("START TRANSACTION")
    ask("SELECT pg_advisory_xact_lock(:number)", number=ONE_AT_A_TIME)
    for statement in TABLES:
        ask(statement)
    ask("COMMIT")
