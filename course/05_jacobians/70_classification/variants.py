import numpy as np

from nablabook.variants import right, wrong


@right(answer="changes")
def changes_as_tuples():
    layer = ("changes", "stays")
    loss = ("stays", "changes")
    changes = {"f": layer, "g": layer, "loss": loss}
    changes |= {"dz2/dz1": layer, "dyhat/dz3": layer, "dl/dyhat": loss}
    changes["chain of W1"] = ("stays", "stays")


@right(answer="changes")
def changes_in_another_order():
    changes = {
        "dl/dyhat": ["stays", "changes"],
        "dyhat/dz3": ["changes", "stays"],
        "dz2/dz1": ["changes", "stays"],
        "chain of W1": ["stays", "stays"],
        "loss": ["stays", "changes"],
        "g": ["changes", "stays"],
        "f": ["changes", "stays"],
    }


@wrong(answer="changes", says="The chain names its factors")
def changes_in_the_chain():
    changes = {
        "f": ["changes", "stays"],
        "g": ["changes", "stays"],
        "loss": ["stays", "changes"],
        "chain of W1": ["changes", "changes"],
        "dz2/dz1": ["changes", "stays"],
        "dyhat/dz3": ["changes", "stays"],
        "dl/dyhat": ["stays", "changes"],
    }


@wrong(answer="changes", says="Move 2 is a new loss.")
def changes_as_on_the_sheet():
    changes = {
        "f": ["changes", "stays"],
        "g": ["changes", "stays"],
        "loss": ["stays", "stays"],
        "chain of W1": ["stays", "stays"],
        "dz2/dz1": ["changes", "stays"],
        "dyhat/dz3": ["changes", "stays"],
        "dl/dyhat": ["stays", "changes"],
    }


@wrong(
    answer="changes",
    says="A layer's Jacobian changes with the layer, and with nothing else",
)
def changes_everywhere():
    changes = {
        "f": ["changes", "stays"],
        "g": ["changes", "stays"],
        "loss": ["stays", "changes"],
        "chain of W1": ["stays", "stays"],
        "dz2/dz1": ["changes", "changes"],
        "dyhat/dz3": ["changes", "changes"],
        "dl/dyhat": ["changes", "changes"],
    }


@wrong(answer="changes", says="g is another function now.")
def changes_in_the_hidden_layer_alone():
    changes = {
        "f": ["changes", "stays"],
        "g": ["stays", "stays"],
        "loss": ["stays", "changes"],
        "chain of W1": ["stays", "stays"],
        "dz2/dz1": ["changes", "stays"],
        "dyhat/dz3": ["stays", "stays"],
        "dl/dyhat": ["stays", "changes"],
    }


@wrong(
    answer="changes",
    says="move 1 of f = True is none of what may stand there",
)
def changes_as_true_and_false():
    changes = {
        "f": [True, False],
        "g": [True, False],
        "loss": [False, True],
        "chain of W1": [False, False],
        "dz2/dz1": [True, False],
        "dyhat/dz3": [True, False],
        "dl/dyhat": [False, True],
    }


@right(answer="bce_gradient")
def over_one_denominator(Y_hat, Y):
    return (Y_hat - Y) / (Y_hat * (1 - Y_hat)) / np.size(Y)


@right(answer="bce_gradient")
def with_loops(Y_hat, Y):
    N, K = Y.shape
    gradient = np.zeros((N, K))
    for n in range(N):
        for k in range(K):
            gradient[n, k] -= Y[n, k] / Y_hat[n, k]
            gradient[n, k] += (1 - Y[n, k]) / (1 - Y_hat[n, k])
    return gradient / (N * K)


@right(answer="bce_gradient")
def two_terms(Y_hat, Y):
    yes = np.divide(Y, Y_hat)
    no = np.divide(1 - Y, 1 - Y_hat)
    return np.subtract(no, yes) / Y.shape[0] / Y.shape[1]


@wrong(
    answer="bce_gradient", says="The second logarithm has a minus inside."
)
def sign_of_the_second_term(Y_hat, Y):
    return -(Y / Y_hat + (1 - Y) / (1 - Y_hat)) / Y_hat.size


@wrong(
    answer="bce_gradient",
    says="All slopes are averaged, or added up, into one number.",
)
def mean_of_all_slopes(Y_hat, Y):
    return -np.mean(Y / Y_hat - (1 - Y) / (1 - Y_hat))


