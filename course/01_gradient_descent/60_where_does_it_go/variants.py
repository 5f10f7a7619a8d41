from nablabook.variants import right, wrong


@right
def through_a_dict():
    fate = {
        (1, 0): "B",
        (0, 0): "A",
        (1, 1): "C",
        (4, 0): "D",
        (-1, 0): "E",
    }
    from_1_0, from_0_0, from_1_1, from_4_0, from_minus1_0 = fate.values()
    kind_of_0_0 = "neither"


@right
def in_another_order():
    kind_of_0_0 = "neither"
    from_minus1_0 = "E"
    from_4_0 = "D"
    from_1_1 = "C"
    from_1_0 = "B"
    from_0_0 = "A"


@wrong(says="A gradient of zero is no minimum by itself")
def zero_gradient_is_a_minimum():
    from_1_0 = "B"
    from_0_0 = "A"
    from_1_1 = "C"
    from_4_0 = "D"
    from_minus1_0 = "E"
    kind_of_0_0 = "minimum"


@wrong(says="A gradient of zero is no maximum by itself")
def highest_along_theta_2():
    from_1_0 = "B"
    from_0_0 = "A"
    from_1_1 = "C"
    from_4_0 = "D"
    from_minus1_0 = "E"
    kind_of_0_0 = "maximum"


@wrong(
    says="the fate of each start) from_1_0 and from_0_0 are not right yet."
)
def creeps_from_zero():
    from_1_0 = "A"
    from_0_0 = "B"
    from_1_1 = "C"
    from_4_0 = "D"
    from_minus1_0 = "E"
    kind_of_0_0 = "neither"


@wrong(says="from_1_0 and from_4_0 have the same choice, 'B'")
def four_creeps_too():
    from_1_0 = "B"
    from_0_0 = "A"
    from_1_1 = "C"
    from_4_0 = "B"
    from_minus1_0 = "E"
    kind_of_0_0 = "neither"


@wrong(
    says="from_1_0, from_1_1 and from_minus1_0 have the same choice, 'B'"
)
def everything_creeps_to_zero():
    from_1_0 = "B"
    from_0_0 = "A"
    from_1_1 = "B"
    from_4_0 = "D"
    from_minus1_0 = "B"
    kind_of_0_0 = "neither"


@right
def small_letters():
    from_1_0 = "b"
    from_0_0 = "a"
    from_1_1 = "c"
    from_4_0 = "d"
    from_minus1_0 = "e"
    kind_of_0_0 = "neither"
