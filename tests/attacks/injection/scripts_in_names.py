"""A student's process gives its function arguments, warnings and errors whose names are HTML with scripts.

On the pages that people open, nothing of it runs.
"""

from ..bank import ANSWER, TOP, Attack

EVIL = "<script>/*@MARK@*/</script><img src=x onerror=/*@MARK@*/>"
ATTACK = Attack(
    answers={
        ANSWER: f"""import warnings
import nablabook.checks.subject as s
s.argument_names = lambda *a: ['{EVIL}'] * 12
def gradient_J(theta):
    print('{EVIL}')
    warnings.warn('{EVIL}')
    raise ValueError('{EVIL}')
"""
    },
    costs=frozenset({TOP}),
    shows=True,
)