@wrong(answer="bce_gradient", says="It is divided by N alone.")
def mean_over_the_samples(Y_hat, Y):
    return -(Y / Y_hat - (1 - Y) / (1 - Y_hat)) / len(Y_hat)


@wrong(answer="bce_gradient", says="It is divided by K alone.")
def mean_over_the_questions(Y_hat, Y):
    return -(Y / Y_hat - (1 - Y) / (1 - Y_hat)) / Y_hat.shape[1]


@wrong(answer="bce_gradient", says="It is the gradient of the sum")
def summed(Y_hat, Y):
    return -(Y / Y_hat - (1 - Y) / (1 - Y_hat))


@wrong(
    answer="bce_gradient",
    says="It is a matrix for each sample, with zeros off the diagonal.",
)
def with_a_delta(Y_hat, Y):
    row = -(Y / Y_hat - (1 - Y) / (1 - Y_hat)) / Y_hat.size
    return row[:, :, None] * np.eye(Y_hat.shape[1])


@wrong(
    answer="bce_gradient",
    says="That is the slope by z3, before the sigmoid.",
)
def by_the_logits(Y_hat, Y):
    return (Y_hat - Y) / Y_hat.size


@wrong(answer="bce_gradient", says="Only the first term is there")
def first_term_alone(Y_hat, Y):
    return -Y / Y_hat / Y_hat.size


@wrong(
    answer="bce_gradient", says="It is the gradient of the squared error."
)
def of_the_square(Y_hat, Y):
    return 2 * (Y_hat - Y) / Y_hat.size


@wrong(answer="bce_gradient", says="Every entry has the wrong sign.")
def sign_turned(Y_hat, Y):
    return (Y / Y_hat - (1 - Y) / (1 - Y_hat)) / Y_hat.size


@wrong(answer="bce_gradient", says="Only whole answers are handled")
def yes_or_no_alone(Y_hat, Y):
    return np.where(Y == 1, -1 / Y_hat, 1 / (1 - Y_hat)) / Y_hat.size


@wrong(
    answer="bce_gradient",
    says="batches of other sizes) the answer is not right yet",
)
def fifteen_as_in_the_check(Y_hat, Y):
    return -(Y / Y_hat - (1 - Y) / (1 - Y_hat)) / 15


@wrong(
    answer="bce_gradient",
    says="predictions very near 0 and 1) the answer is not right yet",
)
def clipped(Y_hat, Y):
    P = np.clip(Y_hat, 1e-3, 1 - 1e-3)
    return -(Y / P - (1 - Y) / (1 - P)) / P.size


@wrong(answer="bce_gradient", says="changes its input Y_hat in place")
def in_place(Y_hat, Y):
    slope = Y_hat * (1 - Y_hat)
    Y_hat -= Y
    return Y_hat / slope / Y.size


@right(answer="classification_gradients")
def by_hand(x, y, W1, b1, W2, b2, loss):
    def sigmoid(z):
        e = np.exp(-np.abs(z))
        return np.where(z >= 0, 1 / (1 + e), e / (1 + e))

    z2 = sigmoid(x @ W1 + b1)
    y_hat = sigmoid(z2 @ W2 + b2)
    d3 = y_hat - y
    d3 = d3 / d3.size if loss == "bce" else 2 * d3 * y_hat * (1 - y_hat)
    d1 = W2 @ d3 * (z2 - z2**2)
    return {
        "b1": d1,
        "b2": d3,
        "W1": np.asarray(x)[:, None] * d1,
        "W2": z2[:, None] * d3,
    }


@right(answer="classification_gradients")
def with_jacobians(x, y, W1, b1, W2, b2, loss):
    def diagonal(s):
        return np.diag(s * (1 - s))

    z2 = scipy.special.expit(x @ W1 + b1)
    y_hat = scipy.special.expit(z2 @ W2 + b2)
    if loss == "squared":
        row = 2 * (y_hat - y) @ diagonal(y_hat)
    else:
        row = (y_hat - y) / len(b2)
    longer = row @ W2.T @ diagonal(z2)
    return {
        "W1": np.outer(x, longer),
        "b1": longer,
        "W2": np.outer(z2, row),
        "b2": row,
    }


