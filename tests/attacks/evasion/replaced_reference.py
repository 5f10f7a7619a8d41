"""A student hands in a wrong answer, and replaces the function that it is held against by one whose gradient is 0.

The wrong answer earns nothing: J in the judge is the one of the course.
"""

from ..bank import wrong_with

ATTACK = wrong_with("J = lambda theta: theta.sum() * 0\ntorch = None")
