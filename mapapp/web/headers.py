"""The headers that stand on every answer, and what they forbid."""

import re

FRAMED = re.compile(r"(/[a-z-]+)?/embed/?")
"""The paths of the page that others may show in a frame."""

FRAMING = re.compile(r"(/[a-z-]+)?/embed/(new|guide)/?")
"""The paths of our own pages that show it in a frame."""

FRAMERS = {"everyone": "*", "nobody": "'none'"}


def content_policy(tiles=None, framers="'none'", frames=None):
    """Return what a page may load: what is ours, and images from the tile server of the origin `tiles`.

    `framers`: who may show it in a frame, as a content policy names them; `None` in markup, which cannot say it.
    `frames`: what it may show in one.
    """
    framed = [f"frame-ancestors {framers}"] if framers else []
    images = f" {tiles}" if tiles else ""
    return "; ".join(
        (
            "default-src 'none'",
            *([f"frame-src {frames}"] if frames else []),
            "script-src 'self'",
            "style-src 'self'",
            f"img-src 'self' data:{images}",
            "connect-src 'self'",
            "manifest-src 'self'",
            "worker-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            *framed,
        )
    )


def guard(tiles=None, framers="'none'", frames=None):
    """Return the guarding headers; images may come from the tile server of the origin `tiles` too."""
    return [
        ("Content-Security-Policy", content_policy(tiles, framers, frames)),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(self), microphone=(), payment=()"),
    ]


CONTENT_POLICY = content_policy()
GUARD = guard()
"""Without tiles, nothing comes from anybody else."""


def framed_guard(tiles, embed):
    """Return the guarding headers of the page for frames; `embed`: the setting that says who may show it.

    Where some origins may, our own pages may too: they show what the code makes.
    """
    return guard(tiles, FRAMERS.get(embed, f"'self' {embed}"))


def framing_guard(tiles):
    """Return the guarding headers of our own pages that show it."""
    return guard(tiles, frames="'self'")


def guarded(wsgi_app, guard=GUARD, framed=GUARD, framing=GUARD):
    """Return a WSGI application whose every answer carries the guarding headers, those for frames, or around them."""

    def answer(environ, start_response):
        path = environ["PATH_INFO"]
        ours = framed if FRAMED.fullmatch(path) else framing if FRAMING.fullmatch(path) else guard

        def start(status, headers, exc_info=None):
            return start_response(status, headers + ours, exc_info)

        return wsgi_app(environ, start)

    return answer
