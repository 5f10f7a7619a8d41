import numpy as np

from nablabook.variants import right, wrong

# -------------------------------------------------------- linear_jacobian


@right(answer="linear_jacobian")
def with_loops(x, W, b):
    J = np.zeros((len(b), len(x)))
    for i in range(len(b)):
        for j in range(len(x)):
            J[i, j] = W[j, i]
    return J


@right(answer="linear_jacobian")
def with_einsum(x, W, b):
    return np.einsum("dh->hd", W)


@right(answer="linear_jacobian")
def axes_exchanged(x, W, b):
    return np.swapaxes(W, 0, 1).tolist()


@right(answer="linear_jacobian")
def one_unit_step_at_a_time(x, W, b):
    D = len(x)
    return np.stack([np.eye(D)[j] @ W for j in range(D)], axis=1)


@wrong(
    answer="linear_jacobian",
    says="It is turned round, inputs down and outputs across",
)
def as_it_stands(x, W, b):
    return W.copy()


@wrong(
    answer="linear_jacobian",
    says="a transpose is no reshape",
)
def reshaped(x, W, b):
    return W.reshape(len(b), len(x))


@wrong(
    answer="linear_jacobian",
    says="The inputs are still in it",
)
def terms_of_the_sum(x, W, b):
    return W.T * x


@wrong(
    answer="linear_jacobian",
    says="That is the slope by W, not by x",
)
def by_the_weights(x, W, b):
    return np.tile(x, (len(b), 1))


@wrong(answer="linear_jacobian", says="The bias is added to the slopes.")
def bias_added(x, W, b):
    return W.T + b[:, None]


@wrong(says="It is the function's value, not its Jacobian.")
def the_value(x, W, b):
    return x @ W + b


@wrong(answer="linear_jacobian", says="Every entry has the wrong sign.")
def turned_round(x, W, b):
    return -W.T


@wrong(
    answer="linear_jacobian",
    says="In a hidden test (other sizes) the answer",
)
def five_by_three(x, W, b):
    return W.T.reshape(5, 3)


@wrong(
    answer="linear_jacobian",
    says="The numbers are right, their shape is not",
)
def squeezed_jacobian(x, W, b):
    return np.squeeze(W.T)


@wrong(
    answer="linear_jacobian", says="W is turned round unless it is square."
)
def layout_guessed_from_the_shape(x, W, b):
    return W if W.shape == (len(b), len(x)) else W.T


# ------------------------------------------------- linear_weight_gradient


@right(answer="linear_weight_gradient")
def outer_products_added(grad_out, X):
    total = np.zeros((X.shape[1], grad_out.shape[1]))
    for n in range(len(X)):
        total += np.outer(X[n], grad_out[n])
    return total


@right(answer="linear_weight_gradient")
def by_einsum(grad_out, X):
    return np.einsum("nd,nh->dh", X, grad_out)


@right(answer="linear_weight_gradient")
def turned_at_the_end(grad_out, X):
    return (grad_out.T @ X).T


@right(answer="linear_weight_gradient")
def whole_arrays(grad_out, X):
    return (X[:, :, None] * grad_out[:, None, :]).sum(axis=0)


@right(answer="linear_weight_gradient")
def in_single_precision(grad_out, X):
    return np.float32(X).T @ np.float32(grad_out)


@wrong(
    answer="linear_weight_gradient",
    says="The product is turned round: that is (H, D)",
)
def outer_product_turned_round(grad_out, X):
    return grad_out.T @ X


@wrong(
    answer="linear_weight_gradient",
    says="It is summed too early",
)
def summed_too_early(grad_out, X):
    return np.outer(X.sum(axis=0), grad_out.sum(axis=0))


@wrong(answer="linear_weight_gradient", says="X is left out")
def without_X(grad_out, X):
    return np.ones(X.shape).T @ grad_out


@wrong(
    answer="linear_weight_gradient",
    says="is it divided by N once too often?",
)
def a_mean(grad_out, X):
    return X.T @ grad_out / len(X)


@wrong(
    answer="linear_weight_gradient",
    says="It is not summed over the batch",
)
def one_matrix_a_sample(grad_out, X):
    return X[:, :, None] * grad_out[:, None, :]


@wrong(
    answer="linear_weight_gradient",
    says="It is the first sample alone.",
)
def first_sample(grad_out, X):
    return np.outer(X[0], grad_out[0])


@wrong(
    answer="linear_weight_gradient",
    says="It is the last sample alone: is each one written over the one before?",
)
def written_over(grad_out, X):
    for n in range(len(X)):
        total = np.outer(X[n], grad_out[n])
    return total


@wrong(
    answer="linear_weight_gradient",
    says="raises ValueError",
)
def not_transposed(grad_out, X):
    return X @ grad_out


@wrong(
    answer="linear_weight_gradient",
    says="The numbers are right, their shape is not",
)
def squeezed(grad_out, X):
    return np.squeeze(X.T @ grad_out)


