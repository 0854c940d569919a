"""Files that are whole or not there: everything geomap writes goes through `replacing`."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geomap.errors import ExportError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path beside ``path`` that takes its place when the block ends without an error.

    The folder is made if need be; what a link leads to is replaced, not the link. After an error the
    old file, if any, is as it was. A device or pipe, such as ``/dev/stdout``, is the path itself: it
    cannot be replaced. Raises as `check_writable`.
    """
    check_writable(path)
    if _is_device(path):
        yield path
        return
    path = Path(os.path.realpath(path)) if path.is_symlink() else path
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=path.suffix)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o666 & ~_umask())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def check_writable(path: Path) -> None:
    """Raise `ExportError` where no file can come to stand at ``path``: to be told before hours of work."""
    if _is_device(path):
        return
    if path.is_dir():
        raise ExportError(f"{path}: is a folder; name a file in it")
    folder = next(parent for parent in (path.parent, *path.parent.parents) if os.path.lexists(parent))
    if not folder.is_dir():
        raise ExportError(f"{path}: {folder} is not a folder; choose another place")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ExportError(f"{path}: nothing may be written to {folder}; choose another place")


def _is_device(path: Path) -> bool:
    return path.exists() and not path.is_file() and not path.is_dir()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
