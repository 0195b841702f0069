"""Browser modules joined into one script, and the parts of it that come when they are asked for.

A module imports others by `import { name } from "./module.js";` and asks for a part by `import("./module.js")`.
"""

import re
from pathlib import Path

import rjsmin

STATIC = Path(__file__).with_name("static")
IMPORT = re.compile(r'^import \{ ([^}]*) \} from "\./(\w+)\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=function|const|class|async)", re.MULTILINE)
EXPORTED = re.compile(r"^export (?:async )?(?:function|const|class) (\w+)", re.MULTILINE)
LATE = re.compile(r'\bimport\("\./(\w+)\.js"\)')
LOADER = "parts"
"""The module whose `loadPart` fetches a part."""


class Bundle:
    """The modules of a folder that an entry module needs, each after those it imports, the entry last.

    `within`: the bundle that is there already, if this one is a part of it.
    """

    def __init__(self, entry, folder="js", within=None):
        self.entry = entry
        self.modules = {}
        self._folder = STATIC / folder
        self._there = within.modules if within else {}
        self._take(entry)

    def _take(self, name):
        source = (self._folder / f"{name}.js").read_text(encoding="utf-8")
        imported = [module for _, module in IMPORT.findall(source)]
        for module in [*([LOADER] if LATE.search(source) else []), *imported]:
            if module not in self.modules and module not in self._there:
                self._take(module)
        self.modules[name] = source

    def script(self, before_entry="", parts=None):
        """Return the script; `before_entry` comes last but the entry.

        `parts`: for each part that a module asks for, its file beside this script and the names that it shares.
        """
        *modules, entry = [plain(self._asking(source, parts)) for source in self.modules.values()]
        return _small(f'(function () {{\n"use strict";\n{_lines([*modules, before_entry, entry])}\n}})();\n')

    def part(self):
        """Return the script of a part: a function of what is shared that returns what the entry exports."""
        exported = ", ".join(EXPORTED.findall(self.modules[self.entry]))
        ours = _lines(map(plain, self.modules.values()))
        taken = f"const {_object(self.shared())} = shared;"
        body = _lines(['"use strict";', taken, ours, f"return {_object([exported])};"])
        return _small(f"document.currentScript.enter = function (shared) {{\n{body}\n}};\n")

    def shared(self):
        """Return the names that this part imports from the bundle it is a part of."""
        pairs = [pair for source in self.modules.values() for pair in IMPORT.findall(source)]
        return sorted({name for names, module in pairs if module in self._there for name in names.split(", ")})

    @staticmethod
    def _asking(source, parts):
        def load(found):
            file, shared = parts[found[1]]
            return f'loadPart("{file}", {_object(shared)})'

        return LATE.sub(load, source)


def plain(source):
    """Return a module's source as a piece of a joined script: without imports and exports."""
    return EXPORT.sub("", IMPORT.sub("", source))


def _object(names):
    return f"{{ {', '.join(names)} }}"


def _lines(sources):
    return "\n".join(sources)


def _small(script):
    """Return a script without comments and needless space."""
    return rjsmin.jsmin(script).encode()
