import numpy as np

from nablabook.variants import right, wrong


@right
def written_out(h, y):
    e = np.exp(h - np.max(h))
    return e / e.sum() - y


@right
def own_P_in_place(h, y):
    P = scipy.special.softmax(np.array(h, dtype=float))
    P -= y
    return P


@right
def class_by_class(h, y):
    P = scipy.special.softmax(h)
    return [P[i] - y[i] for i in range(len(h))]


@right
def in_single_precision(h, y):
    return np.float32(scipy.special.softmax(h) - y)


@right
def through_the_jacobian(h, y):
    P = scipy.special.softmax(h)
    return np.array(
        [
            sum(y[j] * (P[i] - (i == j)) for j in range(len(h)))
            for i in range(len(h))
        ]
    )


@wrong(says="Every entry has the wrong sign.")
def turned_round(h, y):
    return y - scipy.special.softmax(h)


@wrong(says="It is the softmax alone: the target is not taken off.")
def P_only(h, y):
    return scipy.special.softmax(h)


@wrong(says="No softmax was taken: it is h itself, minus the target.")
def without_softmax(h, y):
    return h - y


@wrong(says="The log of P stands where P itself is meant.")
def log_of_P(h, y):
    return scipy.special.log_softmax(h) - y


@wrong(says="It is the derivative by P. Asked is the one by h")
def by_P(h, y):
    return -y / scipy.special.softmax(h)


@wrong(says="It is divided by K: the loss adds up over the classes")
def mean_over_the_classes(h, y):
    return (scipy.special.softmax(h) - y) / len(h)


@wrong(says="changes its input y in place")
def y_in_place(h, y):
    y -= scipy.special.softmax(h)
    return -y


@wrong(says="changes its input h in place")
def h_in_place(h, y):
    h -= np.max(h)
    return np.exp(h) / np.exp(h).sum() - y


@wrong(says="probabilities are taken where h is meant")
def softmax_twice(h, y):
    return scipy.special.softmax(scipy.special.softmax(h)) - y


@wrong(says="It is the function's value, not its gradient.")
def the_loss(h, y):
    return -np.sum(y * scipy.special.log_softmax(h))


@wrong(says="The 1 is taken off at one class alone.")
def one_off_at_the_true_class(h, y):
    P = scipy.special.softmax(h)
    P[np.argmax(y)] -= 1
    return P


@wrong(says="exp overflows")
def overflows(h, y):
    return np.exp(h) / np.exp(h).sum() - y


@wrong(says="an array of integers can't hold decimals")
def whole_numbers_only(h, y):
    gradient = np.zeros_like(y)
    gradient[:] = scipy.special.softmax(h) - y
    return gradient


@right(answer="softmax_cross_entropy_gradient_batch")
def row_by_row(h, Y):
    rows = [softmax_cross_entropy_gradient(a, b) for a, b in zip(h, Y)]
    return np.array(rows) / len(rows)


@right(answer="softmax_cross_entropy_gradient_batch")
def P_in_place(h, Y):
    N, K = h.shape
    P = scipy.special.softmax(h, axis=1)
    P -= Y
    P /= N
    return P


@right(answer="softmax_cross_entropy_gradient_batch")
def divided_early(h, Y):
    e = np.exp(h - h.max(axis=1, keepdims=True))
    return e / (e.sum(axis=1, keepdims=True) * len(h)) - Y / len(h)


@right(answer="softmax_cross_entropy_gradient_batch")
def with_einsum(h, Y):
    P = scipy.special.softmax(h, axis=-1)
    return np.einsum("nk,n->nk", P - Y, np.full(len(h), 1 / len(h)))


@wrong(
    answer="softmax_cross_entropy_gradient_batch",
    says="is it a sum where the mean over the batch is meant?",
)
def not_divided(h, Y):
    return scipy.special.softmax(h, axis=-1) - Y


@wrong(
    answer="softmax_cross_entropy_gradient_batch",
    says="is it divided by N once too often?",
)
def divided_twice(h, Y):
    return (scipy.special.softmax(h, axis=-1) - Y) / len(h) ** 2


@wrong(
    answer="softmax_cross_entropy_gradient_batch",
    says="is the mean taken over the columns too?",
)
def mean_over_all_entries(h, Y):
    return (scipy.special.softmax(h, axis=-1) - Y) / h.size


@wrong(
    answer="softmax_cross_entropy_gradient_batch",
    says="divided by the number of columns",
)
def divided_by_the_classes(h, Y):
    return (scipy.special.softmax(h, axis=-1) - Y) / h.shape[1]


@wrong(
    answer="softmax_cross_entropy_gradient_batch",
    says="Every entry has the wrong sign.",
)
def batch_turned_round(h, Y):
    return (Y - scipy.special.softmax(h, axis=-1)) / len(h)


@wrong(
    answer="softmax_cross_entropy_gradient_batch",
    says="The softmax is taken over all entries of h",
)
def one_softmax_for_all(h, Y):
    return (scipy.special.softmax(h) - Y) / len(h)


@wrong(
    answer="softmax_cross_entropy_gradient_batch",
    says="The softmax is taken down the columns of h",
)
def softmax_down_the_columns(h, Y):
    return (scipy.special.softmax(h, axis=0) - Y) / len(h)


@wrong(
    answer="softmax_cross_entropy_gradient_batch",
    says="The rows are added up.",
)
def mean_of_the_rows(h, Y):
    return (scipy.special.softmax(h, axis=-1) - Y).mean(axis=0)


@wrong(
    answer="softmax_cross_entropy_gradient_batch",
    says="changes its input Y in place",
)
def Y_in_place(h, Y):
    Y -= scipy.special.softmax(h, axis=-1)
    return -Y / len(h)


@wrong(
    answer="softmax_cross_entropy_gradient_batch",
    says="Y alone is divided by N: / comes before −",
)
def parentheses_forgotten(h, Y):
    return scipy.special.softmax(h, axis=-1) - Y / len(h)


@wrong(
    answer="softmax_cross_entropy_gradient_batch",
    says="The 1 is taken off at one class alone.",
)
def labels_read_off(h, Y):
    P = scipy.special.softmax(h, axis=-1)
    P[np.arange(len(h)), np.argmax(Y, axis=1)] -= 1
    return P / len(h)


@wrong(
    answer="softmax_cross_entropy_gradient_batch",
    says="The numbers are right, their shape is not",
)
def squeezed(h, Y):
    return np.squeeze((scipy.special.softmax(h, axis=-1) - Y) / len(h))


@wrong(
    answer="softmax_cross_entropy_gradient_batch",
    says="batches of other sizes) the answer is not right yet",
)
def always_five(h, Y):
    return (scipy.special.softmax(h, axis=-1) - Y) / 5


@wrong(
    answer="softmax_cross_entropy_gradient_batch",
    says="exp overflows",
)
def batch_overflows(h, Y):
    e = np.exp(h)
    return (e / e.sum(axis=1, keepdims=True) - Y) / len(h)
