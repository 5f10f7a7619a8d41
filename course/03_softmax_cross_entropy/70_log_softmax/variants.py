import numpy as np

from nablabook.variants import right, wrong


@right
def with_logaddexp(h):
    return h - np.logaddexp.reduce(h, axis=-1, keepdims=True)


@right
def largest_put_back(h):
    top = h.max(-1)[..., None]
    return h - (top + np.log(np.exp(h - top).sum(-1)[..., None]))


@right
def row_by_row(h):
    if h.ndim == 2:
        return np.array([log_softmax(row) for row in h])
    top = max(h)
    total = sum(np.exp(score - top) for score in h)
    return [score - top - np.log(total) for score in h]


@right
def single_precision(h):
    shifted = np.float32(h - np.max(h, axis=-1, keepdims=True))
    return (shifted.T - np.log(np.exp(shifted).sum(axis=-1))).T


@wrong(says="Don't take the log of an exp")
def log_of_softmax(h):
    e = np.exp(h - h.max(axis=-1, keepdims=True))
    return np.log(e / e.sum(axis=-1, keepdims=True))


@wrong(says="exp overflows: exp(710) is inf already")
def overflows(h):
    return h - np.log(np.exp(h).sum(axis=-1, keepdims=True))


@wrong(says="It is taken down the columns, along the first axis")
def over_the_batch(h):
    shifted = h - h.max(axis=0)
    return shifted - np.log(np.exp(shifted).sum(axis=0))


@wrong(says="All entries are taken together: each row is meant by itself")
def over_everything(h):
    shifted = h - h.max()
    return shifted - np.log(np.exp(shifted).sum())


@wrong(
    says="The largest score is taken off inside of the sum alone: it has"
)
def shifted_in_the_sum_alone(h):
    shifted = h - np.max(h, axis=-1, keepdims=True)
    return h - np.log(np.sum(np.exp(shifted), axis=-1, keepdims=True))


@wrong(says="One number a row, shape (N,), meets a matrix (N, K)")
def keepdims_forgotten(h):
    shifted = h - h.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1))


@wrong(says="Each row has a largest of its own.")
def largest_of_the_whole_batch(h):
    shifted = h - h.max()
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


