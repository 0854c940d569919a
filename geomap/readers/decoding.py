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
_MAX_DAMAGE = 0.25  # UTF-8 with fewer broken than whole sequences of several bytes, by this factor
_TEXT_ENCODING = re.compile(
    r"(?i)(windows|cp|iso|latin|koi8|gb|big5|euc|shift|sjis|mac|tis|ibm|us-ascii|utf-16)"
)  # Python has codecs that are no encodings of text: zip, rot13, idna
_FEW = 100  # letters outside ASCII; statistics of fewer guess Arabic from one e acute
_SAMPLE = 1_000_000  # bytes looked at when guessing
_BINARY = "is not text (a binary file?); save it as UTF-8 text, or name it by its real suffix"


def decode(content: bytes, where: str, *, declared: str | None = None) -> str:
    """The text in ``content``, as Python's text mode would read it in the right encoding.

    ``declared`` is what a page or a server says the encoding is; valid UTF-8 proves it wrong.
    Raises `InputError` for binary data and for encodings that cannot be told.

    >>> decode("caf\\u00e9\\r\\nbar".encode("cp1252"), "menu.txt")
    'café\\nbar'
    """
    encoding = encoding_of(content, where, declared=declared)
    errors = "replace" if encoding != "utf-8" or not _is_surrogate_safe(content) else "surrogatepass"
    text = content.decode(encoding, errors=errors)
    if len(_CONTROLS.findall(text)) > _MAX_CONTROL_SHARE * len(text):
        raise InputError(where, _BINARY)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def encoding_of(content: bytes, where: str, *, declared: str | None = None) -> str:
    """Python's name of the encoding: by mark, UTF-8 if it fits, as declared, or by statistics."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    sample = content[:_SAMPLE]
    if sample.count(0) > _MAX_CONTROL_SHARE * len(sample):
        return _wide_encoding_of(sample, where)
    if _is_surrogate_safe(content):
        return "utf-8"
    if declared and (named := _declared_encoding(content, declared)):
        return named
    if _is_damaged_utf8(content):
        return "utf-8"
    if _is_western(sample):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is None:
        raise InputError(where, _BINARY)
    return best.encoding


def _declared_encoding(content: bytes, name: str) -> str | None:
    """Python's name of the declared encoding where the bytes are whole in it; None where they are not.

    Latin 1 means Windows 1252, as in browsers (https://encoding.spec.whatwg.org/#names-and-labels).
    """
    if not _TEXT_ENCODING.match(name):
        return None
    try:
        found = codecs.lookup(name).name
        found = "cp1252" if found in ("iso8859-1", "ascii") else found
        content.decode(found)
    except (LookupError, UnicodeError):
        return None
    return found


def _is_western(sample: bytes) -> bool:
    """Whether this is too little to count letters in, and mostly ASCII: English with a name or a quote."""
    high = sum(byte > 127 for byte in sample)
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return high < min(_FEW, 0.2 * len(sample)) and not re.search(r"[\x80-\x9f¤¦¬¯¶¸]", text)


def _is_surrogate_safe(content: bytes) -> bool:
    try:
        content.decode("utf-8", errors="surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _is_damaged_utf8(content: bytes) -> bool:
    """Whether a few bytes of UTF-8 text were lost or cut, rather than its encoding being another."""
    text = content[:_SAMPLE].decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = len(re.findall(r"[^\x00-\x7f\ufffd]", text))
    return broken <= _MAX_DAMAGE * whole


def _wide_encoding_of(sample: bytes, where: str) -> str:
    """UTF-16 without a mark has NUL bytes at every other place; anything else with NULs is binary."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) > 0.3 * (len(sample) / 2) and min(even, odd) < 0.01 * len(sample):
        return "utf-16-be" if even > odd else "utf-16-le"
    raise InputError(where, _BINARY)
