"""A student's function takes the channel's place and answers the judge with forged results and no errors.

It earns nothing: whoever answers has to know the numbers.
"""

from ..bank import EVERYTHING, wrong_with

ATTACK = wrong_with(
    "import nablabook.grading.student as s\n"
    "s.Server._ask = lambda self, m: (\n"
    "    {'function': {'blank': False, 'names': ['theta']}} if m['op'] == 'fetch' else\n"
    "    s.encode({'value': True, 'error': None, 'changed': [], 'warned': [], 'printed': '', 'forbidden': '',\n"
    "              'passed': True}) if m['op'] == 'call' else '')",
    may_cost=EVERYTHING,
)