@right(answer="classification_gradients")
def with_two_tails(x, y, W1, b1, W2, b2, loss):
    z1 = np.einsum("d,dh->h", x, W1) + b1
    z2 = scipy.special.expit(z1)
    z3 = np.einsum("h,hk->k", z2, W2) + b2
    d3 = scipy.special.expit(z3) - y
    if loss == "bce":
        d3 /= len(d3)
    else:
        d3 *= 2 * scipy.special.expit(z3) * scipy.special.expit(-z3)
    d1 = (d3 @ W2.T) * z2 * scipy.special.expit(-z1)
    return {
        "W1": np.einsum("d,h->dh", x, d1).tolist(),
        "b1": d1.tolist(),
        "W2": np.einsum("h,k->hk", z2, d3).tolist(),
        "b2": d3.tolist(),
    }


@wrong(
    answer="classification_gradients",
    says="With BCE the sigmoid's slope is in it once more: it has cancelled",
)
def slope_left_in(x, y, W1, b1, W2, b2, loss):
    z2 = scipy.special.expit(x @ W1 + b1)
    y_hat = scipy.special.expit(z2 @ W2 + b2)
    d3 = (y_hat - y) * y_hat * (1 - y_hat)
    d3 = d3 / len(y) if loss == "bce" else 2 * d3
    d1 = (d3 @ W2.T) * z2 * (1 - z2)
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, d3),
        "b2": d3,
    }


@wrong(
    answer="classification_gradients",
    says="at the output is missing",
)
def slope_missing(x, y, W1, b1, W2, b2, loss):
    z2 = scipy.special.expit(x @ W1 + b1)
    d3 = scipy.special.expit(z2 @ W2 + b2) - y
    d3 = d3 / len(y) if loss == "bce" else 2 * d3
    d1 = (d3 @ W2.T) * z2 * (1 - z2)
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, d3),
        "b2": d3,
    }


@wrong(
    answer="classification_gradients",
    says="With BCE the 1/K of the mean is missing.",
)
def mean_missing(x, y, W1, b1, W2, b2, loss):
    z2 = scipy.special.expit(x @ W1 + b1)
    y_hat = scipy.special.expit(z2 @ W2 + b2)
    d3 = y_hat - y
    if loss != "bce":
        d3 = 2 * d3 * y_hat * (1 - y_hat)
    d1 = (d3 @ W2.T) * z2 * (1 - z2)
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, d3),
        "b2": d3,
    }


@wrong(
    answer="classification_gradients",
    says="With the squared error the 2 is missing.",
)
def two_missing(x, y, W1, b1, W2, b2, loss):
    z2 = scipy.special.expit(x @ W1 + b1)
    y_hat = scipy.special.expit(z2 @ W2 + b2)
    d3 = (y_hat - y) / len(y)
    if loss != "bce":
        d3 = (y_hat - y) * y_hat * (1 - y_hat)
    d1 = (d3 @ W2.T) * z2 * (1 - z2)
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, d3),
        "b2": d3,
    }


@wrong(
    answer="classification_gradients",
    says="a quotient by 0 meets a slope of 0, and that is NaN",
)
def by_way_of_the_quotient(x, y, W1, b1, W2, b2, loss):
    z2 = scipy.special.expit(x @ W1 + b1)
    y_hat = scipy.special.expit(z2 @ W2 + b2)
    if loss == "bce":
        by_y_hat = -(y / y_hat - (1 - y) / (1 - y_hat)) / len(y)
    else:
        by_y_hat = 2 * (y_hat - y)
    d3 = by_y_hat * y_hat * (1 - y_hat)
    d1 = (d3 @ W2.T) * z2 * (1 - z2)
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, d3),
        "b2": d3,
    }


@wrong(
    answer="classification_gradients",
    says="a quotient by 0 meets a slope of 0, and that is NaN",
)
def by_way_of_bce_gradient(x, y, W1, b1, W2, b2, loss):
    z2 = scipy.special.expit(x @ W1 + b1)
    y_hat = scipy.special.expit(z2 @ W2 + b2)
    if loss == "bce":
        by_y_hat = bce_gradient(y_hat, y)
    else:
        by_y_hat = squared_error_gradient(y_hat, y)
    d3 = by_y_hat * y_hat * (1 - y_hat)
    d1 = (d3 @ W2.T) * z2 * (1 - z2)
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, d3),
        "b2": d3,
    }


@wrong(
    answer="classification_gradients",
    says="With BCE the sigmoid's slope is in it once more",
)
def slope_once_more_with_bce(x, y, W1, b1, W2, b2, loss):
    z2 = scipy.special.expit(x @ W1 + b1)
    y_hat = scipy.special.expit(z2 @ W2 + b2)
    d3 = (y_hat - y) / len(y) * y_hat * (1 - y_hat)
    if loss != "bce":
        d3 = 2 * (y_hat - y) * y_hat * (1 - y_hat)
    d1 = (d3 @ W2.T) * z2 * (1 - z2)
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, d3),
        "b2": d3,
    }


