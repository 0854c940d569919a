"""geomap's parts of a spaCy pipeline, registered by entry point: ``nlp.add_pipe("geomap_toponyms")``.

The component reads ``doc.ents`` (any model's) and writes the toponyms to ``doc.spans["toponyms"]``,
with the labels LOC, ADJ and ORG. Where a toponym ends inside a token ("U.S.-backed"), the span
group holds the whole token and ``doc._.geomap_toponyms`` the exact characters.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc

from geomap.recognise.lists import Found, name_list
from geomap.recognise.toponyms import find_toponyms

KEY = "toponyms"

Doc.set_extension("geomap_toponyms", default=(), force=True)


@Language.factory("geomap_toponyms", default_config={"names": []})
def make_toponyms(nlp: Language, name: str, names: list[list[str]]) -> ToponymFinder:  # noqa: ARG001
    """``names`` are ``[surface, "LOC" | "ADJ"]``; thousands are better given to `ToponymFinder.know`."""
    finder = ToponymFinder()
    finder.know((surface, label) for surface, label in names)
    return finder


class ToponymFinder:
    """The component: a model's entities and a list of names become toponyms."""

    def __init__(self) -> None:
        self.names = name_list(())

    def know(self, names: Iterable[tuple[str, str]]) -> None:
        """Take these names for the list, as `geomap.gazetteer.Gazetteer.names` gives them."""
        self.names = name_list(names)

    def __call__(self, doc: Doc) -> Doc:
        entities = [(e.start_char, e.end_char, e.label_) for e in doc.ents]
        found: list[Found] = find_toponyms(doc.text, entities, self.names)
        doc._.geomap_toponyms = tuple(found)
        doc.spans[KEY] = [
            doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in found
        ]
        return doc
