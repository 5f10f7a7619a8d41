import numpy as np

from nablabook.variants import right, wrong


@right(answer="append_one_jacobian")
def two_blocks(a):
    return np.vstack([np.eye(len(a)), np.zeros((1, len(a)))])


@right(answer="append_one_jacobian")
def entry_by_entry(a):
    H = len(a)
    J = np.zeros((H + 1, H))
    for i in range(H):
        J[i, i] = 1
    return J


@right(answer="append_one_jacobian")
def as_lists(a):
    H = len(a)
    return [[float(i == j) for j in range(H)] for i in range(H + 1)]


@wrong(
    answer="append_one_jacobian",
    says="It lies on its side: the sheet's layout has one row for each input.",
)
def as_on_the_sheet(a):
    return np.eye(len(a), len(a) + 1)


@wrong(
    answer="append_one_jacobian",
    says="The row of the 1 is missing: it has H + 1 outputs.",
)
def identity_alone(a):
    return np.eye(len(a))


@wrong(answer="append_one_jacobian", says="The 1 stands in front there.")
def one_in_front(a):
    return np.vstack([np.zeros((1, len(a))), np.eye(len(a))])


@wrong(
    answer="append_one_jacobian",
    says="The last row says that the 1 grows with a.",
)
def ones_in_the_last_row(a):
    return np.vstack([np.eye(len(a)), np.ones((1, len(a)))])


@wrong(
    answer="append_one_jacobian",
    says="There is a column too many: the 1 is no input.",
)
def square(a):
    return np.eye(len(a) + 1)


@wrong(
    answer="append_one_jacobian",
    says="vectors of other lengths) the answer is not right yet",
)
def three_entries_only(a):
    return np.eye(4, 3)


@wrong(
    answer="append_one_jacobian",
    says="It is the function's value, not its Jacobian.",
)
def the_value(a):
    return np.append(a, 1.0)


@right(answer="sheet_004")
def sheet_with_tuples():
    sheet_004 = {
        "shape by z1 of a": (128, 128),
        "shape by a_B of z2": (129, 10),
        "by z1 of a": "E",
        "by a_B of z2": "B",
        "blank 3": "z1",
        "blank 2": "z2",
        "blank 1": "a",
    }


@right(answer="sheet_004")
def sheet_step_by_step():
    a, a_B, z2 = 128, 129, 10
    sheet_004 = {"blank 1": "a", "blank 2": "z2", "blank 3": "z1"}
    sheet_004 |= {"by a_B of z2": "B", "by z1 of a": "E"}
    sheet_004["shape by a_B of z2"] = [a_B, z2]
    sheet_004["shape by z1 of a"] = [a, a]


@wrong(answer="sheet_004", says="That is our layout.")
def sheet_in_our_layout():
    sheet_004 = {
        "blank 1": "a",
        "blank 2": "z2",
        "blank 3": "z1",
        "by a_B of z2": "A",
        "by z1 of a": "E",
        "shape by a_B of z2": [10, 129],
        "shape by z1 of a": [128, 128],
    }


@wrong(answer="sheet_004", says="By a_B, all of it")
def sheet_without_the_last_column():
    sheet_004 = {
        "blank 1": "a",
        "blank 2": "z2",
        "blank 3": "z1",
        "by a_B of z2": "C",
        "by z1 of a": "E",
        "shape by a_B of z2": [128, 10],
        "shape by z1 of a": [128, 128],
    }


@wrong(answer="sheet_004", says="One step further back is meant.")
def sheet_with_the_third_blank_too_late():
    sheet_004 = {
        "blank 1": "a",
        "blank 2": "z2",
        "blank 3": "a",
        "by a_B of z2": "B",
        "by z1 of a": "E",
        "shape by a_B of z2": [129, 10],
        "shape by z1 of a": [128, 128],
    }


@wrong(answer="sheet_004", says="ReLU has as many outputs as inputs")
def sheet_with_relu_as_a_column():
    sheet_004 = {
        "blank 1": "a",
        "blank 2": "z2",
        "blank 3": "z1",
        "by a_B of z2": "B",
        "by z1 of a": "F",
        "shape by a_B of z2": [129, 10],
        "shape by z1 of a": [128, 1],
    }


@wrong(answer="sheet_004", says="Nothing is differentiated by itself here.")
def sheet_by_itself():
    sheet_004 = {
        "blank 1": "a_B",
        "blank 2": "L",
        "blank 3": "z1",
        "by a_B of z2": "B",
        "by z1 of a": "E",
        "shape by a_B of z2": [129, 10],
        "shape by z1 of a": [128, 128],
    }


