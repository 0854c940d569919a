"""What a line is by its own words. Every pattern here must match the whole line, but for `LEGAL`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from geomap.model import Span
from geomap.text import sentences, trim

HEADLINE_WORDS = 18
_MENU_ROW_WORDS = 3  # of one item
_CAPTION_SENTENCES = 3  # more is prose that a caption was glued to


def _any(*alternatives: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), flags)


_RULES = {
    "menu": _any(
        r"accessibility (links|help)",
        r"(skip|jump) (to|directly to) (the )?(main |page )?(content|navigation|search|menu|footer)",
        r"(main |site |toggle |open |close )?(menu|navigation)|search( (this )?(site|for:?))?",
        r"(sign|log) ?(in|out|up)( / register)?|register|my account|home ?page|site ?map|contact us|about us",
        r"privacy (policy|notice)|terms (of (use|service)|(and|&) conditions)",
        r"(previous|next) (article|post|story)|back to top( button)?|show all posts",
        r"showing posts (with|from) .{3,80}",
    ),
    "section label": _any(
        r"breaking news|top stories|latest( news)?|(us|u\.s\.|uk) (&|and) world|in this story"
    ),
    "size of the page, for its script": _any(r"(x?xs|sm|md|lg|x?xl)( +(x?xs|sm|md|lg|x?xl))*"),
    "player": _any(
        r"listen( to (this )?(story|article|now))?([ ·|:-]*[\d:]+( ?min(utes?)?)?)?|(now )?playing",
        r"download (this )?(story|audio|episode|mp3)( *\(?[\d.,]+ ?[kmg]b\)?)?",
        r"\d+[- ]minute (listen|read|watch)|\d+ min(utes?)? (read|listen)|(read the )?transcript|embed",
        r"toggle more options|hosted by|play( audio| video)?|video player is loading\.?|loading\.*",
        r"(please )?enable javascript.*|your browser does not support .{3,60}",
    ),
    "share bar": _any(
        r"(share|tweet)( (this|it)( (article|story|post|page|on|via|with)( \w+){0,3})?)?:?",
        r"share (on|via|to|with) .{2,30}|click to (share|print|email).{0,60}|copy (the )?link( to .{1,20})?",
        r"(follow|like|find|join) us( on .{2,60})?[.!]?",
        r"(print|e-?mail|save|bookmark|gift|give)( this| full)?( article| page| story)?|share full article",
        r"follow .{2,40} on (twitter|x|facebook|instagram|telegram|whatsapp|youtube)\b.{0,40}",
        r"(click here to )?(join|follow) our (whatsapp|telegram|facebook)( (channel|group|page))?.{0,40}",
        r"like( this|) ?:|like loading\.*|copy (url|address)( to clipboard)?",
        r"(report|suggest) an? (error|typo|correction|mistake)( in this (article|story))?",
    ),
    "comment form": _any(
        r"leave a (reply|comment|response)( cancel reply)?|write a (response|comment)|cancel reply",
        r"(post|add|submit) (a |your )?comment|(show|view|read|hide|load)( all| more)? ?(\d+ )?comments",
        r"\d+ (comments|responses|replies)|no comments( yet)?:?|comments are closed\.?|comments ?\(\d+\)",
        r"join the (conversation|discussion)|be the first to comment\.?",
        r"your email address will not be published.*|required fields are marked.*|save my name, e-?mail,.*",
        r"notify me of (new|follow-up).*|(you must be |please )?log(ged)? in to (post a )?(comment|reply).*",
        r"(name|e-?mail|website|comment) ?\*|this site uses akismet.*",
    ),
    "rating": _any(
        r"how useful was this (post|article)\?|click on a star to rate it!?|average rating\b.{0,60}",
        r"no votes so far!?.{0,60}|as you found this post useful.{0,20}|rate this (article|post|story)",
    ),
    "advertisement": _any(
        r"advertise?ments?|- advertisement -|sponsored( content| by .{2,40})?|promoted( content)?",
        r"(the )?(story|article) continues (below|after)( (the |this )?(ad(vertisement)?|video|photo))?\.?",
        r"scroll (down )?to continue( reading)?|(skip|close) (this )?ad(vertisement)?|supported by",
    ),
    "newsletter or subscription": _any(
        r"(subscribe|sign up)( (to|for|now|today|here)\b.{0,120})?[.!]?",
        r"(sign up|register) (for|to) (our|the|get)\b.{0,120}",
        r"get (the|our|all the)? ?(latest|top|best|daily|breaking)?.{0,60}(in|to|into) your inbox.{0,40}",
        r"you have \d+ (free )?articles? (left|remaining).{0,60}|this article is for subscribers( only)?\.?",
        r"(enter )?your e-?mail( address)?|already a subscriber\?.{0,40}",
        r"support (our|independent) journalism.{0,80}|download (our|the) app.{0,60}|donate( now| today)?",
        r"thank you for (reading|signing up).{0,60}",
    ),
    "link to another article": _any(
        r"(read more|related|see also|also read|read also|read next|up next|don'?t miss|must read|recommended"
        r"|watch|more on this)( here| of this \w+)?(( ?[:|»>–—-] ?|  +).{2,200})?",
        r"(read|see) (the )?(full|original|rest of the) (article|story|report|post)",
        r"(read|see) the (full|original) (article|story|report|post) (at|on|here)\b.{0,60}",
        r"continue reading.{0,80}|click here (to|for)\b.{0,80}",
    ),
    "tags": _any(
        r"(tags?|tagged|topics|keywords|filed (under|in)|posted (in|under)|categor(y|ies)) ?:.{1,200}",
        r"(tagged with|filed under) .{1,120}",
    ),
    "cookie notice": _any(
        r".*\b(this|our) (web)?site (also )?uses cookies\b.*|we (and our partners )?use cookies\b.*",
        r"by (continuing to (use|browse)|using) (this|our) (web)?site\b.*",
        r"(accept|reject|manage|allow)( all)? cookies|cookie (policy|settings|preferences|notice)",
    ),
    "credit": _any(
        r"(image|photo|photograph|picture|video|illustration)s?( (credit|source|courtesy)s?)? ?: ?.{2,100}"
        r"(getty|afp|reuters|\bap\b|epa|shutterstock|wikimedia|flickr|unsplash|anadolu|alamy|commons|pool"
        r"|images?|photos?|handout)\b.{0,40}",
        r"(image|photo|picture)s? (credit|source|copyright)s?[:,] ?.{2,100}|(afp|reuters|getty images)",
        r"\(?(additional )?(reporting|writing|editing|compiled) by [^.]{3,300}\)?\.?",
        r"featured image( (via|by|from|courtesy of))?.{2,100}",
        r"(image|photo|picture)s? (via|by|courtesy of) .{2,60}(getty images|afp|reuters|\bap|epa)( news)?",
    ),
    "disclaimer": _any(
        r"(the )?(views|opinions)( and opinions)? expressed (in|here|by|are|herein).{10,300}",
        r"this (article|story|post) (was|is|has been|first) ?(originally |first )?"
        r"(published|appeared|republished) (on|in|by|from|at|under)\b.{2,150}",
    ),
}

# Heads of a list of other articles; the headlines under them go with them.
LIST_HEAD = _any(
    r"(related|recommended|most (read|popular|viewed|commented)|trending|popular)"
    r"( (articles?|stories|news|posts|topics|content|now|links|coverage))?:?",
    r"more (from|on|about|in) .{2,40}|(more|other)( related)? (stories|news|headlines|coverage|posts)",
    r"you (may|might) (also (like|be interested in)|have missed)|(read|see) also:?|also (read|see):?",
    r"(around|elsewhere on) the (web|bbc)|from our partners|related topics|more on this story",
    r"(our|editors?'?s?'?) (picks|top picks|choice)|what to read next|latest (stories|headlines)",
)
_SHARE_WORDS = frozenset(
    "share tweet facebook twitter x whatsapp telegram email e-mail mail print linkedin pinterest reddit "
    "pocket flipboard messenger viber instagram youtube tiktok save like link copy on via sms threads "
    "bluesky mastodon tumblr weibo wechat line vk signal rss googleplus google+ more".split()
)
_NETWORKS = _SHARE_WORDS - frozenset(
    "x like link copy on via line more save mail signal threads pocket messenger".split()
)
_MENU_WORDS = frozenset(
    "home news world politics business economy sport sports opinion opinions culture arts video videos "
    "photos podcasts tech technology science health weather lifestyle entertainment travel magazine live "
    "contact about login register search subscribe newsletter newsletters jobs classifieds obituaries "
    "archive archives menu more help privacy terms advertise careers faq rss international local national "
    "editorial investigations features multimedia gallery education environment climate community events "
    "shop store donate".split()
)
_REGIONS = frozenset(
    "africa americas asia europe australia oceania uk us u.s. usa canada china india russia ukraine israel "
    "middle east latin america north america asia pacific mena".split()
)
_AGENCY = r"(?:(?:AP |AFP |EPA )?(?:[Pp]hoto|[Pp]icture|[Ii]mage)|AP|AFP|Reuters|Getty(?: Images)?)"
_IMAGE = r"(?:file )?(?:photo|image|picture|frame grab|screenshot|video image)"
_PERSON = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}"
_CAPTION = _any(
    r"(?:FILE(?: PHOTO| PICTURE| IMAGE)?|File [Pp]hoto|File [Pp]icture) ?(?:[-–—:]+|,(?= ))\s?(?=\S).*",
    r"(?:In|A) (?:this )?file (?:photo|picture|image)\b.*",
    r"(?:In|A) (?:this )?photo (?:taken|released|provided|issued|made available)\b.*",
    rf"In this {_IMAGE} (?:taken|made|shot|released|provided|issued|posted|published|obtained|from)\b.*",
    rf"In this [\w., ]{{0,20}}\d[\w., ]{{0,10}} {_IMAGE}\b.*",
    r"(?:Image|Media|Photo|Video) caption, ?.{5,400}",
    rf".*\((?:File )?{_AGENCY}(?:/| by |: ).{{2,60}}\)\.?",
    r".{10,400}(?:[|/]|\.) ?(?:Photo(?:graph)?|Picture|Image) ?(?::|by|via|courtesy of) .{2,60}",
    rf".{{10,600}}[.\s](?:REUTERS|Reuters|AFP|AP|EPA|Getty(?: Images)?|Anadolu) ?/ ?{_PERSON}(?:\.\.\.\w+)?",
    flags=re.DOTALL,
)
_CREDIT_FIRST = re.compile(  # one sentence: another after it is the article's, glued on
    r"(?:Photo(?:graph)?|Picture|Image|Caption|Pictured) ?: (?!(?:AP|AFP|EPA|Reuters|Getty)\b.{40}).{5,400}"
)
_PROGRAM = re.compile(
    r"\bfunction ?\([\w, ]*\)|\bdocument\.\w|\bwindow\.\w|\bvar \w+ ?=|\w\.\w+\(.*\);$|\)\);$|=>? ?\{$"
    r"|^[\s;,*/!]*[{}()\[\]][\s{}()\[\];,!*/]*$"
)
_THREE_WORDS = re.compile(r"[^\W\d_]+ [^\W\d_]+ [^\W\d_]+")  # prose, whatever else a line may hold
_PROGRAM_SIGNS = 0.1  # of its characters are neither letters nor spaces; prose has 0.03 to 0.05
_OLD_PHOTO = re.compile(r"\bFILE\b|\b[Ff]ile (?:photo|picture|image)|File [Pp]hoto|\(File ")
LEGAL = _any(  # found anywhere in a line
    r"(?:©|&copy;)\s*(?:copyright\s*)?(?:\d{4}|by\b|[a-z])|\(c\)\s*(?:copyright\s*)?(?:19|20)\d\d\b",
    r"\bcopyright\s*(?:©|\(c\)|:|\d{4}|by\b)|\ball rights reserved(?: worldwide)?\s*(?:[.|]|$)",
    r"\bmay not be (?:published|reproduced|reprinted)[, ]|\bunauthorized (?:reproduction|use) (?:is |and )",
)
_NAMES = r"(?:the )?(?:[A-Z][\w.'’-]*|of|and|the|&|,|\s|around|world|region|beyond)+"
MASTHEAD = _any(
    r"(?:[Tt]he |[Yy]our )?"
    r"(?:(?:[Ll]atest|[Bb]reaking|[Ll]ocal|[Dd]aily|[Ii]ndependent|[Tt]rusted|[Oo]nline) )*"
    r"(?:[Nn]ews|[Ss]tories|[Rr]eporting|[Jj]ournalism|[Vv]iews|[Cc]overage)"
    r"(?:(?:,|,? and|,? &| ) ?(?:news|views|culture|sports?|politics|opinion|analysis|comment|commentary"
    r"|business|weather|features|arts|music|books|food|life|events|stories|reporting|information|ideas))*"
    r",? (?:(?:(?:as )?seen |told )?through the (?:lens|eyes) of|from|for|about|across|(?:in and )?around) "
    rf"{_NAMES}[.!]?",
    rf"(?:Proudly )?[Ss]erving {_NAMES} since \d{{4}}\.?",
    r"(?:The |Your )(?:[Ll]ocal |[Tt]rusted |[Dd]aily |[Bb]est |[Oo]nline |[Ff]irst |#1 )*"
    r"(?:voice|source|guide|home|window|paper|newspaper|eye) (?:of|for|to|on|in) "
    rf"(?:news (?:from|about|in|on) )?{_NAMES}[.!]?",
    flags=0,
)
LAST_CREDIT = _any(r"(?:source|sources|via|credit|credits|courtesy)\s?:\s?\S.{0,60}(?<![.!?])")
CREDITS = re.compile(r"\((?:Additional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting) by [^()]{3,300}\)\.?$")
ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*$")


def form_of(line: str) -> str | None:
    """The reason why a line is furniture whatever stands around it; None for lines of an article."""
    found = next((reason for reason, rule in _RULES.items() if rule.fullmatch(line)), None)
    if found:
        return found
    if _is_caption(line):
        return "caption of a file photo, which shows another day" if _OLD_PHOTO.search(line) else "caption"
    if LEGAL.search(line) and sum(len(span.text) + 1 for span in legal_sentences(line)) >= len(line):
        return "copyright notice"
    words = {word for word in (word.strip(",|·•:").lower() for word in line.split()) if word}
    if words <= _SHARE_WORDS and _NETWORKS & words:
        return "share bar"
    if _is_menu_row(line):
        return "menu"
    return "program text" if _is_program(line) else None


def _is_caption(line: str) -> bool:
    if _CREDIT_FIRST.fullmatch(line):
        return len(sentences(line)) == 1
    return _CAPTION.fullmatch(line) is not None and len(sentences(line)) <= _CAPTION_SENTENCES


def _is_program(line: str) -> bool:
    if not _PROGRAM.search(line) or _THREE_WORDS.search(line):
        return False
    return sum(not (c.isalnum() or c.isspace()) for c in line) >= _PROGRAM_SIGNS * len(line)


def legal_sentences(line: str) -> tuple[Span, ...]:
    """Copyright notices in a line, sentence by sentence; a copyright sign begins one."""
    if not LEGAL.search(line):
        return ()
    whole = [piece for sentence in sentences(line) for piece in _at_sign(line, sentence)]
    return tuple(piece for piece in whole if LEGAL.search(piece.text) and len(piece.text.split()) <= 30)


def _at_sign(line: str, sentence: Span) -> Iterator[Span]:
    edges = [found.end() for found in re.finditer(r"[.!?]\s+(?=©)", sentence.text)]
    bounds = [0, *edges, len(sentence.text)]
    for start, end in pairwise(bounds):
        if span := trim(line, sentence.start + start, sentence.start + end):
            yield span


def _is_menu_row(line: str) -> bool:
    """``Home | World | Africa``: short items between bars, a word of menus among them."""
    items = [item.strip().lower() for item in re.split(r"\s*[|·•»›>]\s*|\s{3,}|\t", line) if item.strip()]
    words = {word for item in items for word in item.split()}
    short = all(len(item.split()) <= _MENU_ROW_WORDS for item in items)
    return len(items) >= 3 and short and bool(words & _MENU_WORDS)


def is_label(line: str) -> bool:
    """Whether the line is a section's name: "World", "Middle East", "Arts & Culture"."""
    words = [word for word in re.split(r"[\s&/]+|\band\b", line.lower()) if word]
    return 0 < len(words) <= 3 and all(word in _MENU_WORDS or word in _REGIONS for word in words)
