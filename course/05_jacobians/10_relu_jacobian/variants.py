import numpy as np

from nablabook.variants import right, wrong

# ------------------------------------------------------------------- relu


@right
def with_where(z):
    return np.where(z > 0, z, 0)


@right
def with_a_mask(z):
    return z * (z > 0)


@right
def with_clip(z):
    return np.clip(z, 0, None)


@right
def half_the_sum_with_its_size(z):
    return (z + np.abs(z)) / 2


@right
def copy_and_set(z):
    out = np.array(z, dtype=float)
    out[out < 0] = 0
    return out


@wrong(answer="relu", says="changes its input z in place")
def relu_in_place(z):
    z[z < 0] = 0
    return z


@wrong(answer="relu", says="It is the input z itself, unchanged.")
def handed_back(z):
    return z


@wrong(answer="relu", says="entry [0] is 1.5, expected 0")
def the_size(z):
    return np.abs(z)


@wrong(answer="relu", says="Every entry has the wrong sign.")
def turned_down(z):
    return np.minimum(0, -z)


@wrong(answer="relu", says="entry [0] is −1.5, expected 0")
def the_smaller(z):
    return np.minimum(0, z)


@wrong(answer="relu", says="is one number, expected an array of shape (5,)")
def the_largest_of_all(z):
    return max(0, np.max(z))


@wrong(answer="relu", says="raises ValueError")
def pythons_max(z):
    return max(0, z)


@wrong(answer="relu", says="[−2.5, 4, 0]] raises ValueError")
def five_entries(z):
    return np.array([max(0, z[i]) for i in range(5)])


@wrong(answer="relu", says="[−2.5, 4, 0]] raises ValueError")
def entry_by_entry_of_one_sample(z):
    out = []
    for v in z:
        out.append(v if v > 0 else 0.0)
    return np.array(out)


@wrong(answer="relu", says="very large and very small numbers")
def capped_at_six(z):
    return np.clip(z, 0, 6)


# ---------------------------------------------------------- relu_jacobian


@right(answer="relu_jacobian")
def rows_of_the_identity(z):
    return np.where(z > 0, np.eye(len(z)), 0)


@right(answer="relu_jacobian")
def entry_by_entry(z):
    H = len(z)
    J = np.zeros((H, H))
    for i in range(H):
        if z[i] > 0:
            J[i, i] = 1
    return J


@right(answer="relu_jacobian")
def nested_lists(z):
    return [
        [1 if i == j and z[i] > 0 else 0 for j in range(len(z))]
        for i in range(len(z))
    ]


@right(answer="relu_jacobian")
def with_heaviside(z):
    return np.diag(np.heaviside(z, 0.0))


@right(answer="relu_jacobian")
def in_single_precision(z):
    return (np.eye(len(z)) * (z > 0)).astype(np.float32)


@wrong(
    answer="relu_jacobian",
    says="At exactly 0 it is what it should be just above 0: is it >= 0 where > 0 is meant?",
)
def zero_let_through(z):
    return np.diag((z >= 0).astype(float))


@wrong(
    answer="relu_jacobian",
    says="Here it is −1, as if the sign of z were the slope.",
)
def the_sign(z):
    return np.diag(np.sign(z))


@wrong(
    answer="relu_jacobian",
    says="It is the diagonal as a vector: the Jacobian is a matrix",
)
def a_vector(z):
    return (z > 0).astype(float)


@wrong(answer="relu_jacobian", says="Every entry has the wrong sign.")
def turned_round(z):
    return -np.diag((z > 0).astype(float))


@wrong(answer="relu_jacobian", says="The diagonal is 1 everywhere")
def the_identity(z):
    return np.eye(len(z))


@wrong(
    answer="relu_jacobian",
    says="The values stand on the diagonal, where their slopes are meant.",
)
def the_values(z):
    return np.diag(np.maximum(0, z))


@wrong(
    answer="relu_jacobian",
    says="Open switches are paired with each other.",
)
def outer_product(z):
    return np.outer(z > 0, z > 0).astype(float)


@wrong(answer="relu_jacobian", says="Every row is the diagonal")
def broadcast_over_the_rows(z):
    return np.ones((len(z), 1)) * (z > 0)


@wrong(
    answer="relu_jacobian",
    says="switches that are open where they should be closed",
)
def closed_for_open(z):
    return np.diag((z <= 0).astype(float))


@wrong(
    answer="relu_jacobian",
    says="Half a slope at exactly 0 is another choice than ours",
)
def half_at_zero(z):
    return np.diag(np.heaviside(z, 0.5))


@wrong(
    answer="relu_jacobian",
    says="There is NaN or inf where an input is exactly 0",
)
def divided_by_z(z):
    return np.diag(np.maximum(0, z) / z)


@wrong(answer="relu_jacobian", says="holds True and False, not numbers")
def true_and_false(z):
    return np.diag(z > 0)


@wrong(answer="relu_jacobian", says="changes its input z in place")
def written_into_z(z):
    z[z > 0] = 1
    z[z < 0] = 0
    return np.diag(z)


@wrong(
    answer="relu_jacobian",
    says="Here z has 3 entries, and 5 before: is a number written in,",
)
def five_by_five(z):
    J = np.zeros((5, 5))
    for i in range(5):
        J[i, i] = z[i] > 0
    return J


@wrong(answer="relu_jacobian", says="has shape (5, 5), expected (3, 3)")
def five_rows_for_any_z(z):
    J = np.zeros((5, 5))
    for i in range(len(z)):
        J[i, i] = z[i] > 0
    return J


@wrong(answer="relu_jacobian", says="very large and very small numbers")
def a_difference_quotient(z):
    J = np.zeros((len(z), len(z)))
    for j in range(len(z)):
        step = np.zeros(len(z))
        step[j] = 1e-4
        J[:, j] = (relu(z) - relu(z - step)) / 1e-4
    return J


@wrong(answer="relu", says="`np.max(0, x)` takes x for an axis of 0.")
def largest_of_0(z):
    return np.max(0, z)


@wrong(
    answer="relu_jacobian",
    says="`np.eye` wants a number, how many there are to be: is `len(z)` meant?",
)
def as_many_as_z(z):
    return np.eye(z) * (z > 0)
