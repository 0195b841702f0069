"""The map as others use it: `export`, `serve`."""

from pathlib import Path

from mapapp.cli.arguments import DONE, command, port, settings


def add_to(commands):
    """Add the commands to the parser."""
    exporter = command(commands, "export", export, "write the map to be handed on")
    form = exporter.add_mutually_exclusive_group(required=True)
    form.add_argument("--one-file", type=Path, metavar="FILE", help="the map as one HTML file")
    form.add_argument("--site", type=Path, metavar="DIR", help="the whole site as files; an earlier export is replaced")
    exporter.add_argument("--language", choices=("zh-hans", "zh-hant", "en"), default="zh-hans", help="of the one file")
    server = command(commands, "serve", serve, "serve the map")
    server.add_argument("--host", default="127.0.0.1")
    server.add_argument("--port", type=port, default=8000)


def export(options):
    """Write the map as one HTML file that asks nobody for anything, or the whole site as files for any web server."""
    return _export_site(options) if options.site else _export_file(options)


def _export_site(options):
    from mapapp.web.stillsite import write_site

    files = write_site(settings(options), options.site)
    print(f"{options.site}: {len(files)} files, {sum(map(len, files.values())) / 1e6:.1f} MB")
    return DONE


def _export_file(options):
    from mapapp.web.onefile import one_file
    from mapapp.writing.delivery import deliver

    content = one_file(settings(options), options.language)
    deliver(options.one_file, content)
    print(f"{options.one_file}: {len(content) / 1000:.0f} kB, opens from disk without a request")
    return DONE


def serve(options):
    """Serve the map until stopped."""
    from mapapp.web.server import serve

    return serve(settings(options), host=options.host, port=options.port)
