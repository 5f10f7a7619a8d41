import numpy as np

from nablabook.variants import right, wrong

# ---------------------------------------------------------------- sigmoid


@right
def the_first_form(z):
    return 1 / (1 + np.exp(-z))


@right
def by_tanh(z):
    return 0.5 * (1 + np.tanh(z / 2))


@right
def by_logaddexp(z):
    return np.exp(-np.logaddexp(0, -z))


@right
def each_side_by_itself(z):
    out = np.empty(np.shape(z))
    right_of_0 = z >= 0
    out[right_of_0] = 1 / (1 + np.exp(-z[right_of_0]))
    e = np.exp(z[~right_of_0])
    out[~right_of_0] = e / (1 + e)
    return out


@right
def cut_off_far_out(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


@wrong(says="in which no inf stands above a fraction's line.")
def the_second_form(z):
    return np.exp(z) / (1 + np.exp(z))


@wrong(says="It falls where it should rise")
def sign_lost(z):
    return 1 / (1 + np.exp(z))


@wrong(says="entry [0] is 4.4817, expected 0.1824")
def without_the_one(z):
    return 1 / np.exp(z)


@wrong(says="It is a softmax, which shares out one certainty.")
def a_softmax(z):
    e = np.exp(z - np.max(z))
    return e / e.sum()


@wrong(says="entry [0] is −0.9051, expected 0.1824")
def tanh(z):
    return np.tanh(z)


@wrong(says="without torch and scipy")
def scipys(z):
    import scipy.special as sp

    return sp.expit(z)


@wrong(says="changes its input z in place")
def sigmoid_in_place(z):
    z *= -1
    return 1 / (1 + np.exp(z))


@wrong(says="raises TypeError")
def with_math(z):
    import math

    return 1 / (1 + math.exp(-z))


@wrong(says="whole numbers as input")
def into_an_array_like_z(z):
    out = np.zeros_like(z)
    out[:] = 1 / (1 + np.exp(-z))
    return out


@wrong(says="very large numbers")
def cut_off_too_early(z):
    return 1 / (1 + np.exp(-np.clip(z, -10, 10))) * (abs(z) < 1000) + (
        z >= 1000
    )


# ------------------------------------------------------- sigmoid_jacobian


@right(answer="sigmoid_jacobian")
def written_out(z):
    e = np.exp(-np.abs(z))
    return np.diag(e / (1 + e) ** 2)


@right(answer="sigmoid_jacobian")
def both_sides_of_0(z):
    return np.eye(len(z)) * sigmoid(z) * sigmoid(-z)


@right(answer="sigmoid_jacobian")
def by_cosh(z):
    with np.errstate(over="ignore"):
        return np.diag(0.25 / np.cosh(z / 2) ** 2)


@right(answer="sigmoid_jacobian")
def row_by_row(z):
    s = sigmoid(z)
    return [
        [s[i] * (1 - s[i]) if i == j else 0.0 for j in range(len(z))]
        for i in range(len(z))
    ]


@right(answer="sigmoid_jacobian")
def in_single_precision(z):
    s = sigmoid(z)
    return np.diag(s - s**2).astype(np.float32)


@wrong(
    answer="sigmoid_jacobian",
    says="One factor has lost its sigmoid",
)
def one_minus_z(z):
    return np.diag(sigmoid(z) * (1 - z))


@wrong(
    answer="sigmoid_jacobian",
    says="It is the derivative at f(x), the output",
)
def at_the_output(z):
    s = sigmoid(sigmoid(z))
    return np.diag(s * (1 - s))


@wrong(
    answer="sigmoid_jacobian",
    says="The values stand on the diagonal, where their slopes are meant.",
)
def the_values(z):
    return np.diag(sigmoid(z))


@wrong(
    answer="sigmoid_jacobian",
    says="The 1 − σ is there, its other factor is not.",
)
def one_factor(z):
    return np.diag(1 - sigmoid(z))


@wrong(
    answer="sigmoid_jacobian",
    says="The square of the denominator is there, but what stands above it is not.",
)
def inner_slope_forgotten(z):
    return np.diag(sigmoid(z) ** 2)


@wrong(
    answer="sigmoid_jacobian",
    says="A plus stands where a minus is meant",
)
def plus_for_minus(z):
    s = sigmoid(z)
    return np.diag(s * (1 + s))


@wrong(
    answer="sigmoid_jacobian",
    says="That is the Jacobian of a softmax",
)
def softmaxs(z):
    s = sigmoid(z)
    return np.diag(s) - np.outer(s, s)


@wrong(
    answer="sigmoid_jacobian",
    says="It is the slope of tanh",
)
def tanhs(z):
    return np.diag(1 - sigmoid(z) ** 2)


@wrong(answer="sigmoid_jacobian", says="It is the Jacobian of relu.")
def relus(z):
    return np.diag((z > 0).astype(float))


@wrong(answer="sigmoid_jacobian", says="Every entry has the wrong sign.")
def minus_too_many(z):
    s = sigmoid(z)
    return np.diag(s * (s - 1))


@wrong(
    answer="sigmoid_jacobian",
    says="It is the diagonal as a vector",
)
def a_vector(z):
    s = sigmoid(z)
    return s * (1 - s)


@wrong(answer="sigmoid_jacobian", says="Every row is the diagonal")
def in_every_row(z):
    s = sigmoid(z)
    return s * (1 - s) * np.ones((len(z), 1))


@wrong(
    answer="sigmoid_jacobian",
    says="Write the slope with your `sigmoid` alone",
)
def far_to_the_left(z):
    return np.diag(np.exp(-z) / (1 + np.exp(-z)) ** 2)


@wrong(
    answer="sigmoid_jacobian",
    says="Write the slope with your `sigmoid` alone",
)
def overflows(z):
    e = np.exp(z)
    return np.diag(e / (1 + e) ** 2)


@wrong(answer="sigmoid_jacobian", says="other sizes")
def five_by_five(z):
    s = sigmoid(z)
    return np.eye(5) * (s * (1 - s))


@wrong(
    answer="sigmoid_jacobian", says="z is used as if it were σ(z) already."
)
def input_for_output(z):
    return np.diag(z * (1 - z))
