"""Who may talk to the desk: this machine's own browser, from the desk's own pages, and nobody else."""

import hmac

from flask import request

from mapapp.errors import DeskElsewhere, DeskFormForeign

HERE = ("127.0.0.1", "localhost")
"""The names under which the desk is there; another one leads here only by a name server that deceives."""
WRITES = ("POST", "PUT", "PATCH", "DELETE")


def register(app, token):
    """Have every request checked before anything looks at it; `token`: the secret of this start."""

    @app.before_request
    def check():
        check_host(request.host)
        if request.method in WRITES:
            check_form(request.headers.get("Origin"), request.host, request.form.get("token", ""), token)


def check_host(host):
    """Raise `DeskElsewhere` if the browser calls the desk by a name that is not its own (DNS rebinding)."""
    if host.rpartition(":")[0] not in HERE and host not in HERE:
        raise DeskElsewhere(host=host)


def check_form(origin, host, given, token):
    """Raise `DeskFormForeign` unless a form comes from a page of this desk, of this start."""
    if origin != f"http://{host}" or not hmac.compare_digest(given.encode(), token.encode()):
        raise DeskFormForeign()
