"""The short way to what lies ready: asked before Flask is, by path alone, and only where no query asks for more."""

READING = ("GET", "HEAD")


def shelved(wsgi_app, editions, assets):
    """Return a WSGI application that hands out layers and assets itself and leaves the rest to `wsgi_app`."""

    def answer(environ, start_response):
        plain = environ["REQUEST_METHOD"] in READING and not environ.get("QUERY_STRING")
        body = find(environ["PATH_INFO"]) if plain else None
        return (body or wsgi_app)(environ, start_response)

    def find(path):
        return assets.bodies.get(path) or (editions.current().bodies.get(path) if editions.has_one else None)

    return answer
