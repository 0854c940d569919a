"""Tables: JSON, JSON Lines, CSV and Parquet. A row is an article; a bad row is an error in its place."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from geomap.errors import InputError
from geomap.model import Article
from geomap.readers.decoding import decode, encoding_of
from geomap.readers.records import FIELDS, missing_text, read_record

Rows = Iterator[Article | InputError]
Places = Iterator[tuple[str, object]]  # where a row stands, and the row or what is wrong with it
_UNDECODED = re.compile(r"[\udc80-\udcff]")  # what the error handler "surrogateescape" leaves behind
_SAMPLE = 1_000_000  # bytes
_HEAD = 4096  # bytes looked at to tell text from a binary file
_BATCH = 256  # rows of Parquet held in memory


def read_jsonl(source: str) -> Rows:
    """One article a line. Blank lines are passed over; a broken line is an error with its number."""
    with Path(source).open("rb") as file:
        head = file.read(_HEAD)
    encoding = _line_encoding(head)
    if b"\0" in head and encoding != "utf-16":
        raise InputError(source, "is not text (a binary file?); name it by its real suffix")
    with Path(source).open(encoding=encoding, errors="surrogateescape", newline="\n") as lines:
        empty = True
        for row in read_lines(lines, where=source):
            empty = False
            yield row
    if empty:
        raise InputError(source, "is empty; nothing to read")


def read_lines(lines: Iterable[str], *, where: str) -> Rows:
    """Articles of JSON Lines; ``where`` names the file."""
    yield from _articles(
        (here, _json_line(line, here))
        for number, line in enumerate(lines, start=1)
        if line.strip() and (here := f"{where}:{number}")
    )


def _json_line(line: str, here: str) -> object:
    if _UNDECODED.search(line):
        return InputError(here, "is not UTF-8; save the file as UTF-8")
    try:
        return json.loads(line.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        return InputError(here, f"is not JSON ({_short(error)}); mend or remove this line")


def read_json(source: str) -> Rows:
    """One article, a list of them, or ``{"articles": [...]}``; JSON Lines under this name is read too."""
    yield from read_document(decode(Path(source).read_bytes(), source), where=source)


def read_document(text: str, *, where: str) -> Rows:
    """Articles of one JSON document, as `read_json`; ``where`` names the file."""
    if not text.strip():
        raise InputError(where, "is empty; nothing to read")
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        if isinstance(error, json.JSONDecodeError) and error.msg == "Extra data":
            yield from read_lines(text.split("\n"), where=where)
            return
        line = f":{error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise InputError(f"{where}{line}", f"is not JSON ({_short(error)}); mend the file") from error
    if isinstance(whole, dict) and isinstance(whole.get("articles"), list) and "text" not in whole:
        whole = whole["articles"]
    if isinstance(whole, dict):
        yield from _articles([(where, whole)])
        return
    if not isinstance(whole, list):
        raise InputError(where, 'must hold an article, {"text": ...}, or a list of them')
    yield from _articles((f"{where}:{number}", row) for number, row in enumerate(whole, start=1))


def read_csv(source: str) -> Rows:
    """One article a row, under a header that names the columns; the delimiter is found in the header."""
    with Path(source).open("rb") as file:
        encoding = encoding_of(_whole_lines(file.read(_SAMPLE)), source)
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))  # the default refuses fields above 131,072 characters
    with Path(source).open(encoding=_without_mark(encoding), errors="surrogateescape", newline="") as file:
        header_line = file.readline()
        if "\0" in header_line:
            raise InputError(source, "is not text (a binary file?); save the table as UTF-8 CSV")
        delimiter = max(",;\t|", key=header_line.count)
        file.seek(0)
        reader = csv.reader(file, delimiter=delimiter)
        header = [name.strip() for name in next(reader, [])]
        if not header:
            raise InputError(source, "is empty; nothing to read")
        if "text" not in header:
            raise InputError(f"{source}:1", missing_text(header))
        yield from _articles(_csv_rows(reader, header, source))


def _csv_rows(reader: Any, header: list[str], source: str) -> Places:
    while True:
        line = reader.line_num + 1
        here = f"{source}:{line}"
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield here, InputError(here, f"is not CSV ({error}); mend or remove this row")
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            reason = (
                f"has {len(cells)} cells under {len(header)} columns; put texts with a delimiter in quotes"
            )
            yield here, InputError(here, reason)
        elif any(_UNDECODED.search(cell) for cell in cells):
            yield here, InputError(here, "cannot be decoded; save the table as UTF-8")
        else:
            yield here, dict(zip(header, cells, strict=True))


def read_parquet(source: str) -> Rows:
    """One article a row; only the columns that an article has are read."""
    yield from _articles(_parquet_rows(source))


def _parquet_rows(source: str) -> Places:
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    number = 0
    try:
        with ParquetFile(source) as file:
            names = file.schema_arrow.names
            if "text" not in names:
                raise InputError(source, missing_text(names))
            columns = [name for name in FIELDS if name in names]
            for batch in file.iter_batches(batch_size=_BATCH, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    yield f"{source}:{number}", row
    except ArrowException as error:
        reason = f"cannot be read as Parquet after row {number} ({_short(error)}); write the file again"
        raise InputError(source, reason) from error


def _articles(rows: Iterable[tuple[str, object]]) -> Rows:
    """An article, or what is wrong with it, for each row. An id may stand in one row only."""
    first: dict[str, str] = {}
    for where, row in rows:
        found = row if isinstance(row, InputError) else _article_or_error(row, where)
        if isinstance(found, Article) and (before := first.setdefault(found.id, where)) != where:
            reason = f"repeats the id {found.id!r} of {before}; give each article an id of its own"
            found = InputError(where, reason)
        yield found


def _article_or_error(row: object, where: str) -> Article | InputError:
    if not isinstance(row, dict):
        return InputError(where, f"is {type(row).__name__}, not an object with a 'text'")
    try:
        return read_record(row, where=where)
    except InputError as error:
        return error


def _whole_lines(sample: bytes) -> bytes:
    """The sample without a last line that may be cut within a character."""
    end = sample.rfind(b"\n") + 1
    return sample[:end] if end and len(sample) == _SAMPLE else sample


def _line_encoding(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    return "utf-8-sig"


def _without_mark(encoding: str) -> str:
    return "utf-8-sig" if encoding == "utf-8" else encoding


def _short(error: BaseException) -> str:
    return str(error).split("\n")[0][:120]
