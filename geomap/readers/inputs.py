"""`read_inputs`: every article of every input, in order, and every problem reported once."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from geomap.errors import ConfigError, GeomapError, InputError
from geomap.furniture import find_furniture, find_headline
from geomap.model import Article
from geomap.readers.kinds import SIDECAR, STREAMED, is_events_file, is_own_output, scheme_of, suffix_of
from geomap.readers.registry import known_readers, open_reader
from geomap.readers.standard import read_standard_input
from geomap.readers.web import read_address

OnError = Callable[[InputError], None]
MAX_SIZE_MB = 20.0  # 3 million words: no article is longer, a mistaken file is
_BROKEN = (
    OSError,
    ValueError,
    LookupError,
    TypeError,
    ArithmeticError,
    AttributeError,
    EOFError,
    RecursionError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file or address to read. ``label`` is what ids begin with: short, and the same on any machine."""

    path: str
    label: str


def read_inputs(
    paths: Sequence[str | Path],
    *,
    published: date | None = None,
    max_size_mb: float = MAX_SIZE_MB,
    on_error: OnError | None = None,
    offline: bool = False,
) -> Iterator[Article]:
    """Articles of files, folders (sorted by name), addresses and ``-``, lazily and in input order.

    What cannot be read goes to ``on_error`` as an `InputError` that names it, the reason and the
    remedy, and the rest goes on; without ``on_error`` the first problem is raised. ``published``
    dates the articles that have no date of their own; the headline is the title of those that have
    none. A file that is given twice is read once.
    Ids are unique: "a" of a second file becomes "a-2". ``offline`` refuses addresses.
    """
    taken: set[str] = set()
    for found in _read_all(paths, max_size_mb, offline):
        if isinstance(found, InputError):
            if on_error is None:
                raise found
            on_error(found)
        else:
            yield _finished(found, published, taken)


def _finished(article: Article, published: date | None, taken: set[str]) -> Article:
    """The article with all that does not depend on its format."""
    encodable = article.id.encode("utf-8", "replace").decode("utf-8")  # names of files may be any bytes
    furniture = find_furniture(article.text, title=article.title, known=article.furniture)
    return replace(
        article,
        id=_unique(encodable, taken),
        title=article.title or find_headline(article.text, furniture),
        published=article.published or published,
        furniture=furniture,
    )


def _read_all(
    paths: Sequence[str | Path], max_size_mb: float, offline: bool
) -> Iterator[Article | InputError]:
    seen: set[str] = set()
    for path in paths:
        for source in _sources(str(path)):
            if isinstance(source, InputError):
                yield source
            elif offline and scheme_of(source.path):
                yield InputError(source.path, "is on the network and --offline forbids it; save it as a file")
            elif (real := _identity(source.path)) not in seen:
                seen.add(real)
                yield from _checked(source, max_size_mb)


def _identity(path: str) -> str:
    """What two names of one input have in common: the real path of a file."""
    return path if path == "-" or scheme_of(path) else os.path.realpath(path)


def _checked(source: Source, max_size_mb: float) -> Iterator[Article | InputError]:
    """What one source holds, each article named and small enough; never raises for the input's sake."""
    empty = True
    try:
        for found in _open(source, max_size_mb):
            empty = False
            if isinstance(found, InputError):
                yield found
            elif isinstance(found, Exception):
                yield InputError(source.path, str(found))
            elif not found.text.strip():
                yield InputError(found.id, "has no text")
            elif (size := len(found.text) / 1e6) > max_size_mb:
                yield _too_large(found.id, size, max_size_mb)
            else:
                yield replace(found, id=_relabelled(found.id, source))
        if empty:
            yield InputError(source.path, "holds no article; give it rows with a text, or remove it")
    except InputError as error:
        yield error
    except GeomapError as error:
        yield InputError(source.path, str(error))
    except PermissionError:
        yield InputError(source.path, "may not be read; give yourself the right to (chmod u+r)")
    except FileNotFoundError:
        yield InputError(source.path, "is gone; it was there a moment ago")
    except _BROKEN as error:
        yield InputError(source.path, f"cannot be read ({type(error).__name__}: {error})")