@wrong(says="Subtract the largest first.")
def mean_taken_off(h):
    shifted = h - h.mean(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


@wrong(says="The logarithm is missing: these are the probabilities.")
def the_probabilities(h):
    e = np.exp(h - h.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@wrong(says="only the largest score is taken off.")
def log_of_the_sum_left_out(h):
    return h - h.max(axis=-1, keepdims=True)


@wrong(says="The sum is taken off, where its logarithm is meant.")
def sum_for_its_log(h):
    shifted = h - h.max(axis=-1, keepdims=True)
    return shifted - np.exp(shifted).sum(axis=-1, keepdims=True)


@wrong(says="It is the sum of all exp(h) that is taken off")
def sum_for_its_log_without_a_shift(h):
    return h - np.exp(h).sum(axis=-1, keepdims=True)


@wrong(says="The largest score is taken off outside of the sum alone")
def shifted_outside_alone(h):
    shifted = h - h.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(h).sum(axis=-1, keepdims=True))


@wrong(says="The largest score is taken off inside of the sum alone")
def largest_not_put_back(h):
    top = h.max(axis=-1, keepdims=True)
    return h - np.log(np.exp(h - top).sum(axis=-1, keepdims=True))


@wrong(says="Every entry has the wrong sign.")
def turned_round(h):
    shifted = h - h.max(axis=-1, keepdims=True)
    return np.log(np.exp(shifted).sum(axis=-1, keepdims=True)) - shifted


@wrong(says="Is it log2, where the natural logarithm is meant?")
def base_2(h):
    return (h - np.logaddexp.reduce(h, -1, keepdims=True)) / np.log(2)


@wrong(says="very large and very small scores, side by side")
def a_little_added(h):
    e = np.exp(h - h.max(axis=-1, keepdims=True))
    return np.log(e / e.sum(axis=-1, keepdims=True) + 1e-15)


@wrong(says="This exercise is done without torch and scipy")
def scipys(h):
    from scipy import special

    return special.log_softmax(h, axis=-1)


@wrong(says="changes its input h in place")
def in_place(h):
    h -= h.max(axis=-1, keepdims=True)
    return h - np.log(np.exp(h).sum(axis=-1, keepdims=True))


@right(answer="cross_entropy_from_logits")
def through_one_hot_rows(h, labels):
    Y = np.eye(h.shape[1])[labels]
    return -(Y * log_softmax(h)).sum() / len(h)


@right(answer="cross_entropy_from_logits")
def taken_along_the_axis(h, labels):
    log_P = np.take_along_axis(
        log_softmax(h), labels[:, None].astype(int), 1
    )
    return np.mean(-log_P)


@right(answer="cross_entropy_from_logits")
def sample_by_sample(h, labels):
    losses = []
    for row, label in zip(h, labels):
        losses.append(np.logaddexp.reduce(row) - row[label])
    return sum(losses) / len(losses)


@right(answer="cross_entropy_from_logits")
def in_single_precision(h, labels):
    log_P = np.float32(log_softmax(h))
    return np.float32(-np.mean(log_P[range(len(labels)), labels]))


@wrong(
    answer="cross_entropy_from_logits",
    says="It went through the probabilities: exp(−746) is 0 already",
)
def through_the_probabilities(h, labels):
    P = np.exp(log_softmax(h))
    return -np.log(P[np.arange(len(h)), labels]).mean()


@wrong(
    answer="cross_entropy_from_logits",
    says="It went through the probabilities: exp(−746) is 0 already",
)
def by_exercise_2(h, labels):
    return cross_entropy(softmax(h), np.eye(h.shape[1])[labels])


@wrong(
    answer="cross_entropy_from_logits",
    says="exp overflows: exp(710) is inf already",
)
def overflowing(h, labels):
    log_P = h - np.log(np.exp(h).sum(axis=1, keepdims=True))
    return -log_P[np.arange(len(h)), labels].mean()


@wrong(
    answer="cross_entropy_from_logits",
    says="it is used like a one-hot matrix of shape",
)
def labels_taken_as_one_hot(h, labels):
    return -(labels * log_softmax(h)).sum(axis=1).mean()


@wrong(
    answer="cross_entropy_from_logits",
    says="Every label is taken for every row, as [:, labels] does",
)
def every_row_with_every_label(h, labels):
    return -log_softmax(h)[:, labels].mean()


@wrong(
    answer="cross_entropy_from_logits",
    says="The labels pick whole rows",
)
def rows_picked(h, labels):
    return -log_softmax(h)[labels].mean()


@wrong(
    answer="cross_entropy_from_logits",
    says="is the mean taken over the columns too?",
)
def mean_over_everything(h, labels):
    return -(np.eye(h.shape[1])[labels] * log_softmax(h)).mean()


@wrong(
    answer="cross_entropy_from_logits",
    says="is it a sum where the mean over the batch is meant?",
)
def sum_for_mean(h, labels):
    return -log_softmax(h)[np.arange(len(h)), labels].sum()


@wrong(answer="cross_entropy_from_logits", says="It has the wrong sign.")
def minus_forgotten(h, labels):
    return log_softmax(h)[np.arange(len(h)), labels].mean()


@wrong(
    answer="cross_entropy_from_logits",
    says="The mean over the batch is not taken",
)
def one_loss_a_sample(h, labels):
    return -log_softmax(h)[np.arange(len(h)), labels]


@wrong(
    answer="cross_entropy_from_logits",
    says="It is the answer for labels − 1: classes count from 0.",
)
def classes_counted_from_1(h, labels):
    return -log_softmax(h)[np.arange(len(h)), labels.astype(int) - 1].mean()


@wrong(
    answer="cross_entropy_from_logits",
    says="It is the answer for the class with the largest score",
)
def largest_score_for_the_true_one(h, labels):
    return -log_softmax(h).max(axis=1).mean()


@wrong(
    answer="cross_entropy_from_logits",
    says="The scores themselves are picked, and no log-probabilities.",
)
def scores_picked(h, labels):
    return -h[np.arange(len(h)), labels].mean()


@wrong(
    answer="cross_entropy_from_logits",
    says="The logarithm is missing: these are probabilities.",
)
def probabilities_picked(h, labels):
    return -np.exp(log_softmax(h))[np.arange(len(h)), labels].mean()


@wrong(
    answer="cross_entropy_from_logits",
    says="It is the answer for softmax(h): probabilities are taken where h is meant.",
)
def softmax_first(h, labels):
    P = softmax(h)
    return -log_softmax(P)[np.arange(len(h)), labels].mean()


@wrong(answer="cross_entropy_from_logits", says="a batch of one")
def one_sample_loses_its_row(h, labels):
    log_P = np.squeeze(log_softmax(h))
    return -log_P[np.arange(len(h)), labels].mean()


@wrong(
    answer="cross_entropy_from_logits",
    says="other batches and labels",
)
def three_classes_only(h, labels):
    Y = np.eye(3)[np.minimum(labels, 2)]
    return -(Y * log_softmax(h)[:, :3]).sum(axis=1).mean()


@wrong(
    says="The sum is taken over the whole batch: each row has one of its own"
)
def log_of_the_sum_of_the_batch(h):
    s = h - np.max(h, axis=-1, keepdims=True)
    return s - np.log(np.sum(np.exp(s)))
