"""A student patches the wire so that what it says beside its result has the wrong types and sizes.

The answer earns nothing, and the judge goes on.
"""

from ..bank import ANSWER, EVERYTHING, TOP, Attack

ATTACK = Attack(
    answers={
        ANSWER: """import nablabook.grading.student as s
def gradient_J(theta): return np.zeros(2)
class Fields(s.Server):
    def _ask(self, message):
        if message['op'] == 'fetch': return super()._ask(message)
        if message['op'] in ('uses', 'loops'): return {'!': 'int', 'v': 'f' * 9999}
        return s.encode({'value': 1, 'error': {'type': 10 ** 5000, 'message': ['x']}, 'changed': {1: 2}, 'warned': 5,
                         'printed': None, 'forbidden': 7})
s.Server = Fields
"""
    },
    costs=frozenset({TOP}),
    may_cost=EVERYTHING,
)
