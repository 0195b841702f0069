"""Articles: `article replace`."""

from datetime import date
from pathlib import Path

from mapapp.cli.arguments import DONE, command, settings
from mapapp.errors import ArticleClosed


def add_to(commands):
    """Add the command to the parser."""
    article = commands.add_parser("article", help="bring in a text").add_subparsers(required=True, metavar="COMMAND")
    replacer = command(article, "replace", replace, "bring in a new version of an article, and keep the present one")
    replacer.add_argument("id", metavar="ID", help="which article: the name of its file, without .txt")
    replacer.add_argument("file", type=Path, metavar="FILE", help="the new text, UTF-8, exactly as found")
    replacer.add_argument("--until", metavar="DAY", help="the last day of the present text (default: today)")


def replace(options):
    """Bring in a new version of an article; say of each sentence whether it moved, vanished or is new."""
    from mapapp.editing.revision import finish, revise
    from mapapp.editing.versions import replacement

    geodata, content = settings(options).geodata, _content(options.file)
    until, made = options.until or date.today().isoformat(), []
    finish(geodata)

    def change():
        made.append(replacement(geodata, options.id, content, until, name=options.file))
        return made[0].contents

    revise(geodata, change)
    print(told(options.id, until, made[0]))
    return DONE


def told(id, until, made):
    """Return what a `Replacement` changed, a line a sentence."""
    changes = made.changes
    counts = f"{len(changes.unchanged)} unchanged, {len(changes.moved)} moved, {len(changes.vanished)} vanished, "
    return "\n".join(
        [
            f"{id}: {counts}{len(changes.new)} new; the present text is kept as the version until {until}",
            *(f"moved     {before} → {now}  {made.before[before]}" for before, now in changes.moved),
            *(f"vanished  {one}  {made.before[one]}" for one in changes.vanished),
            *(f"new       {one}  {made.after[one]}" for one in changes.new),
            "Run `mapapp build` and review the difference.",
        ]
    )


def _content(path):
    try:
        return path.read_bytes()
    except OSError as reason:
        raise ArticleClosed(file=path, why=reason.strerror) from reason
