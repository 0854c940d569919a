"""Names as keys: how two spellings of one place come to be the same string.

`fold` removes what writers disagree about without changing the word (case, accents, hyphens);
`variants` loosens a name step by step ("the city of X", "X Province"); `sound_key` and
`consonant_key` bring romanisations of Arabic, Persian, Kurdish, Russian and Ukrainian together
("Deir ez-Zour", "Dayr az-Zawr"). `romanise` writes Arabic and Cyrillic script in Latin letters.

Changing what a key looks like makes every gazetteer file unreadable: raise `KEYS_VERSION` then.
"""

from __future__ import annotations

import re
import unicodedata

KEYS_VERSION = 2  # written into every gazetteer file and checked when one is opened
LONGEST_NAME = 120  # characters; what is longer is not a name

_LETTERS = {
    "ß": "ss", "ẞ": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ı": "i",
    "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th", "ð": "d", "Ð": "d", "ə": "e",
    "Ə": "e", "ħ": "h", "Ħ": "h", "ŋ": "n", "Ŋ": "n", "ˌ": "", "&": " and ",
}  # fmt: skip
_SILENT = "'’‘ʼʻʿʾ`´′ʹ.ـ"  # apostrophes of every make, ayn and hamza signs, dots, Arabic tatweel
_GAPS = '-–—‑_/,"“”«»()[]:;'  # become a space
_ARABIC = {"ة": "ه", "ى": "ي", "ی": "ي", "ې": "ي", "ۍ": "ي", "ک": "ك", "ڪ": "ك", "ە": "ه", "ہ": "ه", "ھ": "ه"}
_FOLD = str.maketrans(
    _LETTERS | _ARABIC | dict.fromkeys(_SILENT, "") | dict.fromkeys(_GAPS, " ") | {"ё": "е", "Ё": "Е"}
)


def fold(name: str) -> str:
    """The name's key: no case, accents, apostrophes or hyphens; words parted by one space.

    Characters that cannot be seen or stored (controls, lone surrogates) are dropped.

    >>> fold("Al-Ḥasakah"), fold("U.S."), fold("Côte d’Ivoire"), fold("الحَسَكَة")
    ('al hasakah', 'us', 'cote divoire', 'الحسكه')
    """
    folded = name.translate(_FOLD)
    if not folded.isascii() or not folded.isprintable():
        parts = unicodedata.normalize("NFKD", folded)
        folded = "".join(" " if c in "\t\n\r" else c for c in parts if not _is_mark(c))
        folded = folded.translate(_FOLD)
    return " ".join(folded.casefold().split())


def _is_mark(character: str) -> bool:
    """Accents and vowel signs (Mn), invisible marks (Cf), controls (Cc) and surrogates (Cs)."""
    if character in "\t\n\r":
        return False
    return unicodedata.category(character) in {"Mn", "Me", "Cf", "Cc", "Cs", "Co"}


# -- looser and looser ---------------------------------------------------------------------------

_DIVISION = (
    "county|counties|province|provinces|state|district|governorate|region|prefecture|department|oblast"
)
_DIVISION += "|municipality|canton|emirate|voivodeship|muhafazah?|wilayah?|wilayat|vilayet|parish|republic"
_SETTLEMENT = "city|town|township|village|borough|proper|metro|metropolitan area|suburbs?|neighbou?rhood"
_LAND = "islands?|isles?|archipelago|peninsula|valley|basin|plains?|plateau"
_BUILT = "county council|international airport|airport|air ?base|airbase|port|camp|refugee camp|area"
_WATER = "river|lake|sea|bay|gulf|strait|canal|dam|reservoir"
_RELIEF = "mountains?|mount|hills?|desert|range"

