"""A student hands in a notebook without cells.

Every exercise has its row, and earns nothing.
"""

from ..bank import EVERYTHING, Attack

ATTACK = Attack(damage=lambda notebook: {**notebook, "cells": []}, costs=EVERYTHING)
