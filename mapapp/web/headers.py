"""The headers that stand on every answer, and what they forbid."""

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

GUARD = [
    ("Content-Security-Policy", CONTENT_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"),
]


def guarded(wsgi_app):
    """Return a WSGI application whose every answer carries the guarding headers."""

    def answer(environ, start_response):
        def start(status, headers, exc_info=None):
            return start_response(status, headers + GUARD, exc_info)

        return wsgi_app(environ, start)

    return answer
