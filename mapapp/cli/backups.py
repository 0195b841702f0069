"""The data folder kept safe: `backup`, `restore`."""

from pathlib import Path

from mapapp.cli.arguments import DONE, command, settings


def add_to(commands):
    """Add the commands to the parser."""
    packer = command(commands, "backup", backup, "pack the data folder into one archive with the hash of each file")
    packer.add_argument("file", type=Path, metavar="FILE", help="the archive, a gzipped tar; an older one is replaced")
    packer.add_argument("--with-results", action="store_true", help="planners' results too")
    unpacker = command(commands, "restore", restore, "bring back what an archive holds, all of it or nothing")
    unpacker.add_argument("file", type=Path, metavar="FILE", help="what `mapapp backup` wrote")
    unpacker.add_argument("--replace", action="store_true", help="in the place of the data that stand there")


def backup(options):
    """Pack articles, gazetteer, decisions, base map and layers, as they are at one moment, into one archive."""
    from mapapp.backup.packing import pack

    stated = settings(options)
    files = pack(options.file, stated.geodata, stated.results if options.with_results else None)
    print(f"{options.file}: {len(files)} files, {options.file.stat().st_size / 1e6:.1f} MB")
    return DONE


def restore(options):
    """Bring back the data folder, and planners' results if the archive holds any; a server takes it up by itself."""
    from mapapp.backup.unpacking import unpack

    stated = settings(options)
    files = unpack(options.file, stated.geodata, stated.results, replace=options.replace)
    print(f"{stated.geodata}: {len(files)} files restored, each with the hash of the archive")
    return DONE