_SUFFIX = re.compile(rf"\s+(?:{_DIVISION}|{_SETTLEMENT}|{_LAND}|{_BUILT}|{_WATER}|{_RELIEF})$")
_OF = "city|town|village|state|province|county|region|republic|kingdom|district|municipality|governorate"
_PEOPLE = r"(?:\w+(?:an|ish|ese|i|ch) )?"  # "the Indian state of Mizoram"
_SOFT_PREFIX = re.compile(rf"^(?:the|(?:the )?{_PEOPLE}(?:{_OF}) of|greater|downtown|metro|metropolitan)\s+")
_PREFIX = re.compile(
    rf"^(?:the|(?:{_OF}|island|port|gulf) of|port|lake|mount|central|suburban|rural|upstate|mainland|old"
    r"|(?:north|south)?-?(?:east|west)?(?:ern)?|upper|lower|mid)\s+(?=\w)"
)
_POSSESSIVE = re.compile(r"['’`]s?$")
_SAINTS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
_SAINTS |= {long: short for short, long in _SAINTS.items()}


def variants(name: str) -> tuple[tuple[str, int], ...]:
    """Keys to look up, with a penalty each (0 to 3), tightest first; the first is ``fold(name)``.

    0: the name, also without a possessive; 1: without "the" or "city of", "St." written out;
    2: without "Province" or "River", or what follows a comma; 3: without a direction.

    >>> variants("the Ar-Raqqa City")
    (('the ar raqqa city', 0), ('ar raqqa city', 1), ('the ar raqqa', 2), ('ar raqqa', 2))
    """
    found = {fold(name): 0}

    def add(key: str, penalty: int) -> None:
        key = key.strip()
        if len(key) > 1:
            found.setdefault(key, penalty)

    add(fold(_POSSESSIVE.sub("", name.strip())), 0)
    for key in tuple(found):
        add(_SOFT_PREFIX.sub("", key), 1)
        add(_without_article(key), 1)
    for key in tuple(found):
        first, _, rest = key.partition(" ")
        if rest and first in _SAINTS:
            add(f"{_SAINTS[first]} {rest}", 1)
    for key in tuple(found):
        add(_SUFFIX.sub("", key), 2)
    if "," in name:
        add(fold(name.split(",")[0]), 2)
    for key in tuple(found):
        add(_PREFIX.sub("", key), 3)
    for key in tuple(found):
        add(_SUFFIX.sub("", key), 3)
    return tuple(sorted(found.items(), key=lambda item: item[1]))


def _without_article(key: str) -> str:
    """An Arabic-script key without the article of its first word; other keys unchanged."""
    return key[2:] if key.startswith("ال") and len(key) > 4 else key


# -- scripts -------------------------------------------------------------------------------------

# Consonants after BGN/PCGN; vowels are what the letters can mean, which the keys then loosen.
_ROMAN = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh",
    "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a",
    "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "u",
    "ي": "i", "ء": "", "پ": "p", "چ": "ch", "ژ": "zh", "گ": "g", "ڤ": "v", "ټ": "t", "ډ": "d",
    "ړ": "r", "ږ": "zh", "ښ": "sh", "ڼ": "n", "ځ": "dz", "څ": "ts", "ڕ": "r", "ڵ": "l", "ێ": "e",
    "ۆ": "o", "ۊ": "u", "ڭ": "ng", "ٹ": "t", "ڈ": "d", "ڑ": "r", "ں": "n", "ے": "e",
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "ye", "ж": "zh",
    "з": "z", "и": "i", "і": "i", "ї": "yi", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n",
    "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ў": "w", "ф": "f", "х": "kh",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
    "я": "ya", "ђ": "dj", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz", "ѕ": "dz", "ќ": "k",
    "ѓ": "g", "қ": "q", "ғ": "gh", "ң": "ng", "ү": "u", "ұ": "u", "ө": "o", "һ": "h", "ә": "a",
    "ҳ": "h", "ҷ": "j", "ӣ": "i", "ӯ": "u",
}  # fmt: skip
_ROMANISE = str.maketrans(_ROMAN)
_ARABIC_ARTICLE = re.compile(r"\bال(?=\w{2})")
_FINAL_HA = re.compile(r"ه\b")  # nearly always the feminine ending, heard as -a


