"""A student makes cells show the number 1000, which nbgrader takes for partial credit where a graded cell shows it.

The wrong answer earns nothing: what the student's code shows never stands in a graded cell.
"""

from ..bank import ANSWER, TOP, Attack

ATTACK = Attack(
    answers={
        ANSWER: "def gradient_J(theta):\n    display(1000)\n    print(1000)\n"
        "    get_ipython().recorder.display('execute_result', {'text/plain': '1000'}, {}, 1)\n    return 1000\n1000"
    },
    costs=frozenset({TOP}),
)
