"""Symptoms: what a wrong answer looks like.

A symptom is a transformation T for which T(expected, inputs, forward function) equals the student's result. It
names a mistake without holding a wrong or a right solution. A module here holds one family; each family proposes,
for a trial, the arrays that its mistakes would give.
"""

from nablabook.checks.symptoms.diagnose import diagnose, diagnose_raised
from nablabook.checks.symptoms.errors import diagnose_error
from nablabook.checks.symptoms.probes import diagnose_by_probing, diagnose_deaf, one_sample
from nablabook.checks.symptoms.wholes import diagnose_nan, diagnose_unset, diagnose_whole

__all__ = [
    "diagnose",
    "diagnose_by_probing",
    "diagnose_deaf",
    "diagnose_error",
    "diagnose_nan",
    "diagnose_raised",
    "diagnose_unset",
    "diagnose_whole",
    "one_sample",
]
