"""How well suggestions fit, measured on what came later: the last three tenths are held out, all that is known is from before.

Own data: what people kept or took up, and what mentors answered (`own.py`, `mentors.py`). Anybody's data: a folder of CSV
(`folder.py`). Each is compared with random, popularity and the cosine of the texts alone. The formulas are in `matching`.
"""

from marketplace.mentoring.evaluation.cases import TooLittle
from marketplace.mentoring.evaluation.folder import evaluate_folder
from marketplace.mentoring.evaluation.own import evaluate_own
from marketplace.mentoring.evaluation.reading import BadFolder
from marketplace.mentoring.evaluation.results import Comparison, Evaluation, FairLine, Foretelling
from marketplace.mentoring.evaluation.words import said

__all__ = [
    "BadFolder",
    "Comparison",
    "Evaluation",
    "FairLine",
    "Foretelling",
    "TooLittle",
    "evaluate_folder",
    "evaluate_own",
    "said",
]
