"""A student patches the wire so that its answers are trees that no honest encoder makes, another one at each call.

They earn nothing, and the judge survives them.
"""

from ..bank import ANSWER, EVERYTHING, TOP, Attack

ATTACK = Attack(
    answers={
        ANSWER: """import nablabook.grading.student as s
shape = {'!': 'array', 'd': '<f8', 's': [2], 'b': b'0' * 16}
trees = [
    {**shape, 'd': 'O'}, {**shape, 'd': 'V8'}, {**shape, 'd': [['a', 'O']]}, {**shape, 's': [-1]},
    {**shape, 's': [2**62, 0]},
    {**shape, 'b': b''}, {**shape, 'b': 'text'},
    {'!': 'int', 'v': 'f' * 10**6}, {'!': 'int', 'v': 5},
    {'!': 'dict', 'v': [[[], 1]]},
    {'!': 'other', 't': '__import__("os").system("touch @HOME@/@MARK@")'}, {'!': 'callback', 'v': -1},
    {'!': None}, {},
    {'!': 'objects', 's': [10**9], 'v': []},
    {'!': 'masked', 'v': shape, 'm': shape}, {'!': 'matrix', 'v': {}}, {'!': []},
    {'!': 'scalar', **shape}, {'!': 'name', 'v': '__builtins__'}, {'!': 'tuple', 'v': 'ab'}, {'!': 'tuple', 'v': 5},
]
def gradient_J(theta): return np.zeros(2)
class Trees(s.Server):
    def _ask(self, message):
        if message['op'] != 'call': return super()._ask(message)
        fields = dict(error=None, changed=[], warned=[], printed='', forbidden='')
        names = [[k, s.encode(v)] for k, v in fields.items()]
        return {'!': 'dict', 'v': [*names, ['value', trees[@NUMBER@ % len(trees)]]]}
s.Server = Trees
""".replace("@NUMBER@", "np.random.randint(1000)")
    },
    costs=frozenset({TOP}),
    may_cost=EVERYTHING,
)