def _open(source: Source, max_size_mb: float) -> Iterable[Article | Exception]:
    if source.path == "-":
        return read_standard_input(max_size_mb=max_size_mb)
    if scheme := scheme_of(source.path):
        reader = open_reader(scheme)
        return (
            read_address(source.path, max_size_mb=max_size_mb)
            if reader is read_address
            else reader(source.path)
        )
    path = Path(source.path)
    if path.name.endswith(SIDECAR):
        raise InputError(
            source.path, f"describes an article; give the article, {path.name[: -len(SIDECAR)]}.*"
        )
    kind = suffix_of(path, known_readers())
    if is_events_file(path):
        raise InputError(source.path, "holds events, not articles; give it by itself to draw or export it")
    try:
        reader = open_reader(kind)
    except ConfigError as error:
        known = ", ".join(f".{name}" for name in known_readers() if not name.startswith("http"))
        reason = f"nothing reads {'.' + kind if kind else 'files without a suffix'}; known are {known}"
        raise InputError(source.path, reason) from error
    size = path.stat().st_size / 1e6
    if size > max_size_mb and kind not in STREAMED:
        raise _too_large(source.path, size, max_size_mb)
    return reader(source.path)


def _too_large(where: str, size_mb: float, limit_mb: float) -> InputError:
    remedy = f"--max-size {int(size_mb) + 1} reads it all the same; else split it, or give .jsonl"
    return InputError(
        where, f"is {size_mb:.0f} MB, more than the {limit_mb:g} MB that an article may have; {remedy}"
    )


def _sources(path: str) -> Iterator[Source | InputError]:
    """The files under an input. In a folder, hidden files, sidecars and geomap's own maps are passed over."""
    if path == "-":
        yield Source(path="-", label="stdin")
    elif scheme_of(path):
        yield Source(path=path, label=path)
    elif os.path.isdir(path):
        empty = True
        for found in _walk(path, Path(path), {os.path.realpath(path)}):
            empty = False
            yield found
        if empty:
            yield InputError(path, "is a folder without files to read")
    elif not os.path.lexists(path):
        yield InputError(path, "there is no such file or folder; check the spelling")
    else:
        yield _file(path, Path(path).parent)


def _walk(folder: str, root: Path, above: set[str]) -> Iterator[Source | InputError]:
    """Files of a folder and its folders, by name. ``above`` holds the real paths that lead here."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield InputError(folder, f"cannot be listed ({error.strerror}); check its permissions")
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith(SIDECAR):
            continue
        if os.path.isdir(entry.path):  # False for a link to itself, where entry.is_dir() raises
            real = os.path.realpath(entry.path)
            if real in above:
                yield InputError(entry.path, "leads back to a folder that holds it; remove this link")
            else:
                yield from _walk(entry.path, root, above | {real})
        else:
            found = _file(entry.path, root)
            if isinstance(found, InputError) or not _is_of_another_run(entry.path):
                yield found


def _is_of_another_run(path: str) -> bool:
    try:
        return is_events_file(path) or is_own_output(path)
    except OSError:
        return False  # the reader says what is wrong


def _file(path: str, root: Path) -> Source | InputError:
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        return InputError(path, "is a link to a file that is not there; remove it")
    except OSError as error:
        return InputError(path, f"cannot be opened ({error.strerror}); check the path")
    if not stat.S_ISREG(mode):
        return InputError(path, "is not a regular file; give its content through standard input: -")
    return Source(path=path, label=Path(path).relative_to(root).as_posix())


def _relabelled(article_id: str, source: Source) -> str:
    """The id: its own; else the file's path within its folder, without the suffix of a single article."""
    if article_id == source.path:
        path = Path(source.label)
        is_file = not scheme_of(source.path) and source.path != "-"
        return path.with_suffix("").as_posix() if is_file and path.suffix else source.label
    if article_id.startswith(f"{source.path}:"):
        return source.label + article_id[len(source.path) :]
    return article_id


def _unique(wanted: str, taken: set[str]) -> str:
    article_id, number = wanted, 1
    while article_id in taken:
        number += 1
        article_id = f"{wanted}-{number}"
    taken.add(article_id)
    return article_id
