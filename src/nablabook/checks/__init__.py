"""The checks: a student's answer held against torch, and its mistake named.

from nablabook import checks as check

check.gradient(gradient_J, of=J, at=[2.0, 1.0])
"""

from nablabook.checks import older, undefined
from nablabook.checks.arrays import Shape
from nablabook.checks.checkers import checker, fools
from nablabook.checks.choices import choice, shapes
from nablabook.checks.derivation import derivation
from nablabook.checks.figures import Curve, figure
from nablabook.checks.finding import NotYet
from nablabook.checks.report import several
from nablabook.checks.sealed import by_hand
from nablabook.checks.tables import table
from nablabook.checks.verbs import equal, gradient, in_place, jacobian, path, values, vjp

__all__ = [
    "Curve",
    "NotYet",
    "Shape",
    "by_hand",
    "checker",
    "choice",
    "derivation",
    "equal",
    "figure",
    "fools",
    "gradient",
    "in_place",
    "jacobian",
    "path",
    "several",
    "shapes",
    "table",
    "values",
    "vjp",
]

older.watch()
undefined.watch()