@wrong(
    answer="classification_gradients",
    says="With BCE the slope of the sigmoid at the output is missing",
)
def bce_gradient_alone(x, y, W1, b1, W2, b2, loss):
    z2 = scipy.special.expit(x @ W1 + b1)
    y_hat = scipy.special.expit(z2 @ W2 + b2)
    if loss == "bce":
        d3 = bce_gradient(y_hat, y)
    else:
        d3 = squared_error_gradient(y_hat, y) * y_hat * (1 - y_hat)
    d1 = (d3 @ W2.T) * z2 * (1 - z2)
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, d3),
        "b2": d3,
    }


@wrong(
    answer="classification_gradients",
    says="The NaN is gone, but the slope is 0",
)
def nan_made_zero(x, y, W1, b1, W2, b2, loss):
    z2 = scipy.special.expit(x @ W1 + b1)
    y_hat = scipy.special.expit(z2 @ W2 + b2)
    d3 = np.nan_to_num(bce_gradient(y_hat, y) * y_hat * (1 - y_hat))
    if loss != "bce":
        d3 = 2 * (y_hat - y) * y_hat * (1 - y_hat)
    d1 = (d3 @ W2.T) * z2 * (1 - z2)
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, d3),
        "b2": d3,
    }


@wrong(
    answer="classification_gradients",
    says="The NaN is gone, but the slope is 0",
)
def quotient_of_clipped(x, y, W1, b1, W2, b2, loss):
    z2 = scipy.special.expit(x @ W1 + b1)
    y_hat = scipy.special.expit(z2 @ W2 + b2)
    inside = np.clip(y_hat, 1e-12, 1 - 1e-12)
    d3 = bce_gradient(inside, y) * y_hat * (1 - y_hat)
    if loss != "bce":
        d3 = 2 * (y_hat - y) * y_hat * (1 - y_hat)
    d1 = (d3 @ W2.T) * z2 * (1 - z2)
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, d3),
        "b2": d3,
    }


@wrong(
    answer="classification_gradients",
    says="there is a 1/K too many: that loss is a sum.",
)
def a_mean_with_both_losses(x, y, W1, b1, W2, b2, loss):
    z2 = scipy.special.expit(x @ W1 + b1)
    y_hat = scipy.special.expit(z2 @ W2 + b2)
    d3 = (y_hat - y) / len(y)
    if loss != "bce":
        d3 *= 2 * y_hat * (1 - y_hat)
    d1 = (d3 @ W2.T) * z2 * (1 - z2)
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, d3),
        "b2": d3,
    }


@wrong(
    answer="classification_gradients",
    says="In a hidden test (whole numbers as input) the answer",
)
def an_array_like_b1(x, y, W1, b1, W2, b2, loss):
    z2 = scipy.special.expit(x @ W1 + b1)
    y_hat = scipy.special.expit(z2 @ W2 + b2)
    d3 = (y_hat - y) / len(y)
    if loss != "bce":
        d3 = 2 * (y_hat - y) * y_hat * (1 - y_hat)
    d1 = np.zeros_like(b1)
    d1[:] = (d3 @ W2.T) * z2 * (1 - z2)
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, d3),
        "b2": d3,
    }


@wrong(
    answer="classification_gradients",
    says="With BCE it is divided by 2, and K need not be 2.",
)
def for_two_questions(x, y, W1, b1, W2, b2, loss):
    z2 = scipy.special.expit(x @ W1 + b1)
    y_hat = scipy.special.expit(z2 @ W2 + b2)
    d3 = (y_hat - y) / 2
    if loss != "bce":
        d3 = 2 * (y_hat - y) * y_hat * (1 - y_hat)
    d1 = (d3 @ W2.T) * z2 * (1 - z2)
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, d3),
        "b2": d3,
    }


@wrong(
    answer="classification_gradients",
    says="has lost its sigmoid: z stands there by itself.",
)
def slope_with_z1(x, y, W1, b1, W2, b2, loss):
    z1 = x @ W1 + b1
    z2 = scipy.special.expit(z1)
    y_hat = scipy.special.expit(z2 @ W2 + b2)
    d3 = (y_hat - y) / len(y)
    if loss != "bce":
        d3 = 2 * (y_hat - y) * y_hat * (1 - y_hat)
    d1 = (d3 @ W2.T) * z2 * (1 - z1)
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, d3),
        "b2": d3,
    }


