from nablabook.variants import right, wrong


@right
def in_lists():
    A_shape = ["N", 18]
    B_shape = ["N", 7]
    C_shape = ["N", 4]


@right
def computed():
    A_shape = ("N", 126 // (6 + 1))
    B_shape = ("N", 25 - A_shape[1])
    C_shape = ("N", 104 // (25 + 1))


@right
def at_once():
    A_shape, B_shape, C_shape = [("N", width) for width in (18, 7, 4)]


@wrong(
    says="A_shape: the biases are left out: an output of this layer has 6 weights and a bias."
)
def biases_left_out():
    A_shape = ("N", 21)
    B_shape = ("N", 4)
    C_shape = ("N", 4)


@wrong(
    says="B_shape: A and B are put next to each other, not added: their widths may differ."
)
def added():
    A_shape = ("N", 18)
    B_shape = ("N", 18)
    C_shape = ("N", 4)


@wrong(says="B_shape: 25 is the width of A and B together.")
def both_together():
    A_shape = ("N", 18)
    B_shape = ("N", 25)
    C_shape = ("N", 4)


@wrong(says="C_shape: layer 3 takes A and B together, not B alone.")
def short_cut_overlooked():
    A_shape = ("N", 18)
    B_shape = ("N", 7)
    C_shape = ("N", 13)


@wrong(says="A_shape: those are the parameters, not the outputs.")
def parameters_for_outputs():
    A_shape = ("N", 126)
    B_shape = ("N", 25)
    C_shape = ("N", 104)


@wrong(
    says="A_shape: that is 126 minus 6. Each output has 6 weights of its own."
)
def subtracted():
    A_shape = ("N", 120)
    B_shape = ("N", 7)
    C_shape = ("N", 4)


@wrong(
    says="A_shape = 18 is no tuple: a shape is written (3, 4), (3,) or ()."
)
def widths_alone():
    A_shape = 18
    B_shape = 7
    C_shape = 4


@wrong(
    says="A_shape = (18,) has 1 axis, and 2 are meant: a shape such as ('N', 6)."
)
def without_the_batch():
    A_shape = (18,)
    B_shape = (7,)
    C_shape = (4,)


@wrong(
    says="A_shape = (6, 18) begins with a number: the rows are samples, so the first entry is 'N'."
)
def shapes_of_the_weights():
    A_shape = (6, 18)
    B_shape = (18, 7)
    C_shape = (25, 4)
