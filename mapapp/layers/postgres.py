"""A connection to a PostgreSQL database, by an address such as `postgresql://user@host:5432/database`.

The password is that of the environment variable `PGPASSWORD`, so that no address, message or log holds it. With
`?sslmode=verify-full` the connection is encrypted, and the server shows a certificate that this machine trusts.
"""

import os
import ssl
from contextlib import contextmanager
from urllib.parse import urlsplit

from mapapp.errors import DriverMissing, StoreUnreachable

PORT, PATIENCE_S = 5432, 3


@contextmanager
def connected(address):
    """Yield a `pg8000.native.Connection`, closed afterwards; what no transaction committed is undone.

    Raises `DriverMissing`, or `StoreUnreachable`.
    """
    try:
        from pg8000.exceptions import DatabaseError, InterfaceError
        from pg8000.native import Connection
    except ImportError as reason:
        raise DriverMissing() from reason
    try:
        connection = Connection(**_stated(address))
    except (DatabaseError, InterfaceError, OSError) as reason:
        raise StoreUnreachable(store=address, why=why(reason)) from reason
    try:
        yield connection
    finally:
        connection.close()


def why(reason):
    """Return what the database said, or the driver."""
    told = reason.args[0] if reason.args else type(reason).__name__
    return told.get("M", "?") if isinstance(told, dict) else str(told)


def _stated(address):
    parts = urlsplit(address)
    return {
        "user": parts.username,
        "host": parts.hostname,
        "port": parts.port or PORT,
        "database": parts.path.removeprefix("/"),
        "password": os.environ.get("PGPASSWORD"),
        "timeout": PATIENCE_S,
        "ssl_context": ssl.create_default_context() if parts.query else False,
        "application_name": "mapapp",
    }
