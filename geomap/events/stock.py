"""Words that say nothing about which event it is, and the stems that words are compared by."""

from __future__ import annotations

import re
from functools import lru_cache

from geomap.names import fold

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_ENDING = re.compile(r"(?:'s|’s|ings?|ed|ers?|es|s|ly|ion|ions)$")
# Function words, and the stock of such reports, which the
# type of the event has told already.
_STOCK_TEXT = """
a about after against ago all also am an and are as at be been before being between but by can could
day days did do during each early either ever few first following for former four from had has have he
her here him his hour hours how i if in into is it its just last late later least local many may me
might month months more morning most near new night no nor not now number numbers of off on only or other
our out over own people per pm same say says said second seven several she since six so some such ten than
that the their them then there these they third this those three through time to told today town two
under until up us very was we week weeks were what when where which while who whom why will with
within would year years yesterday monday tuesday wednesday thursday friday saturday sunday january
february march april june july august september october november december afternoon evening
according added agency attack attacked attackers attacks authorities city civilians claimed confirmed
dead death deaths dozen dozens area areas district province region village governorate country
event fighters fighting force forces group groups hit injured injuring injury incident
killed kill killing leaving left man men media military militants news office official officials
police report reported reporters reports residents resident security soldier soldiers source sources
spokesman spokesperson spokeswoman statement took troops unknown victim victims war witness witnesses
woman women wounded wounding
one three five six eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands
commandos front government guerrilla guerrillas liberation members movement national nationalist organization
organisation party political popular republic revolutionary
terrorism terrorist terrorists union urban
air ambush ambushed armed army arrest arrested blast blasts blew bomb bombed bomber bombing bombs burned car
clash clashes detained die died drone explosion explosive fight fire fired fought gun gunman gunmen march
marched peace protest protested protesters quarter raid raided rebel rebels riot shell shelled shelling
shells shoot shot sign signed strike struck suicide vehicle village villagers warplane warplanes
"""
_STOCK = frozenset(_STOCK_TEXT.split())
_NOBODY_TEXT = """
unidentified armed group groups forces force civilians civilian unknown the of and police military
army government militants militant gunmen gunman fighters rebels rebel soldiers protesters rioters
security attackers people state militia
"""
NOBODY = frozenset(_NOBODY_TEXT.split())


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The word folded and without its commonest endings; short words stay whole."""
    root = _ENDING.sub("", fold(word))
    return root if len(root) >= 3 else word


STOCK = frozenset(stem(word) for word in _STOCK) | _STOCK
