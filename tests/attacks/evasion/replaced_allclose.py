"""A student hands in a wrong answer and replaces numpy's comparisons by ones that are always true.

The wrong answer earns nothing: the numbers are compared in a process that the student's code never enters.
"""

from ..bank import wrong_with

ATTACK = wrong_with(
    "np.allclose = np.array_equal = np.isclose = lambda *a, **k: True\n"
    "np.testing.assert_allclose = lambda *a, **k: None"
)
