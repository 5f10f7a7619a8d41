"""A student's process calls back functions under numbers that the judge has given to none.

The answer earns nothing, and the judge goes on.
"""

from ..bank import ANSWER, EVERYTHING, TOP, Attack

ATTACK = Attack(
    answers={
        ANSWER: """import nablabook.grading.student as s
def gradient_J(theta): return np.zeros(2)
class Calls(s.Server):
    def _ask(self, message):
        if message['op'] == 'fetch': self.channel.send({'callback': 99, 'args': []})
        return super()._ask(message)
s.Server = Calls
"""
    },
    costs=frozenset({TOP}),
    may_cost=EVERYTHING,
)
