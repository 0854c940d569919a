"""How well names are found and their roles told: precision, recall and F1 against annotated articles.

Spans are matched one to one, the closest agreement first: strictly (equal) and by overlap, the measure
of the news corpora that geoparsers are compared on. Pure: texts and spans in, a `Report` out.

A gold record is ``{"id", "text", "toponyms": [{"start", "end", "role"?, "lat"?, "lon"?, "named"?}]}``;
what is predicted is ``{article id: [Prediction]}``. Gold toponyms with ``"named": false`` are neither
required nor held against a prediction.
"""

from geomap.evaluate.comparing import LITERAL, evaluate, plain
from geomap.evaluate.report import Mistake, Prediction, Report, Score

__all__ = ["LITERAL", "Mistake", "Prediction", "Report", "Score", "evaluate", "plain"]