def script(name: str) -> str:
    """ "latin", "arabic", "cyrillic" or "other": that of the first letter which is not Latin."""
    for character in name:
        if character > "ɏ" and character.isalpha():
            kind = unicodedata.name(character, "").split(" ")[0]
            if kind not in {"LATIN", "MODIFIER"}:
                return kind.lower() if kind in {"ARABIC", "CYRILLIC"} else "other"
    return "latin"


def romanise(name: str) -> str:
    """The folded name in Latin letters; Arabic and Cyrillic letters after BGN/PCGN.

    >>> romanise("Харків"), romanise("الرقة")
    ('kharkiv', 'al rqa')
    """
    folded = fold(name)
    if folded.isascii():
        return folded
    return _FINAL_HA.sub("a", _ARABIC_ARTICLE.sub("al ", folded)).translate(_ROMANISE)


# -- keys of romanised names ---------------------------------------------------------------------

_ARTICLE_WORDS = """
    al el il ul ol ar er ir or as es is ash esh ish ach ech ad ed id ud at et ut ath eth an en un
    az ez iz uz oz os adh edh us ur l ehl ehr ehs ehd eht ehn ehz the
"""
_GENERIC_WORDS = """
    city madinat madinah madinet town governorate province district qaryat qaryah muhafazat wilayat of
    subdistrict nahiyat nahiya qada village oblast raion rayon
    e ye shahrak shahrake mahalleh mahallehye qasabeh
"""
_ARTICLES, _GENERIC = frozenset(_ARTICLE_WORDS.split()), frozenset(_GENERIC_WORDS.split())
_FATHERS = {"abu": "bu", "abou": "bu", "albu": "bu", "bou": "bu", "abo": "bu", "abi": "bu", "bu": "bu"}
_FATHERS |= {"abul": "bu", "ebu": "bu"} | dict.fromkeys(("bukamal", "albukamal", "abukamal"), "bu kamal")
_SUN = re.compile(r"^[aeiu](?:sh(?=sh)|th(?=th)|dh(?=dh)|([rszdtn])(?=\1))")  # "arraqqa" is ar-Raqqa
_MOON = re.compile(r"^[ae]l(?=[bcdfghjkmnpqrstvwxyz])")  # "alhasakah" is al-Hasakah
_DIGRAPHS = (
    ("tsch", "c"), ("dsch", "j"), ("tch", "c"), ("sch", "s"), ("dzh", "j"), ("dj", "j"), ("sh", "s"),
    ("ch", "s"), ("kh", "h"), ("gh", "k"), ("dh", "d"), ("zh", "j"), ("th", "t"), ("ph", "f"),
    ("ck", "k"), ("zz", "z"),
)  # fmt: skip
_MERGED = str.maketrans({"q": "k", "g": "k", "c": "k", "z": "d", "x": "h"})
_TWICE = re.compile(r"(.)\1+")


def _words(name: str) -> list[str]:
    """Words of the romanised name that tell places apart: no articles, no "city of"."""
    words = " ".join(_FATHERS.get(word, word) for word in romanise(name).split()).split()
    words = [word for word in words if word not in _GENERIC] or words
    words = [word for word in words if word not in _ARTICLES] or words
    return [_without_glued_article(word) for word in words]


def bare(name: str) -> str:
    """The romanised name without articles and without "city of".

    >>> bare("Ar-Raqqah"), bare("Madīnat ash-Sha‘b")
    ('raqqah', 'shab')
    """
    return " ".join(_words(name))


def _without_glued_article(word: str) -> str:
    if len(word) >= 5:
        shorter = _SUN.sub("", word)
        if shorter == word and len(word) >= 6:
            shorter = _MOON.sub("", word)
        return shorter
    return word