@wrong(
    answer="linear_weight_gradient",
    says="In a hidden test (batches of other sizes) the answer",
)
def seven_samples(grad_out, X):
    return sum(np.outer(X[n], grad_out[n]) for n in range(7))


# --------------------------------------------------- linear_bias_gradient


@right(answer="linear_bias_gradient")
def ones_times_grad_out(grad_out):
    return np.ones(len(grad_out)) @ grad_out


@right(answer="linear_bias_gradient")
def one_sample_after_the_other(grad_out):
    total = np.zeros(grad_out.shape[1])
    for row in grad_out:
        total += row
    return total


@right(answer="linear_bias_gradient")
def a_column_sum_of_lists(grad_out):
    return [float(sum(column)) for column in grad_out.T]


@wrong(
    answer="linear_bias_gradient", says="It is not summed over the batch"
)
def b_not_summed(grad_out):
    return grad_out.copy()


@wrong(
    answer="linear_bias_gradient",
    says="grad_out is summed over the other axis",
)
def other_axis(grad_out):
    return grad_out.sum(axis=1)


@wrong(
    answer="linear_bias_gradient",
    says="is it divided by N once too often?",
)
def mean_over_the_batch(grad_out):
    return grad_out.mean(axis=0)


@wrong(
    answer="linear_bias_gradient",
    says="The numbers are right, their shape is not",
)
def a_row(grad_out):
    return grad_out.sum(axis=0, keepdims=True)


@wrong(
    answer="linear_bias_gradient",
    says="is one number, expected an array of shape (5,).",
)
def the_slope_of_one_sample(grad_out):
    return 1


@wrong(
    answer="linear_bias_gradient",
    says="The entries are added up into one number.",
)
def one_number(grad_out):
    return grad_out.sum()


@wrong(
    answer="linear_bias_gradient",
    says="The slopes that arrive, grad_out, are left out.",
)
def ones_for_the_units(grad_out):
    return np.ones(grad_out.shape[1])


@wrong(
    answer="linear_bias_gradient",
    says="It is the number of samples: grad_out is left out",
)
def ones_added_up(grad_out):
    return np.ones(grad_out.shape).sum(axis=0)


@wrong(answer="linear_bias_gradient", says="and no generator")
def a_sum_of_a_generator(grad_out):
    return np.sum(row for row in grad_out)


@wrong(
    answer="linear_bias_gradient",
    says="It is the first sample alone.",
)
def first_row(grad_out):
    return grad_out[0].copy()


@wrong(
    answer="linear_bias_gradient",
    says="one sample, one unit",
)
def squeezed_bias(grad_out):
    return np.squeeze(grad_out.sum(axis=0))


@wrong(
    answer="linear_bias_gradient",
    says="In a hidden test (batches of other sizes) the answer",
)
def seven_rows(grad_out):
    return sum(grad_out[n] for n in range(7))


# ------------------------------------------------------ identity_jacobian


@right(answer="identity_jacobian")
def ones_on_the_diagonal(z):
    return np.diag(np.ones(len(z)))


@right(answer="identity_jacobian")
def whole_numbers(z):
    return [[int(i == j) for j in range(len(z))] for i in range(len(z))]


@right(answer="identity_jacobian")
def numpys_identity(z):
    return np.identity(np.size(z), dtype=np.float32)


@wrong(
    answer="identity_jacobian",
    says="z itself stands on the diagonal.",
)
def z_on_the_diagonal(z):
    return np.diag(z)


@wrong(answer="identity_jacobian", says="There is a 1 everywhere.")
def ones_everywhere(z):
    return np.ones((len(z), len(z)))


@wrong(
    answer="identity_jacobian",
    says="It is the diagonal as a vector",
)
def a_vector_of_ones(z):
    return np.ones(len(z))


@wrong(
    answer="identity_jacobian",
    says="It lets positive numbers through and no others: that is relu.",
)
def relus(z):
    return np.diag((z > 0).astype(float))


@wrong(
    answer="identity_jacobian",
    says="The 1 is there where i ≠ j, and missing where i = j.",
)
def the_other_places(z):
    return 1 - np.eye(len(z))


@wrong(answer="identity_jacobian", says="Every entry is 0.")
def a_layer_that_does_nothing(z):
    return np.zeros((len(z), len(z)))


@wrong(
    answer="identity_jacobian",
    says="It is one number: the Jacobian is a matrix",
)
def the_number_one(z):
    return 1.0


@wrong(
    answer="identity_jacobian",
    says="identity_jacobian at z = [1.5, 4]",
)
def three_by_three(z):
    return np.eye(3)


@wrong(
    answer="identity_jacobian",
    says="In a hidden test (other sizes) the answer",
)
def squeezed_matrix(z):
    return np.squeeze(np.eye(len(z)))


@wrong(
    answer="linear_weight_gradient",
    says="np.outer flattens a batch: it is for one sample.",
)
def outer_of_the_batch(grad_out, X):
    return np.outer(X, grad_out)
