"""The part a toponym plays in its sentence, with one line that says why.

Rules on the words around the name, tried in order; the first that fits decides. "event" is not among
them: whether something happened at a place is known once events are read. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geomap.model import Article, Mention, Role
from geomap.text import headed_by

Found = tuple[int, int, str]  # offsets and LOC, ADJ or ORG

_BEFORE, _AFTER = 90, 70  # characters looked at on either side of a name

_MONTH = "(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_DATELINE = re.compile(
    r"(?m)^[ \t]*\(?(?P<place>[^\W\d_a-z][\w.'’]+(?:[ -][^\W\d_a-z][\w.'’]*){0,4})"
    r"(?:, (?P<region>[^\W\d_][\w. ]{1,25}?)| \([^\W\d_a-z][A-Z ]{2,25}\))??"
    rf"(?:(?:, | )(?:\d{{1,2}} )?{_MONTH}[a-zA-Z]*\.?(?: \d{{1,2}})?(?:,? \d{{4}})?)?"
    r"\)? ?(?:\([^()\n]{2,60}\))? ?(?:--|[–—:|]|-(?= ))"
)

_NOT_FILED = frozenset(
    ("FILE", "PHOTO", "UPDATE", "WATCH", "LISTEN", "NOTE", "EXCLUSIVE", "BREAKING", "LIVE")
)

_THE = r"(?:the )?(?:(?:north|south|east|west|central|nearby|neighbou?ring)\w*[ -])*"
_LIKE = r"(?:(?:countries|states|nations|places|cities|towns) (?:like|such as|including) )?"
_ONE_OF = r"(?:the )?(?:city|town|village|province|state|port) of "
_REMOTE = (
    r"(?:by|over|via|through|on) (?:an? |the |his |her )?(?:\w+ )?(?:phone|skype|zoom|whatsapp|signal"
    r"|telegram"
    r"|telephone|video(?: link| call)?|radio|e-?mail|line|message)"
)
_SPEAKS = (
    rf"(?:{_REMOTE}|sp(?:eaks?|eaking|oken?)|good (?:morning|evening|afternoon)|reporting|writing|wrote"
    rf"|writes"
    r"|answered (?:our|the|my|his|her) questions|calls(?: us)?|repeated it|watched it|interview(?:ed)?"
    r"|spoke of it(?: again)?|told (?:\w+ ){1,4}by \w+"
    r"|(?:statement|communiqu[eé]) (?:issued|released|published|read out))"
)
_PERSON = (
    r"(?:analysts?|police|army|military|authorities|government|governor|mayor|council|medics|rescuers"
    r"|prosecutors?|civil defen[cs]e|ministry|agenc(?:y|ies)|office|headquarters|command(?:ers?)?|leaders?"
    r"|embassy|hospital|court|correspondents?|reporters?|doctors?|experts?|seismologists?|offic(?:er|ial)s?"
    r"|diplomats?|friends?|researchers?|spokes\w+|activists?|journalists?|witness(?:es)?|nurses?|teachers?"
    r"|lawyers?|residents?|traders?|scholars?|professors?|economists?|monitors?|observers?|aunts?|uncles?"
    r"|brothers?|sisters?|mother)"
)
_SAYS = (
    r"(?:sa(?:y|id|ys)|tells?|told|warn(?:s|ed)?|thinks?|thought|believes?|report(?:s|ed)?|explain(?:s|ed)?"
    r"|add(?:s|ed)|complain(?:s|ed)|recall(?:s|ed)?|agree(?:s|d)?|claim(?:s|ed)?|confirm(?:s|ed)?|count(?:s|ed)?"
    r"|were not surprised)"
)
_ON_DAY = r"(?: (?:late |early )?(?:on )?\w+day)?"
_PRESS = r"(?:reporters|journalists|a news conference|state (?:media|radio|television))"
_SAID = rf"(?:said|says|added|told {_PRESS}){_ON_DAY}"  # with the place at the sentence's end
_MADE = (
    r"(?:made|manufactured|produced|built|bought|printed|assembled|born|raised|bred|grown|grew up|brought up"
    r"|educated|trained|based|headquartered|registered|purchased|stolen|forged|packed|designed|mined)"
)
_GOODS = (
    r"(?:weapons?|arms|ammunition|mortars?|rifles?|guns?|pistols?|missiles?|rockets?|drones?|tanks?"
    r"|vehicles?|material|equipment|goods|products?|imports?|exports?|manufacturers?|makers?|coal|oil|gas"
    r"|grain|wheat|steel|coffee|tea|wine|shells?|bullets?|cartridges?|explosives?|parts?|components?|chips?"
    r"|cars?|trucks?|firepower)"
)
_SMALL = (
    r"(?:with|by|using|from|and|or|as|for|in|on|at|to|of|after|when|while|where|under|over|into|via|fired)"
)
_PEOPLE = (
    r"(?:natives?|m[ae]n|wom[ae]n|teenagers?|couple|residents?|boys?|girls?|firm|company"
    r"|business(?:wo)?man|pilot"
    r"|makers?|manufacturers?|tourists?|players?|students?)"
)
_MEASURED = (
    r"(?:\bkm|kilomet\w+|miles?|met(?:er|re)s|away|far|apart|different|outskirts|distance|minutes|hours?"
    r"|driv\w+|withdr\w+|pull\w* (?:back|out)|retreat\w*|expel\w*|evacuat\w*|retak\w*|recaptur\w*|captur\w*"
    r"|liberat\w*|escap\w*|rising|work|works|worked)"
)
_RANK = (
    r"(?: (?:new|own|top|former|then|interim|acting|ruling|special|armed|air|ground|security|foreign"
    r"|defen[cs]e"
    r"|interior|health|prime|deputy|vice|state|military|army|national|supreme|high))*"
)
_POWERS = (
    r"(?:forces?|troops|soldiers?|army|military|navy|air ?force|marines?|police|government|officials?"
    r"|authorities|ministry|ministers?|president|prime minister|parliament|senate|congress|coalition|jets?"
    r"|warplanes?|aircraft|planes|(?:air ?)?strikes?|secretary|ambassador|envoy|embassy|intelligence"
    r"|administration|lawmakers?|diplomats?|commanders?|general|court|consulate|mission|(?:trade )?office"
    r"|airline|side|prosecutors?|regime|cabinet|council|king|leader|department|operations?|convoy"
    r"|representatives?|policy|sanctions|spokes\w+|backing|support|claims?|decision|detention|governor"
    r"|mayor|attorney|sheriff)"
)
# What governments do. As subjects places do other things: they fall, burn, lie, are shelled.
_DOES = (
    r"(?:sa(?:y|id|ys)|den(?:y|ies|ied)|t(?:ell|old)|sent|withh(?:o|e)ld|paid|repl(?:y|ies|ied)|suppl(?:y"
    r"|ies|ied)|kept|know|knew|lost|g[ai]ve|t[ao]ok?e?|spent|sought|thought|tr(?:y|ies|ied)|bought|sold"
    r"|went|withdr[ae]w|he?ld|let|met|struck|fought|hit|built|swore|does|did|(?:blam|accus|ask|urg|want"
    r"|warn|promis|offer|threaten|refus|agre|reject|insist|claim|announc|declar|demand|condemn|criticis"
    r"|criticiz|call|protest|complain|sign|send|wait|watch|vot|abstain|disput|pay|clos|open|order|bann"
    r"|approv|impos|lift|suspend|expel|recall|respond|retaliat|fir|front|back|support|fund|arm|train|deploy"
    r"|invad|annex|attack|bomb|test|launch|join|negotiat|mediat|recognis|recogniz|admit|consider|plan|pledg"
    r"|propos|regret|welcom|thank|help|meddl|keep|stay|cut|return|stop|los|issu|need|seek|intend|hop|fear"
    r"|believ|think|confirm|maintain|retain|fail|ignor|extradit|arrest|detain|releas|buy|sell|block|veto"
    r"|host|quarrel|look|withdraw|decid|hold|meet|strik|fight|clash|act|exercis|control|vow)(?:e?s|e?d|e"
    r"|ll?ed)?)\b"
)
_MODAL = (
    r"(?:(?:has|have|had|did|does|do|will|would|may|might|must|should|could|can|cannot|won't|is|was|are|were)"
    r"(?: not|n't)? )?(?:(?:not|never|also|since|always|now|still|again|later|then|long|finally) )?"
)
_SILENT = (
    r"(?:is|was|are|were|keeps?|stays?) (?:not |deeply |also )?"
    r"(?:amused|silent|silence|watching|concerned|alarmed|asleep)"
)
_AND_OTHERS = r"(?:(?:,|,? (?:and|or)) (?:the )?(?-i:[A-Z][\w.]+(?: [A-Z][\w.]+)?)){0,4}"
_CLAUSE = (
    r"(?:^|[.!?:;,“\"”'’(] ?|[-–—] ?|\b(?:and|but|that|while|after|as|because|when|since|where|if|said) )"
    r"(?:the )?"
)
_GIVES = (
    r"(?:ask(?:s|ed)?|told|tells?|urge[sd]?|accus\w+|thank\w*|warn\w*|blam\w+|condemn\w*|criticis\w+"
    r"|criticiz\w+|pressur\w+|sanction\w*|sued|begged|wants|accord(?:ing|s) to|complained to|appealed to"
    r"|written to|wrote to|(?:pressure|sanctions|war) (?:on|against)|(?:talks|relations|deal|pact|treaty"
    r"|tensions|ties|alliance|war) with|(?:back|arm|support|fund|train|sponsor|suppli|financ|host|occupi"
    r"|controll|rul|launch|condemn)ed by|(?:run|led) by)"
)
_IN_COUNTRY = r"(?:, (?-i:[A-Z][\w.]+(?: [A-Z]\w+){0,2}))?"
_HYPHEN = r"[-–—]"
_FROM_IT = r"(?:based|born|made|built|bred|flagged|registered|manufactured|grown|produced|trained)\b"
_BY_IT = (
    r"(?:led|backed|funded|sponsored|supported|allied|run|controlled|armed|aligned|supplied|brokered|mediated"
    r"|imposed|occupied|held|friendly|linked)\b"
)
_COMES = "where somebody or something comes from"
_STANDS = "stands for its government or forces"

# Each: role, why, what stands before the name (at its end), what stands after it (at its start).
_RULES: tuple[tuple[Role, str, str, str], ...] = (
    ("origin", _COMES + ": {after}", "", _HYPHEN + _FROM_IT),
    ("actor", _STANDS + ": {after}", "", _HYPHEN + _BY_IT),
    ("speaker", "where somebody speaks from", rf"\b{_SPEAKS}(?: with \w+)? (?:from|in) {_THE}", ""),
    (
        "speaker",
        "where somebody speaks from",
        rf"\b{_SAID} (?:from|in) {_THE}",
        rf"{_IN_COUNTRY}{_ON_DAY}(?:[.;]|, (?:where|who|adding|as) )",
    ),
    (
        "speaker",
        "where somebody speaks from",
        rf"[,;] (?:reached|contacted) (?:\w+ ){{0,3}}?(?:in|at) {_THE}",
        "",
    ),
    (
        "speaker",
        "where somebody speaks from",
        rf"\b{_PERSON}(?: based)? (?:in|at) {_THE}",
        rf"{_IN_COUNTRY},?(?: also)? {_SAYS}\b",
    ),
    ("origin", _COMES + ": {before}", rf"\b{_MADE} (?:\w+ )?(?:in|at|near) {_THE}", ""),
    (
        "origin",
        _COMES + ": {after}",
        "",
        rf"(?: (?!{_SMALL}\b)\w+)? {_GOODS}\b(?! (?:bomb|attack|blast|explosion|crash))",
    ),
    ("origin", _COMES + ": {after}", r"\ban? (?:[\w-]+ )?", rf" {_PEOPLE}\b"),
    ("context", "a distance or a departure is counted from here", rf"{_MEASURED} from {_THE}", ""),
    ("origin", _COMES + ": {before}", rf"(?<!reported )\b(?:from|out of) {_LIKE}{_THE}(?:{_ONE_OF})?", ""),
    ("origin", _COMES + ": {before}", rf"\b(?:came|come|coming|smuggled|shipped) (?:in )?through {_THE}", ""),
    ("actor", _STANDS + ": {after}", "", rf"(?:['’]s?)?{_RANK} {_POWERS}\b"),
    ("actor", _STANDS + ": {before}", rf"\b{_GIVES} ", ""),
    (
        "actor",
        _STANDS + ": {after}",
        _CLAUSE,
        rf"{_AND_OTHERS} (?:{_MODAL}{_DOES}|{_SILENT}|ha(?:s|ve) no\b)",
    ),
)
_COMPILED = tuple(
    (role, why, re.compile(rf"(?:{before})$", re.IGNORECASE), re.compile(after, re.IGNORECASE))
    for role, why, before, after in _RULES
)
_WORD = r"[^\W\d_a-z][\w'’&.-]*"
_NAME_BEFORE = re.compile(rf"(?:{_WORD} (?:(?:of|for|at|in|and) (?:the )?)?)+$")
_NAME_AFTER = re.compile(rf"(?: (?:(?:of|for|and) (?:the )?)?{_WORD})+(?<![.,])")
_JOINED = re.compile(r"(?:, (?:and |or )?| and | or |, as well as )(?:the |in |from )?", re.IGNORECASE)
_SENTENCE_START = re.compile(r"(?:[.!?]['\"”’]? +|\n+)(?=\S)")


def with_roles(article: Article, found: Sequence[Found]) -> tuple[Mention, ...]:
    """Mentions in order, each with its role. A name joined to the one before ("from A and B") shares it."""
    headed = _datelines(article.text)
    mentions: list[Mention] = []
    for start, end, label in sorted(set(found)):
        mention = Mention(start=start, end=end, text=article.text[start:end])
        role, why = _role(article, mention, label, headed)
        if role in ("context", "actor") and mentions and _shares(article.text, mentions[-1], mention, role):
            role, why = mentions[-1].role, _joined_why(mentions[-1])
        mentions.append(replace(mention, role=role, why=why))
    return tuple(mentions)


def _joined_why(before: Mention) -> str:
    return before.why if before.why.startswith("with ") else f'with "{before.text}": {before.why}'


def _shares(text: str, before: Mention, mention: Mention, role: Role) -> bool:
    """Whether a list goes on. "From A and B said" makes B an origin and not the subject of "said"."""
    between = text[before.end : mention.start]
    if not _JOINED.fullmatch(between):
        return False
    if role == "actor":
        return before.role == "origin" and not between.startswith(",")
    return before.role in ("origin", "speaker") or (before.role == "dateline" and "and" not in between)


def datelines(text: str) -> list[Found]:
    """Places in the lines that say where reports were filed, for text whose names have small letters.

    >>> datelines("QUITO, 3 Mar (AFP) -- Six people died.")
    [(0, 5, 'LOC')]
    """
    return [
        (start, end, "LOC")
        for start, end, stop in _datelines(text)
        if text[start:end].isupper()
        and end - start > 3
        and "/" not in text[start:end]
        and (re.search(r"[\d(]|^, \w", text[end:stop]) or not text[:start].strip())
    ]


def _datelines(text: str) -> list[tuple[int, int, int]]:
    """Start and end of a dateline's place, and the dateline's end. A date, an agency or capitals mark it."""
    found = []
    for hit in _DATELINE.finditer(text):
        if hit["place"] in _NOT_FILED:
            continue
        capitals = hit["place"].isupper()
        dashed = hit.group()[-1] in "-–—|"
        dated = "(" in hit.group() or re.search(r"\d", hit.group())
        bulletin = text[hit.end() : hit.end() + 40].isupper()
        if (dashed and (capitals or dated)) or (capitals and (dated or bulletin)):
            found.append((hit.start("place"), hit.end("place"), hit.end()))
    headed = headed_by(text)
    return [*found, headed] if headed and headed[0] not in {start for start, _, _ in found} else found


def _role(
    article: Article, mention: Mention, label: str, headed: Sequence[tuple[int, int, int]]
) -> tuple[Role, str]:
    for cut in article.furniture:
        if cut.start <= mention.start < cut.end:
            return "furniture", f"in page text that is not the article: {cut.reason}"
    if any(start <= mention.start and mention.end <= end for start, _, end in headed):
        return "dateline", "in the line that says where the report was filed"
    if label == "ADJ":
        return "demonym", "an adjective or the people, not the place itself"
    if label == "ORG":
        return "organisation", "inside the name of an organisation" + _whole_name(article.text, mention)
    before, after = _context(article.text, mention)
    for role, why, pattern_before, pattern_after in _COMPILED:
        behind = pattern_after.match(after)
        ahead = behind and pattern_before.search(before)
        if ahead and behind:
            return role, why.format(before=_quoted(ahead.group()), after=_quoted(behind.group()))
    return "context", "named, with no sign of another role"


def _whole_name(text: str, mention: Mention) -> str:
    """The capitalised words around the name, as far as they go."""
    before = _NAME_BEFORE.search(text[max(0, mention.start - 60) : mention.start])
    after = _NAME_AFTER.match(text, mention.end)
    whole = (before.group() if before else "") + mention.text + (after.group() if after else "")
    return f': "{" ".join(whole.split())}"' if whole != mention.text else ""


def _context(text: str, mention: Mention) -> tuple[str, str]:
    """The words of the sentence before and after the name, white space made plain."""
    before = text[max(0, mention.start - _BEFORE) : mention.start]
    cuts = list(_SENTENCE_START.finditer(before))
    if cuts:
        before = before[cuts[-1].end() :]
    after = text[mention.end : mention.end + _AFTER].split("\n\n")[0]
    return " ".join(before.split()) + (" " if before[-1:].isspace() else ""), re.sub(r"\s+", " ", after)


def _quoted(words: str) -> str:
    return f'"{words.strip()}"'
