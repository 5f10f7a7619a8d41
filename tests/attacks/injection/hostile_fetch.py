"""A student patches the wire so that the very first answer, to what a name stands for, is of an unexpected form.

The answer earns nothing, and the judge goes on.
"""

from ..bank import ANSWER, EVERYTHING, TOP, Attack

ATTACK = Attack(
    answers={
        ANSWER: """import nablabook.grading.student as s
def gradient_J(theta): return np.zeros(2)
answers = [5, 'function', [], {'function': 5}, {'function': {'names': 5, 'blank': 1}},
           {'value': {'!': 'dict', 'v': 1}},
           {'function': {'names': [{'!': 'int', 'v': 'f' * 9999}], 'blank': []}}]
class Fetch(s.Server):
    def _ask(self, message):
        return answers[np.random.randint(7)] if message['op'] == 'fetch' else super()._ask(message)
s.Server = Fetch
"""
    },
    costs=frozenset({TOP}),
    may_cost=EVERYTHING,
)
