"""A student's function takes 2 GB of memory when it is tested, and returns the right numbers.

It doesn't get them, and all other answers keep their points.
"""

from ..bank import ANSWER, RIGHT, TOP, Attack

HOG = "    hog = [np.empty(13_000_000) for _ in range(20)]\n    return"
ATTACK = Attack(answers={ANSWER: RIGHT.replace("    return", HOG)}, costs=frozenset({TOP}), stopped_by="confinement")
