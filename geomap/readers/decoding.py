"""Bytes to text: encodings are guessed, the byte order mark is dropped, line ends become ``\\n``."""

from __future__ import annotations

import codecs
import re

from geomap.errors import InputError

_MARKS = (  # longest first: the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MAX_CONTROL_SHARE = 0.01  # a stray control character is hostile or sloppy text; more is a binary file
_MAX_DAMAGE = 0.1  # UTF-8 with fewer broken than whole sequences of several bytes, by this factor
_SAMPLE = 1_000_000  # bytes looked at when guessing
_BINARY = "is not text (a binary file?); save it as UTF-8 text, or name it by its real suffix"


def decode(data: bytes, where: str) -> str:
    """The text in ``data``, as Python's text mode would read it in the right encoding.

    Raises `InputError` for binary data and for encodings that cannot be told.

    >>> decode("caf\\u00e9\\r\\nbar".encode("cp1252"), "menu.txt")
    'café\\nbar'
    """
    encoding = encoding_of(data, where)
    errors = "replace" if encoding != "utf-8" or not _is_surrogate_safe(data) else "surrogatepass"
    text = data.decode(encoding, errors=errors)
    if len(_CONTROLS.findall(text)) > _MAX_CONTROL_SHARE * len(text):
        raise InputError(where, _BINARY)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def encoding_of(data: bytes, where: str) -> str:
    """Python's name of the encoding: by mark, then UTF-8 if it fits, then by statistics."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if _is_surrogate_safe(data) or _is_damaged_utf8(data):
        return "utf-8"
    sample = data[:_SAMPLE]
    if b"\0" in sample:
        return _wide_encoding_of(sample, where)
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is None:
        raise InputError(where, _BINARY)
    return best.encoding


def _is_surrogate_safe(data: bytes) -> bool:
    try:
        data.decode("utf-8", errors="surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether a few bytes of UTF-8 text were lost or cut, rather than its encoding being another."""
    text = data[:_SAMPLE].decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = len(re.findall(r"[^\x00-\x7f\ufffd]", text))
    return broken <= _MAX_DAMAGE * whole


def _wide_encoding_of(sample: bytes, where: str) -> str:
    """UTF-16 without a mark has NUL bytes at every other place; anything else with NULs is binary."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) > 0.3 * (len(sample) / 2) and min(even, odd) < 0.01 * len(sample):
        return "utf-16-be" if even > odd else "utf-16-le"
    raise InputError(where, _BINARY)
