import numpy as np

from nablabook.variants import right, wrong


@right
def turned_and_turned_back(h):
    e = np.exp((h.T - h.max(axis=-1)).T)
    return (e.T / e.sum(axis=-1)).T


@right
def row_by_row(h):
    if h.ndim == 2:
        return np.array([softmax(row) for row in h])
    top = max(h)
    parts = [np.exp(score - top) for score in h]
    return np.array([part / sum(parts) for part in parts])


@right
def through_the_logarithm(h):
    return np.exp(h - np.logaddexp.reduce(h, axis=-1, keepdims=True))


@right
def single_precision(h):
    h = np.asarray(h, dtype=np.float32)
    e = np.exp(h - np.max(h, -1)[..., None])
    return e / np.einsum("...k->...", e)[..., None]


@right
def nested_lists(h):
    rows = np.atleast_2d(h)
    e = np.exp(rows - rows.max(1).reshape(-1, 1))
    return (e / e.sum(1).reshape(-1, 1)).reshape(h.shape).tolist()


@wrong(says="exp overflows: exp(710) is inf already")
def overflows(h):
    e = np.exp(h)
    return e / e.sum(axis=-1, keepdims=True)


@wrong(says="It is taken down the columns, along the first axis")
def over_the_batch(h):
    e = np.exp(h - h.max(axis=0))
    return e / e.sum(axis=0)


@wrong(says="All entries are taken together: each row is meant by itself")
def over_everything(h):
    e = np.exp(h - h.max())
    return e / e.sum()


@wrong(says="One number a row, shape (N,), meets a matrix (N, K)")
def keepdims_forgotten_in_the_sum(h):
    e = np.exp(h - h.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1)


@wrong(says="One number a row, shape (N,), meets a matrix (N, K)")
def keepdims_forgotten_in_the_maximum(h):
    e = np.exp(h - h.max(axis=-1))
    return e / e.sum(axis=-1, keepdims=True)


@wrong(says="The last axis is axis=-1, however many there are.")
def for_batches_only(h):
    e = np.exp(h - h.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


@wrong(says="It is softmax applied twice.")
def softmax_of_softmax(h):
    e = np.exp(h - h.max(axis=-1, keepdims=True))
    P = e / e.sum(axis=-1, keepdims=True)
    e = np.exp(P)
    return e / e.sum(axis=-1, keepdims=True)


@wrong(says="It is the sigmoid of each entry of h, and no more.")
def a_sigmoid_for_each(h):
    return 1 / (1 + np.exp(-np.clip(h, -700, 700)))


@wrong(says="and their differences change: subtract it.")
def divides_by_the_maximum(h):
    e = np.exp(h / h.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@wrong(says="Each row has a largest of its own.")
def largest_of_the_whole_batch(h):
    e = np.exp(h - h.max())
    return e / e.sum(axis=-1, keepdims=True)


@wrong(says="Subtract the largest first.")
def mean_taken_off(h):
    e = np.exp(h - h.mean(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@wrong(says="taken off above the line, but not below it.")
def largest_taken_off_above_only(h):
    e = np.exp(h - h.max(axis=-1, keepdims=True))
    return e / np.exp(h).sum(axis=-1, keepdims=True)


@wrong(says="so that different ones become equal")
def cut_off(h):
    e = np.exp(np.clip(h, -500, 500))
    return e / e.sum(axis=-1, keepdims=True)


@wrong(says="The scores are divided by their sum, without exp.")
def without_exp(h):
    return h / h.sum(axis=-1, keepdims=True)


@wrong(says="The division by the sum is missing.")
def not_divided(h):
    return np.exp(h - h.max(axis=-1, keepdims=True))


@wrong(says="It is exp of each entry of h, and no more.")
def exp_alone(h):
    return np.exp(h)


@wrong(says="It is the softmax of −h")
def minus_too_many(h):
    e = np.exp(h.min(axis=-1, keepdims=True) - h)
    return e / e.sum(axis=-1, keepdims=True)


@wrong(says="changes its input h in place")
def in_place(h):
    h -= h.max(axis=-1, keepdims=True)
    return np.exp(h) / np.exp(h).sum(axis=-1, keepdims=True)


@wrong(says="This exercise is done without torch and scipy")
def scipys(h):
    import scipy.special

    return scipy.special.softmax(h, axis=-1)
