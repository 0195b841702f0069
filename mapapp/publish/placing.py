"""Files put in the place of an earlier folder of ours, all at once: killed at any moment, one of the two is there."""

from mapapp.errors import FolderNotOurs, FolderNotWritten
from mapapp.layers.publisher import exchange, only_one, remove

MARK = "mapapp-export.json"
"""The file by which a folder is known to be ours."""


def place(folder, files):
    """Make `files` (path → bytes, `MARK` first) the whole content of `folder`.

    Raises `FolderNotOurs` if something else is there, which is left as it is, and `FolderNotWritten`.
    """
    refuse_foreign(folder)
    folder, staged = folder.absolute(), _beside(folder)
    try:
        with only_one(folder.parent):
            _clear(staged)
            try:
                _write(staged, files)
                _put_in_place(staged, folder)
            finally:
                _clear(staged)
    except OSError as reason:
        raise FolderNotWritten(folder=folder, why=reason.strerror) from reason


def refuse_foreign(folder):
    """Check that nothing but an earlier export would be lost by placing a folder. Raises as `place` does."""
    if not folder.absolute().parent.is_dir():
        raise FolderNotWritten(folder=folder, why="the folder that it is to be in is not there")
    for path in (folder.absolute(), _beside(folder)):
        if path.is_symlink() or (path.exists() and not (path.is_dir() and _is_ours(path))):
            raise FolderNotOurs(folder=path)


def _beside(folder):
    return folder.absolute().with_name(f".{folder.absolute().name}.next")


def _is_ours(path):
    return (path / MARK).is_file() or not any(path.iterdir())


def _clear(folder):
    """Delete a folder of ours, its mark last: what a kill leaves of it is still known to be ours."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name != MARK:
            remove(path)
    remove(folder)


def _write(staged, files):
    staged.mkdir()
    for name, content in files.items():
        path = staged / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _put_in_place(staged, folder):
    """Exchange the two; where the file system cannot, the old one is moved aside first, whole."""
    if folder.exists() and not exchange(staged, folder):
        aside = folder.with_name(f".{folder.name}.last")
        remove(aside)
        folder.rename(aside)
        staged.rename(folder)
        remove(aside)
    elif not folder.exists():
        staged.rename(folder)
