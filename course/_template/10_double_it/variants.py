import numpy as np

from nablabook.variants import right, wrong


@right
def by_adding(x):
    return x + x


@right
def as_lists(x):
    return np.multiply(x, 2.0).tolist()


@wrong(says="Every entry is 0.")
def stays_at_zero(x):
    return 0 * x


@wrong(says="Every entry is half of what it should be.")
def handed_back(x):
    return x


@wrong(says="changes its input x in place")
def in_place(x):
    x *= 2
    return x


@wrong(says="other shapes")
def two_entries_only(x):
    return np.array([2 * x[0], 2 * x[1]])