def _merge_consonants(word: str) -> str:
    for letters, merged in _DIGRAPHS:
        if letters in word:
            word = word.replace(letters, merged)
    return _TWICE.sub(r"\1", word.translate(_MERGED))


_ROUND = re.compile(r"(?:a?[wu]+|o+[wu]*|ao|v)+")
_FRONT = re.compile(r"(?:a?[iy]|e[iy]?)+")


def sound_key(name: str) -> str:
    """Consonants merged by sound, vowels in three classes (A, I, O), endings in -a or -ah cut.

    >>> sound_key("Deir ez-Zour") == sound_key("Dayr az-Zawr") == "dIrdOr"
    True
    """
    keys = []
    for word in map(_merge_consonants, _words(name)):
        key = re.sub("a+", "A", _FRONT.sub("I", _ROUND.sub("O", word)))
        keys.append(re.sub(r"[AI]h?$|h$", "", key) if len(word) > 3 else key)
    return "".join(keys)


def consonant_key(name: str) -> str:
    """Consonants merged by sound; of vowels only that a word begins with one.

    >>> consonant_key("al-Hasakeh"), consonant_key("Hassaké"), consonant_key("الحسكة")
    ('hsk', 'hsk', 'hsk')
    """
    keys = []
    for word in map(_merge_consonants, _words(name)):
        word = word.replace("j", "k")  # Arabic jim is g in Egypt, Persian gaf is j in Arabic
        head = "a" if word[:1] in "aeiou" else word[:1]
        rest = re.sub(r"[aeiouywv]", "", re.sub(r"h$", "", word[1:]))
        keys.append(_TWICE.sub(r"\1", head + rest))
    return "".join(keys)


# How German, French, Polish, Dutch, Hungarian and scholars write Cyrillic letters, and how English does.
_CYRILLIC_LATIN = (
    ("stschtsch", "shch"), ("schtsch", "shch"), ("sjtsj", "shch"), ("szcz", "shch"), ("chtch", "shch"),
    ("tsch", "ch"), ("tsj", "ch"), ("tch", "ch"), ("cz", "ch"), ("cs", "ch"), ("sch", "sh"), ("sj", "sh"),
    ("sz", "sh"), ("zj", "zh"), ("zs", "zh"), ("rz", "r"), ("dzh", "zh"), ("oe", "u"), ("ou", "u"),
    ("gy", "dy"), ("tz", "ts"), ("ks", "x"), ("w", "v"), ("j", "y"), ("yy", "y"), ("iy", "y"), ("ii", "y"),
    ("ie", "ye"),
)  # fmt: skip
_CYRILLIC_SOUNDS = (("shch", "sh"), ("kh", "h"), ("ch", "c"), ("ts", "c"))
_ENDINGS = re.compile(r"(?:y|oye|oe|aya|aia|ye|e|a|o|i)$")
_SLAVIC_VOWELS = str.maketrans({"o": "a", "e": "i", "y": "i", "g": "h"})


def as_english(name: str) -> str:
    """A name written after Cyrillic in any language of Europe, about as English writes it.

    >>> as_english("Tschernihiw"), as_english("Zwjerjewo")
    ('chernihiv', 'zvyeryevo')
    """
    written = romanise(name)
    for letters, english in _CYRILLIC_LATIN:
        if letters in written:
            written = written.replace(letters, english)
    return written


def slavic(name: str) -> tuple[str, str]:
    """Such a name by its sounds, and without what Russian and Ukrainian differ in.

    >>> slavic("Tschernihiw") == slavic("Czernihiv")
    True
    """
    heard = as_english(name)
    for letters, sound in _CYRILLIC_SOUNDS:
        heard = heard.replace(letters, sound)
    loose = "".join(_ENDINGS.sub("", word) if len(word) > 4 else word for word in heard.split())
    return heard, _TWICE.sub(r"\1", loose.translate(_SLAVIC_VOWELS).replace("ii", "i"))
