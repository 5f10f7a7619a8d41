import numpy as np

from nablabook.variants import right, wrong

# --------------------------------------------------------------- relu_vjp


@right(answer="relu_vjp")
def with_where(grad_out, z):
    return np.where(z > 0, grad_out, 0)


@right(answer="relu_vjp")
def a_copy_with_zeros(grad_out, z):
    grad_in = np.array(grad_out, dtype=float)
    grad_in[z <= 0] = 0
    return grad_in


@right(answer="relu_vjp")
def with_numbers(grad_out, z):
    return np.multiply(grad_out, np.heaviside(z, 0.0)).tolist()


@right(answer="relu_vjp")
def the_long_way(grad_out, z):
    flat = np.diag((z.ravel() > 0).astype(np.float32))
    return (flat.T @ np.ravel(grad_out)).reshape(z.shape)


@wrong(answer="relu_vjp", says="The switch is read off grad_out.")
def mask_by_grad_out(grad_out, z):
    return grad_out * (grad_out > 0)


@wrong(answer="relu_vjp", says="Two switches in a row")
def mask_by_both(grad_out, z):
    return grad_out * (z > 0) * (grad_out > 0)


@wrong(answer="relu_vjp", says="grad_out is left out")
def slopes_alone(grad_out, z):
    return (z > 0).astype(float)


@wrong(
    answer="relu_vjp",
    says="relu's value stands where its slope is meant.",
)
def value_for_slope(grad_out, z):
    return grad_out * np.maximum(0, z)


@wrong(
    answer="relu_vjp",
    says="is it >= 0 where > 0 is meant?",
)
def zero_let_through(grad_out, z):
    return grad_out * (z >= 0)


@wrong(
    answer="relu_vjp", says="It is the input grad_out itself, unchanged."
)
def handed_on(grad_out, z):
    return grad_out


@wrong(answer="relu_vjp", says="changes its input grad_out in place")
def zeros_written_in(grad_out, z):
    grad_out[z <= 0] = 0
    return grad_out


@wrong(answer="relu_vjp", says="grad_out and z have changed places.")
def places_changed(grad_out, z):
    return z * (grad_out > 0)


@wrong(
    answer="relu_vjp", says="`*` leaves a matrix a matrix: build no matrix"
)
def a_product_that_broadcasts(grad_out, z):
    return np.diag((z > 0).astype(float)) * grad_out


@wrong(
    answer="relu_vjp",
    says="In a hidden test (whole numbers as input) the answer",
)
def into_an_array_like_z(grad_out, z):
    grad_in = np.zeros_like(z)
    grad_in[z > 0] = grad_out[z > 0]
    return grad_in


@wrong(
    answer="relu_vjp",
    says=": build no matrix",
)
def the_jacobian_of_one_sample(grad_out, z):
    return relu_jacobian(z).T @ grad_out


@wrong(
    answer="relu_vjp",
    says=": build no matrix",
)
def the_jacobian_broadcast(grad_out, z):
    J = relu_jacobian(z)
    return grad_out * J


@wrong(
    answer="relu_vjp",
    says="Of a batch `np.diag` takes the diagonal: build no matrix",
)
def a_diagonal_matrix_from_the_right(grad_out, z):
    return grad_out @ np.diag((z > 0).astype(float))


@wrong(
    answer="relu_vjp",
    says="and of a batch it takes the diagonal: build no matrix",
)
def a_matrix_after_all(grad_out, z):
    return np.diag((z > 0).astype(float)).T @ grad_out


# ------------------------------------------------------------ sigmoid_vjp


@right(answer="sigmoid_vjp")
def by_both_sides(grad_out, z):
    return grad_out * sigmoid(z) * sigmoid(-z)


@right(answer="sigmoid_vjp")
def with_exponentials(grad_out, z):
    e = np.exp(-np.abs(z))
    return grad_out * e / (1 + e) ** 2


@right(answer="sigmoid_vjp")
def rounded_to_single_precision(grad_out, z):
    s = scipy.special.expit(z)
    return (grad_out * (s - s * s)).astype(np.float32)


@right(answer="sigmoid_vjp")
def along_the_diagonal(grad_out, z):
    s = scipy.special.expit(z).ravel()
    J = np.diag(s * (1 - s))
    return (np.ravel(grad_out) @ J).reshape(np.shape(z))


@wrong(answer="sigmoid_vjp", says="grad_out is left out")
def slopes_of_sigmoid(grad_out, z):
    s = scipy.special.expit(z)
    return s * (1 - s)


@wrong(
    answer="sigmoid_vjp",
    says="It is the answer for the sigmoid of z: z itself is meant.",
)
def sigmoid_of_the_output(grad_out, z):
    s = scipy.special.expit(scipy.special.expit(z))
    return grad_out * s * (1 - s)


@wrong(
    answer="sigmoid_vjp",
    says="The sigmoid's value stands where its slope is meant.",
)
def the_value(grad_out, z):
    return grad_out * scipy.special.expit(z)


@wrong(
    answer="sigmoid_vjp",
    says="One factor of the slope has lost its sigmoid",
)
def one_minus_z(grad_out, z):
    return grad_out * scipy.special.expit(z) * (1 - z)


@wrong(answer="sigmoid_vjp", says="z is used as if it were σ(z) already.")
def input_for_output(grad_out, z):
    return grad_out * z * (1 - z)


@wrong(
    answer="sigmoid_vjp",
    says="The slopes are taken at grad_out, where z is meant.",
)
def slopes_at_grad_out(grad_out, z):
    s = scipy.special.expit(grad_out)
    return grad_out * s * (1 - s)


@wrong(answer="sigmoid_vjp", says="Every entry has the wrong sign.")
def turned_round(grad_out, z):
    s = scipy.special.expit(z)
    return grad_out * s * (s - 1)


@wrong(answer="sigmoid_vjp", says="changes its input grad_out in place")
def multiplied_in_place(grad_out, z):
    s = scipy.special.expit(z)
    grad_out *= s * (1 - s)
    return grad_out


@wrong(
    answer="sigmoid_vjp",
    says=": build no matrix",
)
def one_sample_only(grad_out, z):
    return sigmoid_jacobian(z).T @ grad_out


@wrong(
    answer="sigmoid_vjp",
    says="A form whose exponent is never positive never overflows.",
)
def overflowing(grad_out, z):
    e = np.exp(z)
    return grad_out * e / (1 + e) ** 2


@wrong(
    answer="sigmoid_vjp",
    says="Of a batch `np.diag` takes the diagonal: build no matrix",
)
def from_the_right(grad_out, z):
    s = scipy.special.expit(z)
    return grad_out @ np.diag(s * (1 - s))


@wrong(
    answer="sigmoid_vjp",
    says="and of a batch it takes the diagonal: build no matrix",
)
def from_the_left(grad_out, z):
    s = scipy.special.expit(z)
    return np.diag(s * (1 - s)) @ grad_out


@wrong(
    answer="sigmoid_vjp",
    says="`*` leaves a matrix a matrix: build no matrix",
)
def a_matrix_times(grad_out, z):
    s = scipy.special.expit(z)
    return grad_out * np.diag(s * (1 - s))
