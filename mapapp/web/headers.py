"""The headers that stand on every answer, and what they forbid."""


def content_policy(tiles=None):
    """Return what a page may load: what is ours, and images from the tile server of the origin `tiles`."""
    images = f" {tiles}" if tiles else ""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            f"img-src 'self' data:{images}",
            "connect-src 'self'",
            "manifest-src 'self'",
            "worker-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def guard(tiles=None):
    """Return the guarding headers; images may come from the tile server of the origin `tiles` too."""
    return [
        ("Content-Security-Policy", content_policy(tiles)),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(self), microphone=(), payment=()"),
    ]


CONTENT_POLICY = content_policy()
GUARD = guard()
"""Without tiles, nothing comes from anybody else."""


def guarded(wsgi_app, guard=GUARD):
    """Return a WSGI application whose every answer carries the guarding headers."""

    def answer(environ, start_response):
        def start(status, headers, exc_info=None):
            return start_response(status, headers + guard, exc_info)

        return wsgi_app(environ, start)

    return answer
