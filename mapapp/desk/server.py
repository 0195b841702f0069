"""The desk's server: one process on this machine's own address, and no other."""

import socket

from werkzeug.serving import WSGIRequestHandler, make_server

from mapapp.desk.app import create_desk
from mapapp.editing.revision import finish
from mapapp.errors import DeskAddressTaken

HOST = "127.0.0.1"


class Silent(WSGIRequestHandler):
    """Answers without writing a line for each request."""

    def log_request(self, *_):
        pass


def run(settings, *, port, by):
    """Serve the desk until stopped; return the exit status. Raises `DeskAddressTaken`.

    What a killed desk left to do is done first.
    """
    finish(settings.geodata)
    app = create_desk(settings, by=by)
    _check_free(port)
    server = make_server(HOST, port, app, threaded=True, request_handler=Silent)
    print(f"The desk is at http://{HOST}:{server.server_port}/ (decisions in the name of {by})", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        return 0
    finally:
        server.server_close()
    return 0


def _check_free(port):
    """Ask the system for the address before the server does, which would leave the process."""
    try:
        socket.create_server((HOST, port)).close()
    except OSError as reason:
        raise DeskAddressTaken(port=port, why=reason.strerror) from reason
