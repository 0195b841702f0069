"""What all commands share: how arguments are read and refused, and in which language."""

import argparse
import getpass
import os
import sys
from dataclasses import replace
from pathlib import Path

from mapapp.errors import ArgumentsRefused, EditorNameless
from mapapp.settings import read_settings

DONE, FOUND_WRONG, UNUSABLE = 0, 1, 2
LONGEST_NAME = 80


class Parser(argparse.ArgumentParser):
    """A parser that raises `ArgumentsRefused` instead of leaving the process."""

    def error(self, message):
        raise ArgumentsRefused(command=self.prog, why=message)


def group(commands, name, help):
    """Return the commands below `name`, to which several modules may add theirs."""
    if name not in commands.choices:
        parser = commands.add_parser(name, help=help)
        parser.below = parser.add_subparsers(required=True, metavar="COMMAND")
    return commands.choices[name].below


def command(commands, name, run, help):
    """Add the command `name`, which calls `run(options)`; return its parser."""
    parser = commands.add_parser(name, help=help, description=run.__doc__)
    parser.add_argument(
        "--geodata", type=Path, metavar="DIR", help="the data folder (default: the one that comes along)"
    )
    parser.set_defaults(run=run)
    return parser


def settings(options):
    """Return the `Settings` that hold for a command."""
    stated = read_settings()
    return replace(stated, geodata=options.geodata) if options.geodata else stated


def decider(options, stated):
    """Return who decides: `--by`, the setting, or the login name. Raises `EditorNameless` if that names nobody."""
    name = options.by or stated.editor or _login()
    if not name.strip() or not name.isprintable() or len(name) > LONGEST_NAME:
        raise EditorNameless()
    return name


def _login():
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def refuse(error):
    """Print the sentence of an error; return the status of unusable input."""
    print(error.sentence(language(os.environ)), file=sys.stderr)
    return UNUSABLE


def language(environ):
    """Return the language of our sentences for a POSIX environment (LC_ALL, LC_MESSAGES, LANG)."""
    locale = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    if not locale.startswith("zh"):
        return "en"
    return "zh-hant" if locale.startswith(("zh_TW", "zh_HK", "zh_MO")) else "zh-hans"


def port(text):
    """Return the port that `text` states; the parser names this function when it refuses one."""
    number = int(text)
    if not 0 <= number <= 65535:
        raise ValueError
    return number
