"""Page text that is not the article: menus, share bars, comment forms, captions printed twice.

Pure rules about the form of a line, made to spare the article: a sentence of prose is marked only
where its words can be nothing else ("All rights reserved."). The text is not changed; what is
found is listed with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from re import Pattern

from geomap.model import Furniture, Span
from geomap.text import sentences, trim

_LONGEST_LINE = 700  # characters; a longer line is prose
_PREAMBLE_LINES = 8  # a masthead and its menu stand above the headline
_CREDIT_LINES = 4  # "Source: ..." is a credit among the last lines only
_REPEATED_WORDS = 8  # a line this long does not come twice by chance
_HEADLINE_WORDS = 18

# Whole lines, whatever stands around them. Each pattern must match the whole line.
_LINES: tuple[tuple[str, str], ...] = (
    (
        "menu",
        r"accessibility links|(skip|jump) (to|directly to) (the )?(main |page )?(content|navigation|search|menu|footer)"
        r"|(main |site |toggle |open |close )?(menu|navigation)|search( (this )?(site|for:?))?|back to top"
        r"|(sign|log) ?(in|out|up)( / register)?|register|my account|home ?page|site ?map|contact us|about us"
        r"|privacy (policy|notice)|terms (of (use|service)|(and|&) conditions)|(previous|next) (article|post|story)",
    ),
    ("section label", r"breaking news|top stories|latest( news)?|(us|u\.s\.|uk) (&|and) world|in this story"),
    ("size of the page, for its script", r"(x?xs|sm|md|lg|x?xl)( +(x?xs|sm|md|lg|x?xl))*"),
    (
        "player",
        r"listen( to (this )?(story|article|now))?([ ·|:-]*[\d:]+( ?min(utes?)?)?)?|(now )?playing"
        r"|download (this )?(story|audio|episode|mp3)( *\(?[\d.,]+ ?[kmg]b\)?)?|\d+[- ]minute (listen|read|watch)"
        r"|\d+ min(utes?)? (read|listen)|(read the )?transcript|embed|toggle more options|hosted by|play( audio| video)?"
        r"|video player is loading\.?|(please )?enable javascript.*|loading\.*",
    ),
    (
        "share bar",
        r"(share|tweet)( (this|it)( (article|story|post|page|on|via|with)( \w+){0,3})?)?:?"
        r"|share (on|via|to|with) .{2,30}|click to (share|print|email).{0,60}|copy (the )?link( to .{1,20})?"
        r"|(follow|like|find|join) us( on .{2,60})?[.!]?|print( this)?( article| page| story)?|e-?mail( this)?( article| story)?",
    ),
    (
        "comment form",
        r"leave a (reply|comment|response)( cancel reply)?|write a (response|comment)|(post|add|submit) (a |your )?comment"
        r"|cancel reply|(show|view|read|hide|load)( all| more)? ?(\d+ )?comments|\d+ (comments|responses|replies)"
        r"|no comments( yet)?|comments are closed\.?|join the (conversation|discussion)|be the first to comment\.?"
        r"|your email address will not be published.*|required fields are marked.*|save my name, e-?mail,.*"
        r"|notify me of (new|follow-up).*|(you must be |please )?log(ged)? in to (post a )?(comment|reply).*"
        r"|(name|e-?mail|website|comment) ?\*|this site uses akismet.*",
    ),
    (
        "advertisement",
        r"advertise?ments?|- advertisement -|sponsored( content| by .{2,40})?|promoted( content)?"
        r"|(the )?(story|article) continues (below|after)( (the |this )?(ad(vertisement)?|video|photo))?\.?"
        r"|scroll (down )?to continue( reading)?",
    ),
    (
        "newsletter or subscription",
        r"(subscribe|sign up)( (to|for|now|today|here)\b.{0,120})?[.!]?|(sign up|register) (for|to) (our|the|get)\b.{0,120}"
        r"|get (the|our|all the)? ?(latest|top|best|daily|breaking)?.{0,60}(in|to|into) your inbox.{0,40}"
        r"|(enter )?your e-?mail( address)?|already a subscriber\?.{0,40}|support (our|independent) journalism.{0,80}"
        r"|download (our|the) app.{0,60}|donate( now| today)?|thank you for (reading|signing up).{0,60}",
    ),
    (
        "link to another article",
        r"(read more|related|see also|also read|read also|read next|up next|don'?t miss|must read|recommended|watch"
        r"|more on this)( here)?( ?[:|»>–—-] ?.{2,200})?|(read|see) (the )?(full|original|rest of the) "
        r"?(article|story|report|post)( (at|on|here)\b.{0,60})?\.?|continue reading.{0,80}|click here (to|for)\b.{0,80}",
    ),
    (
        "tags",
        r"(tags?|tagged|topics|keywords|filed (under|in)|posted (in|under)|categor(y|ies)) ?:.{1,200}"
        r"|(tagged with|filed under) .{1,120}",
    ),
    (
        "cookie notice",
        r".*\b(this|our) (web)?site (also )?uses cookies\b.*|we (and our partners )?use cookies\b.*"
        r"|(accept|reject|manage|allow)( all)? cookies|cookie (policy|settings|preferences|notice)",
    ),
    (
        "credit",
        r"(featured |cover |header |main |lead |top )?(image|photo|photograph|picture|illustration|video)s?"
        r"( (credit|source|courtesy)s?)?( ?:| (via|by|from|courtesy of|of)\b) ?.{2,100}"
        r"(getty|afp|reuters|ap|epa|shutterstock|wikimedia|flickr|unsplash|anadolu|alamy|creative commons|pool|commons"
        r"|images?|photos?|handout)\b.{0,40}"
        r"|(image|photo|picture)s? (credit|source)s?:.{2,100}|featured image( (via|by|from|courtesy of))?.{2,100}",
    ),
    (
        "disclaimer",
        r"(the )?(views|opinions)( and opinions)? expressed (in|here|by|are|herein).{10,300}"
        r"|this (article|story|post) (was|is|has been|first) ?(originally |first )?(published|appeared|republished) "
        r"(on|in|by|from|at|under)\b.{2,150}",
    ),
)  # fmt: skip
_RULES: tuple[tuple[str, Pattern[str]], ...] = tuple(
    (reason, re.compile(pattern, re.IGNORECASE)) for reason, pattern in _LINES
)

# Heads of a list of other articles; the headlines under them go with them.
_LIST_HEAD = re.compile(
    r"(related|recommended|most (read|popular|viewed|commented)|trending|popular)"
    r"( (articles?|stories|news|posts|topics|content|now|links|coverage))?:?"
    r"|more (from|on|about|in) .{2,40}|more (stories|news|headlines|coverage)|you (may|might) also (like|be interested in)"
    r"|(read|see) also:?|also (read|see):?|(our|editors?'?s?'?) (picks|top picks|choice)|what to read next|latest (stories|headlines)",
    re.IGNORECASE,
)
_SHARE_WORDS = frozenset(
    "share tweet facebook twitter x whatsapp telegram email e-mail mail print linkedin pinterest reddit pocket "
    "flipboard messenger viber instagram youtube tiktok save like link copy on via sms threads bluesky mastodon "
    "tumblr weibo wechat line vk signal rss googleplus google+ more".split()
)
_NETWORKS = _SHARE_WORDS - frozenset(
    "x like link copy on via line more save mail signal threads pocket messenger".split()
)
_MENU_WORDS = frozenset(
    "home news world politics business economy sport sports opinion opinions culture arts video videos photos podcasts "
    "tech technology science health weather lifestyle entertainment travel magazine live contact about login register "
    "search subscribe newsletter newsletters jobs classifieds obituaries archive archives menu more help privacy terms "
    "advertise careers faq rss international local national editorial investigations features multimedia gallery "
    "education environment climate community events shop store donate".split()
)
_REGIONS = frozenset(
    "africa americas asia europe australia oceania uk us u.s. usa canada china india russia ukraine israel "
    "middle east latin america north america asia pacific mena".split()
)
_CAPTION = re.compile(
    r"(FILE(?: PHOTO| PICTURE| IMAGE)?|File [Pp]hoto|File [Pp]icture) ?(?:[-–—:]+|,(?= ))\s?(?=\S).*"
    r"|(?:In|A) (?:this )?(?:file (?:photo|picture|image)|photo (?:taken|released|provided|issued|made available)\b).*"
    r"|In this [\w., ]{0,30}(?:file )?(?:photo|image|picture|frame grab|screenshot|video image)\b.*"
    r"|.*\((?:File )?(?:(?:AP |AFP |EPA )?(?:[Pp]hoto|[Pp]icture|[Ii]mage)|AP|AFP|Reuters|Getty(?: Images)?)(?:/| by |: ).{2,60}\)\.?"
    r"|(?:Photo(?:graph)?|Picture|Image|Caption|Pictured) ?: .{5,400}"
    r"|.{10,400}(?:[|/]|\.) ?(?:Photo(?:graph)?|Picture|Image) ?: .{2,60}",
    re.DOTALL,
)
_OLD_PHOTO = re.compile(r"\bFILE\b|\b[Ff]ile (?:photo|picture|image)|File [Pp]hoto|\(File ")
_LEGAL = re.compile(
    r"(?:©|\(c\)|&copy;)\s*(?:copyright\s*)?(?:\d{4}|by\b|[A-Z])|\bcopyright\s*(?:©|\(c\)|:|\d{4}|by\b)"
    r"|\ball rights reserved\b|\bmay not be (?:published|reproduced|reprinted)[, ]"
    r"|\bunauthorized (?:reproduction|use) (?:is |and )",
    re.IGNORECASE,
)
_NAMES = r"(?:the )?(?:[A-Z][\w.'’-]*|of|and|the|&|,|\s|around|world|region|beyond)+"
_MASTHEAD = re.compile(
    r"(?:(?:[Tt]he |[Yy]our )?(?:[Ll]atest|[Bb]reaking|[Ll]ocal|[Dd]aily|[Ii]ndependent|[Tt]rusted|[Oo]nline) )*"
    r"(?:[Nn]ews|[Ss]tories|[Rr]eporting|[Jj]ournalism|[Vv]iews|[Cc]overage)"
    r"(?:(?:,|,? and|,? &| ) ?(?:news|views|culture|sports?|politics|opinion|analysis|comment|commentary|business"
    r"|weather|features|arts|life|events|stories|reporting|information|ideas))*"
    rf",? (?:(?:seen |told |as seen )?through the (?:lens|eyes) of|from|for|about|across|in and around|around) {_NAMES}[.!]?"
    rf"|(?:Proudly )?[Ss]erving {_NAMES} since \d{{4}}\.?"
    r"|(?:The |Your )(?:[Ll]ocal |[Tt]rusted |[Dd]aily |[Bb]est |[Oo]nline |[Ff]irst |#1 )*"
    rf"(?:voice|source|guide|home|window|paper|newspaper|eye) (?:of|for|to|on|in) (?:news (?:from|about|in|on) )?{_NAMES}[.!]?"
)
_LAST_CREDIT = re.compile(r"(?:source|sources|via|credit|credits|courtesy)\s?:\s?\S.{0,60}", re.IGNORECASE)
_ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*$")


def find_furniture(text: str, *, title: str | None = None) -> tuple[Furniture, ...]:
    """Stretches of ``text`` that are not the article, in order and without overlap.

    ``title`` helps to find what stands above the headline. Captions are furniture too: their
    reasons begin with "caption" or "repeated", for a file photo shows another day.

    >>> [f.reason for f in find_furniture("Clash in Homs\\n\\nTwo died.\\n\\nLeave a Reply\\n© 2018 News. All rights reserved.")]
    ['comment form', 'copyright notice']
    """
    lines = _lines(text)
    reasons: dict[int, str] = {}
    for rule in (_by_form, _by_place, _by_repetition, _by_list):
        for index, reason in rule(lines, title, reasons):
            reasons.setdefault(index, reason)
    marked = [_furniture(lines[index], reason) for index, reason in reasons.items()]
    marked.extend(_legal_sentences(lines, reasons))
    return tuple(sorted(marked, key=lambda piece: piece.start))


Found = Iterator[tuple[int, str]]  # index of a line, reason


def _lines(text: str) -> list[Span]:
    spans = []
    start = 0
    for line in text.split("\n"):
        if span := trim(text, start, start + len(line)):
            spans.append(span)
        start += len(line) + 1
    return spans


def _by_form(lines: Sequence[Span], title: str | None, _: dict[int, str]) -> Found:
    """Lines that can be told from their own words."""
    for index, line in enumerate(lines):
        words = line.text
        if len(words) > _LONGEST_LINE or words == title:
            continue
        if reason := _form_of(words):
            if not reason.startswith("caption") or len(lines) > 1:
                yield index, reason
        elif _LEGAL.search(words) and len(words.split()) <= 25:
            yield index, "copyright notice"


def _form_of(line: str) -> str | None:
    found = next((reason for reason, rule in _RULES if rule.fullmatch(line)), None)
    if found:
        return found
    if _CAPTION.fullmatch(line):
        return "caption of a file photo, which shows another day" if _OLD_PHOTO.search(line) else "caption"
    words = [word.strip(",|·•:").lower() for word in line.split()]
    words = [word for word in words if word]
    if words and len(words) <= 14 and set(words) <= _SHARE_WORDS and _NETWORKS.intersection(words):
        return "share bar"
    return "menu" if _is_menu_row(line) else None


def _is_menu_row(line: str) -> bool:
    """``Home | World | Africa``: short items between bars, a word of menus among them."""
    items = [item.strip().lower() for item in re.split(r"\s*[|·•»›>]\s*|\s{3,}|\t", line) if item.strip()]
    words = {word for item in items for word in item.split()}
    return len(items) >= 3 and all(len(item.split()) <= 3 for item in items) and len(words & _MENU_WORDS) >= 1


def _by_place(lines: Sequence[Span], title: str | None, reasons: dict[int, str]) -> Found:
    """Mastheads and section labels above the headline; credits below the end."""
    headline = _headline(lines, title, reasons)
    for index, line in enumerate(lines[:headline]):
        words = line.text
        if title and any(other.text == title for other in lines[headline : headline + 1]):
            yield index, "above the headline"
        elif _MASTHEAD.fullmatch(words):
            yield index, "masthead"
        elif _is_label(words):
            yield index, "section label"
    for index in range(max(1, len(lines) - _CREDIT_LINES), len(lines)):
        words = lines[index].text
        if _LAST_CREDIT.fullmatch(words) and len(words.split()) <= 8:
            yield index, "credit"


def _headline(lines: Sequence[Span], title: str | None, reasons: dict[int, str]) -> int:
    """Index of the line that is the headline: the title, else the last short line above the prose.

    0 where nothing stands above it.
    """
    top = lines[:_PREAMBLE_LINES]
    for index, line in enumerate(top):
        if title and line.text == title:
            return index
    last = 0
    for index, line in enumerate(top):
        if index in reasons or _MASTHEAD.fullmatch(line.text) or _is_label(line.text):
            continue
        words = len(line.text.split())
        if words > _HEADLINE_WORDS or _ENDS_SENTENCE.search(line.text):
            break
        last = index
    return last


def _is_label(line: str) -> bool:
    words = [word for word in re.split(r"[\s&/]+|\band\b", line.lower()) if word]
    return 0 < len(words) <= 3 and all(word in _MENU_WORDS or word in _REGIONS for word in words)


def _by_repetition(lines: Sequence[Span], title: str | None, _: dict[int, str]) -> Found:
    """Second copies: the headline again, a caption again, a passage pulled out of the text."""
    seen: dict[str, int] = {}
    for index, line in enumerate(lines):
        before = seen.setdefault(line.text, index)
        if before == index:
            continue
        words = len(line.text.split())
        if (
            index < _PREAMBLE_LINES
            and words >= 3
            and (line.text == title or before == 0 or index == before + 1)
        ):
            is_headline = not _ENDS_SENTENCE.search(line.text)
            yield index, "repeated headline" if is_headline else "repeated caption"
        elif words >= _REPEATED_WORDS:
            yield index, "repeated caption" if index == before + 1 else "repeated text"


def _by_list(lines: Sequence[Span], _: str | None, __: dict[int, str]) -> Found:
    """A list of other articles: its head, and the headlines below it up to the next prose."""
    for index, line in enumerate(lines):
        if not _LIST_HEAD.fullmatch(line.text) or len(line.text.split()) > 6:
            continue
        headlines = []
        for below in range(index + 1, len(lines)):
            words = lines[below].text
            if len(words.split()) > _HEADLINE_WORDS or _ENDS_SENTENCE.search(words):
                break
            headlines.append(below)
        if headlines or index == len(lines) - 1:
            yield index, "list of other articles"
            yield from ((below, "list of other articles") for below in headlines)


def _legal_sentences(lines: Iterable[Span], reasons: dict[int, str]) -> Iterator[Furniture]:
    """Copyright notices at the end of a line of prose."""
    for index, line in enumerate(lines):
        if index in reasons or not _LEGAL.search(line.text):
            continue
        for sentence in sentences(line.text):
            if _LEGAL.search(sentence.text) and len(sentence.text.split()) <= 30:
                start = line.start + sentence.start
                yield Furniture(
                    start=start, end=start + len(sentence.text), text=sentence.text, reason="copyright notice"
                )


def _furniture(line: Span, reason: str) -> Furniture:
    return Furniture(start=line.start, end=line.end, text=line.text, reason=reason)
