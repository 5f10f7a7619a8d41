"""A student binds the names that the judge asks for to things that have no text, no name and no signature.

Each costs its own exercise.
"""

from ..bank import Attack

ATTACK = Attack(
    answers={
        "30_descent_step-answer": "class Nothing:\n    __slots__ = ()\n"
        "    def __getattribute__(self, name): raise SystemExit(name)\n    def __call__(self, *a): return self\n"
        "descent_step = Nothing()",
    },
    costs=frozenset({"30_descent_step"}),
)
