"""Standard input: JSON Lines, a web page or plain text, told by its first line."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from geomap.errors import InputError
from geomap.model import Article
from geomap.readers import html, plain
from geomap.readers.records import Details
from geomap.readers.table import read_document, read_lines


def read_standard_input(
    *, max_size_mb: float, stream: BinaryIO | None = None
) -> Iterator[Article | InputError]:
    """Articles from a pipe. JSON Lines are read as they come; anything else is one article."""
    stream = stream or sys.stdin.buffer
    limit = int(max_size_mb * 1e6)
    blank = []  # lines before the first, kept so that line numbers are right
    while (first := stream.readline(limit + 1)) and not first.strip() and len(first) <= limit:
        blank.append(first)
    if _is_json_object(first):
        lines = (line.decode("utf-8", errors="surrogateescape") for line in chain(blank, [first], stream))
        yield from read_lines(lines, where="-")
        return
    content = b"".join(blank) + first + stream.read(max(0, limit + 1 - len(first)))
    if not content.strip():
        raise InputError("-", "standard input is empty; pipe an article or JSON Lines into it")
    if len(content) > limit:
        raise InputError(
            "-", f"standard input is more than {max_size_mb:g} MB; raise --max-size, or give JSON Lines"
        )
    if re.match(rb"(?i)\s*<(!doctype\s+html|html|\?xml[^>]*>\s*<!doctype\s+html)", content):
        yield html.to_article(content, where="-", details=Details())
    elif _is_json(content):
        yield from read_document(content.decode("utf-8-sig", errors="surrogatepass"), where="-")
    else:
        yield plain.to_article(content, where="-", details=Details())


def _is_json_object(line: bytes) -> bool:
    if not line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        # A broken first line among JSON Lines is still JSON Lines.
        return re.match(rb'(\xef\xbb\xbf)?\s*\{\s*"', line) is not None


def _is_json(content: bytes) -> bool:
    if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return False
    try:
        return isinstance(json.loads(content), (dict, list))
    except (ValueError, RecursionError):
        return False
