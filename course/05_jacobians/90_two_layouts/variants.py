import numpy as np

from nablabook.variants import right, wrong


@right(answer="stands_in")
def stands_in_another_order():
    stands_in = {
        "torch grad": "denominator",
        "torch jacobian": "numerator",
        "004 one": "denominator",
        "003 weights": "numerator",
        "003 loss": "numerator",
    }


@right(answer="stands_in")
def stands_in_all_but_two():
    rows = ["003 loss", "003 weights", "004 one", "torch jacobian"]
    stands_in = dict.fromkeys([*rows, "torch grad"], "numerator")
    stands_in["004 one"] = stands_in["torch grad"] = "denominator"


@wrong(answer="stands_in", says="0 of 5 entries are right")
def stands_in_turned_round():
    stands_in = {
        "003 loss": "denominator",
        "003 weights": "denominator",
        "004 one": "numerator",
        "torch jacobian": "denominator",
        "torch grad": "numerator",
    }


@wrong(
    answer="stands_in",
    says="The product has not the shape of that parameter",
)
def stands_in_weights_as_they_are():
    stands_in = {
        "003 loss": "numerator",
        "003 weights": "denominator",
        "004 one": "denominator",
        "torch jacobian": "numerator",
        "torch grad": "denominator",
    }


@wrong(answer="stands_in", says="The slopes are laid out like W itself.")
def stands_in_torch_all_alike():
    stands_in = {
        "003 loss": "numerator",
        "003 weights": "numerator",
        "004 one": "denominator",
        "torch jacobian": "numerator",
        "torch grad": "numerator",
    }


@wrong(answer="stands_in", says="128 inputs, 129 outputs")
def stands_in_004_as_ours():
    stands_in = {
        "003 loss": "numerator",
        "003 weights": "numerator",
        "004 one": "numerator",
        "torch jacobian": "numerator",
        "torch grad": "denominator",
    }


@wrong(answer="stands_in", says="is none of what may stand there")
def stands_in_shortened():
    stands_in = {
        "003 loss": "n",
        "003 weights": "n",
        "004 one": "d",
        "torch jacobian": "n",
        "torch grad": "d",
    }


@right(answer="convert_layout")
def transposed_copy(J, have, want):
    if have != want:
        return np.transpose(J).copy()
    return np.array(J)


@right(answer="convert_layout")
def with_loops(J, have, want):
    if have == want:
        return J
    rows, columns = J.shape
    other = np.zeros((columns, rows))
    for i in range(rows):
        for j in range(columns):
            other[j, i] = J[i, j]
    return other


@right(answer="convert_layout")
def with_einsum(J, have, want):
    return np.einsum("ij->ji" if have != want else "ij->ij", J)


@right(answer="convert_layout")
def with_zip(J, have, want):
    return [list(row) for row in (zip(*J) if have != want else J)]


@wrong(
    answer="convert_layout", says="it is a reshape: the entries have other"
)
def reshaped(J, have, want):
    if have == want:
        return J
    return J.reshape(J.shape[1], J.shape[0])


@wrong(
    answer="convert_layout", says="The layout is guessed from the shape."
)
def guessed(J, have, want):
    return J if J.shape[0] > J.shape[1] else J.T


@wrong(
    answer="convert_layout",
    says="It is turned round whatever the words say.",
)
def always(J, have, want):
    return J.T


@wrong(
    answer="convert_layout",
    says="J stays as it is, although the two words differ.",
)
def never(J, have, want):
    return J


@wrong(
    answer="convert_layout", says="Square matrices are left as they are."
)
def not_where_square(J, have, want):
    if have == want or J.shape[0] == J.shape[1]:
        return J
    return J.T


@wrong(answer="convert_layout", says="Only one of the two ways is done")
def one_way(J, have, want):
    if have == "numerator" and want == "denominator":
        return J.T
    return J


@wrong(answer="convert_layout", says="changes its input J in place")
def in_place(J, have, want):
    if have == want:
        return J
    other = J.T.copy()
    J *= 0
    return other


@wrong(
    answer="convert_layout",
    says="It comes out the same whatever want says",
)
def have_alone(J, have, want):
    return J.T if have == "numerator" else J


@wrong(
    answer="convert_layout",
    says="It comes out the same whatever have says",
)
def want_alone(J, have, want):
    return J.T if want == "denominator" else J


@wrong(
    answer="convert_layout",
    says="It comes out the same whatever want says",
)
def have_alone_turned_round(J, have, want):
    return J if have == "numerator" else J.T


@wrong(
    answer="convert_layout",
    says="have = 'denominator', want = 'denominator' has shape",
)
def one_of_two_that_are_the_same(J, have, want):
    if have == "numerator" and want == "numerator":
        return J
    return J.T