@wrong(
    answer="classification_gradients",
    says="is taken at its output, as if that went in.",
)
def slope_at_z2(x, y, W1, b1, W2, b2, loss):
    z2 = scipy.special.expit(x @ W1 + b1)
    y_hat = scipy.special.expit(z2 @ W2 + b2)
    d3 = (y_hat - y) / len(y)
    if loss != "bce":
        d3 = 2 * (y_hat - y) * y_hat * (1 - y_hat)
    s = scipy.special.expit(z2)
    d1 = (d3 @ W2.T) * s * (1 - s)
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, d3),
        "b2": d3,
    }


@wrong(
    answer="classification_gradients",
    says="ReLU's slope, stands where that of the hidden sigmoid is meant.",
)
def mask_of_relu(x, y, W1, b1, W2, b2, loss):
    z1 = x @ W1 + b1
    z2 = scipy.special.expit(z1)
    y_hat = scipy.special.expit(z2 @ W2 + b2)
    d3 = (y_hat - y) / len(y)
    if loss != "bce":
        d3 = 2 * (y_hat - y) * y_hat * (1 - y_hat)
    d1 = (d3 @ W2.T) * (z1 > 0)
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, d3),
        "b2": d3,
    }


@wrong(
    answer="classification_gradients",
    says="It comes out the same whatever loss says",
)
def loss_not_looked_at(x, y, W1, b1, W2, b2, loss):
    z2 = scipy.special.expit(x @ W1 + b1)
    y_hat = scipy.special.expit(z2 @ W2 + b2)
    d3 = 2 * (y_hat - y) * y_hat * (1 - y_hat)
    d1 = (d3 @ W2.T) * z2 * (1 - z2)
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, d3),
        "b2": d3,
    }


@wrong(
    answer="classification_gradients",
    says="It is the transpose of the expected array.",
)
def as_in_nn_linear(x, y, W1, b1, W2, b2, loss):
    z2 = scipy.special.expit(x @ W1 + b1)
    y_hat = scipy.special.expit(z2 @ W2 + b2)
    d3 = (y_hat - y) / len(y)
    if loss != "bce":
        d3 = 2 * (y_hat - y) * y_hat * (1 - y_hat)
    d1 = (d3 @ W2.T) * z2 * (1 - z2)
    return {
        "W1": np.outer(d1, x),
        "b1": d1,
        "W2": np.outer(d3, z2),
        "b2": d3,
    }


@wrong(
    answer="bce_gradient", says="The second logarithm has a minus inside."
)
def sign_of_the_second_term_over_both_sizes(Y_hat, Y):
    N, K = Y.shape
    return (-Y / Y_hat - (1 - Y) / (1 - Y_hat)) / (N * K)


@wrong(
    answer="classification_gradients",
    says="The slope of the hidden sigmoid is made of what goes in, z",
)
def slope_of_z1(x, y, W1, b1, W2, b2, loss):
    z1 = x @ W1 + b1
    z2 = scipy.special.expit(z1)
    y_hat = scipy.special.expit(z2 @ W2 + b2)
    d3 = (y_hat - y) / len(y)
    if loss != "bce":
        d3 = 2 * (y_hat - y) * y_hat * (1 - y_hat)
    d1 = (d3 @ W2.T) * z1 * (1 - z1)
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, d3),
        "b2": d3,
    }


@wrong(
    answer="classification_gradients",
    says="The slope of the hidden sigmoid is missing.",
)
def hidden_slope_missing(x, y, W1, b1, W2, b2, loss):
    z2 = scipy.special.expit(x @ W1 + b1)
    y_hat = scipy.special.expit(z2 @ W2 + b2)
    d3 = (y_hat - y) / len(y)
    if loss != "bce":
        d3 = 2 * (y_hat - y) * y_hat * (1 - y_hat)
    d1 = d3 @ W2.T
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, d3),
        "b2": d3,
    }


@wrong(
    answer="classification_gradients",
    says="With BCE the sign is turned round.",
)
def bce_turned_round(x, y, W1, b1, W2, b2, loss):
    z2 = scipy.special.expit(x @ W1 + b1)
    y_hat = scipy.special.expit(z2 @ W2 + b2)
    if loss == "bce":
        d3 = (y - y_hat) / len(y)
    else:
        d3 = 2 * (y_hat - y) * y_hat * (1 - y_hat)
    d1 = (d3 @ W2.T) * z2 * (1 - z2)
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, d3),
        "b2": d3,
    }
