import numpy as np

from nablabook.variants import right, wrong


@right
def case_by_case(h):
    P = softmax(h)
    J = np.zeros((len(h), len(h)))
    for i in range(len(h)):
        for j in range(len(h)):
            if i == j:
                J[i, j] = P[i] * (1 - P[i])
            else:
                J[i, j] = -P[i] * P[j]
    return J


@right
def with_delta(h):
    P = scipy.special.softmax(h)
    return P[:, None] * (np.eye(len(P)) - P)


@right
def diagonal_filled_in(h):
    P = scipy.special.softmax(h)
    J = -np.einsum("i,j->ij", P, P)
    np.fill_diagonal(J, P * (1 - P))
    return J


@right
def nested_lists_in_single_precision(h):
    P = softmax(np.float32(h))
    K = range(len(P))
    return np.float32([[P[i] * ((i == j) - P[j]) for j in K] for i in K])


@wrong(says="The diagonal is right, but alone")
def diagonal_only(h):
    P = scipy.special.softmax(h)
    return np.diag(P * (1 - P))


@wrong(says="It is the diagonal as a vector")
def diagonal_as_a_vector(h):
    P = scipy.special.softmax(h)
    return P * (1 - P)


@wrong(
    says="The entries with i ≠ j are right, the diagonal is not: i = j is a case of its own."
)
def product_without_the_case(h):
    P = scipy.special.softmax(h)
    return -np.outer(P, P)


@wrong(says="i = j is a case of its own.")
def product_without_case_and_sign(h):
    P = scipy.special.softmax(h)
    return np.outer(P, P)


@wrong(says="Every row is the diagonal")
def the_case_i_is_j_everywhere(h):
    P = scipy.special.softmax(h)
    return np.tile(P * (1 - P), (len(P), 1))


@wrong(
    says="The diagonal is right, the entries with i ≠ j are not: they are a case of their own."
)
def one_minus_P_everywhere(h):
    P = scipy.special.softmax(h)
    return np.outer(P, 1 - P)


@wrong(says="the entries with i ≠ j have the wrong sign.")
def plus_beside_the_diagonal(h):
    P = scipy.special.softmax(h)
    return np.diag(P - 2 * P**2) + np.outer(P, P)


@wrong(says="the diagonal is not right either: i = j is a case of its own.")
def plus_everywhere(h):
    P = scipy.special.softmax(h)
    return np.diag(P) + np.outer(P, P)


@wrong(says="Every entry has the wrong sign.")
def turned_round(h):
    P = scipy.special.softmax(h)
    return np.outer(P, P) - np.diag(P)


@wrong(says="The sum S is taken for a constant")
def sum_taken_for_a_constant(h):
    return np.diag(scipy.special.softmax(h))


@wrong(says="It is the derivative of log P: a factor P_i is missing.")
def of_the_logarithm(h):
    return np.eye(len(h)) - scipy.special.softmax(h)


@wrong(says="The logits stand where the probabilities belong.")
def logits_for_probabilities(h):
    return np.diag(h) - np.outer(h, h)


@wrong(says="It is the function's value, not its Jacobian.")
def the_probabilities(h):
    return scipy.special.softmax(h)


@wrong(says="It is the derivative at f(x), the output")
def of_the_probabilities(h):
    P = scipy.special.softmax(scipy.special.softmax(h))
    return np.diag(P) - np.outer(P, P)


@wrong(says="exp overflows: exp(710) is inf already")
def overflows(h):
    P = np.exp(h) / np.exp(h).sum()
    return np.diag(P) - np.outer(P, P)


@wrong(says="the derivative itself, not a difference quotient")
def difference_quotients(h):
    J = np.zeros((len(h), len(h)))
    for j in range(len(h)):
        step = 1e-5 * np.eye(len(h))[j]
        above = scipy.special.softmax(h + step)
        below = scipy.special.softmax(h - step)
        J[:, j] = (above - below) / 2e-5
    return J


@wrong(says="changes its input h in place")
def in_place(h):
    h[:] = scipy.special.softmax(h)
    return np.diag(h) - np.outer(h, h)


@wrong(
    says="P * P has one number a class, and numpy puts it into every row."
)
def squares_in_every_row(h):
    P = softmax(h)
    return np.diag(P) - P * P
