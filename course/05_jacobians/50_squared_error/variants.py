import numpy as np

from nablabook.variants import right, wrong

# ------------------------------------------------- squared_error_gradient


@right(answer="squared_error_gradient")
def twice_each(y_hat, y):
    return 2 * y_hat - 2 * y


@right(answer="squared_error_gradient")
def output_by_output(y_hat, y):
    return [2.0 * (y_hat[k] - y[k]) for k in range(len(y))]


@right(answer="squared_error_gradient")
def added_to_itself(y_hat, y):
    off = np.subtract(y_hat, y)
    off = off + off
    return off


@right(answer="squared_error_gradient")
def in_single_precision(y_hat, y):
    return np.float32(2) * (np.float32(y_hat) - np.float32(y))


@wrong(
    answer="squared_error_gradient",
    says="Every entry is half of what it should be. Is a factor 2 missing?",
)
def two_missing(y_hat, y):
    return y_hat - y


@wrong(
    answer="squared_error_gradient", says="Every entry has the wrong sign."
)
def turned_round(y_hat, y):
    return 2 * (y - y_hat)


@wrong(
    answer="squared_error_gradient",
    says="It is the function's value, not its gradient.",
)
def the_loss(y_hat, y):
    return np.sum((y_hat - y) ** 2)


@wrong(answer="squared_error_gradient", says="It is divided by K")
def a_mean_over_the_outputs(y_hat, y):
    return 2 * (y_hat - y) / len(y)


@wrong(
    answer="squared_error_gradient",
    says="It is the gradient of the distance, without the square",
)
def of_the_distance(y_hat, y):
    return (y_hat - y) / np.linalg.norm(y_hat - y)


@wrong(
    answer="squared_error_gradient",
    says="The squares are still there",
)
def squares_left(y_hat, y):
    return (y_hat - y) ** 2


@wrong(
    answer="squared_error_gradient",
    says="The entries are added up into one number.",
)
def added_up(y_hat, y):
    return np.sum(2 * (y_hat - y))


@wrong(
    answer="squared_error_gradient", says="The prediction alone is there"
)
def target_left_out(y_hat, y):
    return 2 * y_hat


@wrong(
    answer="squared_error_gradient",
    says="It is the gradient of the absolute error",
)
def of_the_absolute_error(y_hat, y):
    return np.sign(y_hat - y)


@wrong(
    answer="squared_error_gradient", says="changes its input y_hat in place"
)
def in_place(y_hat, y):
    y_hat -= y
    return 2 * y_hat


@wrong(
    answer="squared_error_gradient",
    says="The numbers are right, their shape is not",
)
def a_row(y_hat, y):
    return 2 * (y_hat - y)[None, :]


@wrong(
    answer="squared_error_gradient",
    says="In a hidden test (other numbers and sizes) the answer",
)
def five_outputs(y_hat, y):
    return np.array([2 * (y_hat[k] - y[k]) for k in range(5)])


# -------------------------------------------- mean_squared_error_gradient


@right(answer="mean_squared_error_gradient")
def divided_by_both(Y_hat, Y):
    N, K = Y_hat.shape
    return 2 / (N * K) * (Y_hat - Y)


@right(answer="mean_squared_error_gradient")
def row_by_row(Y_hat, Y):
    rows = [squared_error_gradient(a, b) for a, b in zip(Y_hat, Y)]
    return np.array(rows) / np.size(Y)


@right(answer="mean_squared_error_gradient")
def entry_by_entry(Y_hat, Y):
    N, K = np.shape(Y)
    grad = np.empty((N, K))
    for n in range(N):
        for k in range(K):
            grad[n, k] = 2 * (Y_hat[n, k] - Y[n, k]) / N / K
    return grad.tolist()


@wrong(
    answer="mean_squared_error_gradient",
    says="It is divided by N alone, and the 2 of the square is missing, too.",
)
def two_forgotten_and_divided_by_N(Y_hat, Y):
    return (Y_hat - Y) / len(Y)


@wrong(
    answer="mean_squared_error_gradient",
    says="It is divided by N, the samples.",
)
def divided_by_N(Y_hat, Y):
    return 2 * (Y_hat - Y) / len(Y)


@wrong(
    answer="mean_squared_error_gradient",
    says="It is divided by K, the columns.",
)
def divided_by_K(Y_hat, Y):
    return 2 * (Y_hat - Y) / Y.shape[1]


@wrong(
    answer="mean_squared_error_gradient",
    says="The mean is missing",
)
def not_divided(Y_hat, Y):
    return 2 * (Y_hat - Y)


@wrong(
    answer="mean_squared_error_gradient",
    says="Every entry is half of what it should be. Is a factor 2 missing?",
)
def two_is_missing(Y_hat, Y):
    return (Y_hat - Y) / Y.size


@wrong(
    answer="mean_squared_error_gradient",
    says="Every entry has the wrong sign.",
)
def other_way_round(Y_hat, Y):
    return 2 * (Y - Y_hat) / Y.size


@wrong(
    answer="mean_squared_error_gradient",
    says="It is the function's value, not its gradient.",
)
def the_mean_loss(Y_hat, Y):
    return np.mean((Y_hat - Y) ** 2)


@wrong(
    answer="mean_squared_error_gradient",
    says="The rows are added up.",
)
def summed_over_the_batch(Y_hat, Y):
    return (2 * (Y_hat - Y) / Y.size).sum(axis=0)


@wrong(
    answer="mean_squared_error_gradient",
    says="is it divided by N twice too often?",
)
def divided_too_often(Y_hat, Y):
    return 2 * (Y_hat - Y) / Y.size / len(Y) ** 2


@wrong(
    answer="mean_squared_error_gradient",
    says="mean_squared_error_gradient at Y_hat",
)
def fourteen_entries(Y_hat, Y):
    return (Y_hat - Y) / 7


@wrong(
    answer="mean_squared_error_gradient",
    says="In a hidden test (whole numbers as input) the answer",
)
def an_array_like_the_input(Y_hat, Y):
    grad = np.zeros_like(Y_hat)
    grad[:] = 2 * (Y_hat - Y) / Y.size
    return grad


@wrong(
    answer="mean_squared_error_gradient",
    says="changes its input Y_hat in place",
)
def written_into_Y_hat(Y_hat, Y):
    Y_hat -= Y
    return 2 * Y_hat / Y.size


@wrong(
    answer="squared_error_gradient",
    says="The entries are averaged: one number is left of all of them.",
)
def averaged(y_hat, y):
    return np.mean(2 * (y_hat - y))


@wrong(
    answer="mean_squared_error_gradient",
    says="All slopes are averaged, or added up, into one number.",
)
def a_mean_of_the_slopes(Y_hat, Y):
    return np.mean(2 * (Y_hat - Y))


@wrong(
    answer="mean_squared_error_gradient",
    says="The rows are averaged away.",
)
def a_mean_over_the_samples(Y_hat, Y):
    return np.mean(2 * (Y_hat - Y), axis=0)