@wrong(answer="sheet_004", says="has 'H' in it. What may stand there")
def sheet_with_letters_for_sizes():
    sheet_004 = {
        "blank 1": "a",
        "blank 2": "z2",
        "blank 3": "z1",
        "by a_B of z2": "B",
        "by z1 of a": "E",
        "shape by a_B of z2": [129, 10],
        "shape by z1 of a": ["H", "H"],
    }


@right(answer="activation_gradient")
def last_entry_dropped(a, y, W2):
    z2 = W2[:, :-1] @ a + W2[:, -1]
    return ((scipy.special.softmax(z2) - y) @ W2)[:-1]


@right(answer="activation_gradient")
def through_the_jacobian(a, y, W2):
    H = len(a)
    e = W2 @ np.concatenate([a, [1]])
    e = np.exp(e - e.max())
    return (e / e.sum() - y) @ W2 @ np.eye(H + 1, H)


@right(answer="activation_gradient")
def with_loops(a, y, W2):
    K, H = len(y), len(a)
    z2 = [
        W2[k, H] + sum(W2[k, h] * a[h] for h in range(H)) for k in range(K)
    ]
    p = scipy.special.softmax(z2)
    return [
        sum(W2[k, h] * (p[k] - y[k]) for k in range(K)) for h in range(H)
    ]


@wrong(
    answer="activation_gradient",
    says="The first column of W2 is left out. The bias stands in the last one.",
)
def first_column_dropped(a, y, W2):
    p = scipy.special.softmax(W2 @ np.append(a, 1))
    return W2[:, 1:].T @ (p - y)


@wrong(
    answer="activation_gradient",
    says="The slope at the 1 is still in it.",
)
def into_the_one(a, y, W2):
    p = scipy.special.softmax(W2 @ np.append(a, 1))
    return W2.T @ (p - y)


@wrong(
    answer="activation_gradient",
    says="The bias is left out of the forward pass",
)
def bias_left_out(a, y, W2):
    p = scipy.special.softmax(W2[:, :-1] @ a)
    return W2[:, :-1].T @ (p - y)


@wrong(
    answer="activation_gradient",
    says="The 1 stands in front in the forward pass.",
)
def one_in_front_of_a(a, y, W2):
    p = scipy.special.softmax(W2 @ np.append(1, a))
    return W2[:, :-1].T @ (p - y)


@wrong(
    answer="activation_gradient",
    says="The target is not taken off",
)
def target_forgotten(a, y, W2):
    return W2[:, :-1].T @ scipy.special.softmax(W2 @ np.append(a, 1))


@wrong(
    answer="activation_gradient",
    says="is an entry missing, such as the 1?",
)
def without_the_one(a, y, W2):
    p = scipy.special.softmax(W2 @ a)
    return W2[:, :-1].T @ (p - y)


@wrong(answer="activation_gradient", says="Every entry has the wrong sign.")
def sign_turned(a, y, W2):
    p = scipy.special.softmax(W2 @ np.append(a, 1))
    return W2[:, :-1].T @ (y - p)


@wrong(
    answer="activation_gradient",
    says="very large logits) the answer is not right yet",
)
def unstable(a, y, W2):
    e = np.exp(W2 @ np.append(a, 1))
    return W2[:, :-1].T @ (e / e.sum() - y)


@wrong(
    answer="activation_gradient",
    says="other sizes) the answer raises ValueError",
)
def three_classes_only(a, y, W2):
    p = scipy.special.softmax(W2 @ np.append(a, 1))
    one, two, three = p - y
    return one * W2[0, :-1] + two * W2[1, :-1] + three * W2[2, :-1]


@wrong(answer="activation_gradient", says="It is divided by K")
def a_mean_over_the_classes(a, y, W2):
    p = scipy.special.softmax(W2 @ np.append(a, 1))
    return W2[:, :-1].T @ ((p - y) / len(y))


@wrong(answer="activation_gradient", says="A mask of ReLU is in it.")
def masked(a, y, W2):
    p = scipy.special.softmax(W2 @ np.append(a, 1))
    return W2[:, :-1].T @ (p - y) * (a > 0)


@wrong(
    answer="append_one_jacobian",
    says="`np.append` makes one long row of a matrix",
)
def a_one_appended_to_the_matrix(a):
    return np.append(np.eye(len(a)), 1)
