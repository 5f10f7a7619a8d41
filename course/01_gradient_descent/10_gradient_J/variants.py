import numpy as np

from nablabook.variants import right, wrong


@right
def a_list(theta):
    return [3 * theta[0] ** 2, -2 * theta[1]]


@right
def unpacked(theta):
    first, second = theta
    return np.array([3 * first * first, -(second + second)])


@right
def whole_array_at_once(theta):
    return np.array([3.0, -2.0]) * theta ** np.array([2, 1])


@right
def single_precision(theta):
    return np.array([3 * theta[0] ** 2, -2 * theta[1]], dtype=np.float32)


@wrong(says="The sign of entry [1] is wrong.")
def minus_forgotten(theta):
    return np.array([3 * theta[0] ** 2, 2 * theta[1]])


@wrong(says="Entry [0] is a third of what it should be.")
def exponent_not_brought_down(theta):
    return np.array([theta[0] ** 2, -2 * theta[1]])


@wrong(says="Entry [1] is half of what it should be.")
def two_forgotten(theta):
    return np.array([3 * theta[0] ** 2, -theta[1]])


@wrong(says="It is the function's value, not its gradient.")
def the_value(theta):
    return theta[0] ** 3 - theta[1] ** 2 + 1


@wrong(says="The entries are added up into one number.")
def added_up(theta):
    return 3 * theta[0] ** 2 - 2 * theta[1]


@wrong(says="The entries stand in reverse order.")
def turned_round(theta):
    return np.array([-2 * theta[1], 3 * theta[0] ** 2])


@wrong(says="the gradient at other points")
def only_at_the_visible_points(theta):
    first, second = theta
    return np.array([3 * first * abs(first), 2 * abs(second)])


@wrong(says="an array of integers can't hold decimals")
def whole_numbers_only(theta):
    result = np.zeros(2, dtype=int)
    result[0] = 3 * theta[0] ** 2
    result[1] = -2 * theta[1]
    return result


@wrong(says="is None. Is a `return` missing?")
def no_return(theta):
    gradient = np.array([3 * theta[0] ** 2, -2 * theta[1]])


@wrong(
    says="Entry [0] is a third and entry [1] is half of what it should be: an exponent comes down as a factor."
)
def no_exponent_brought_down(theta):
    return np.array([theta[0] ** 2, -theta[1]])


@wrong(
    says="Each entry has one power of its own coordinate too few: the exponent goes down by one, and no further."
)
def exponents_lost(theta):
    return np.array([3 * theta[0], -2])


@wrong(says="Entry [0] has one power of theta[0] too few")
def exponent_of_the_first_lost(theta):
    return [3 * theta[0], -2 * theta[1]]


@wrong(says="Entry [1] has one power of theta[1] too many")
def exponent_of_the_second_kept(theta):
    return [3 * theta[0] ** 2, -2 * theta[1] ** 2]


@wrong(
    says="Each entry is what its own coordinate adds to the value: it is not differentiated yet."
)
def not_differentiated(theta):
    return np.array([theta[0] ** 3, -(theta[1] ** 2)])


@wrong(says="Entry [0] is what theta[0] adds to the value")
def first_term_not_differentiated(theta):
    return np.array([theta[0] ** 3, -2 * theta[1]])


@wrong(
    says="Entry [0] has kept what theta[1] adds to the value: for this slope it is a constant, and a constant term vanishes."
)
def other_term_kept(theta):
    return np.array([3 * theta[0] ** 2 - theta[1] ** 2, -2 * theta[1]])


@wrong(
    says="Each entry has kept what the other coordinates add to the value"
)
def other_terms_kept(theta):
    a, b = theta
    return np.array([3 * a**2 - b**2, a**3 - 2 * b])


@wrong(says="Entry [0] has kept the constant term of the function")
def constant_kept(theta):
    return np.array([3 * theta[0] ** 2 + 1, -2 * theta[1]])


@wrong(says="Each entry has kept the constant term of the function")
def constant_kept_in_both(theta):
    return np.array([3 * theta[0] ** 2 + 1, -2 * theta[1] + 1])


@wrong(
    says="Each entry has kept every term that is without its own coordinate"
)
def all_kept(theta):
    a, b = theta
    return np.array([3 * a**2 - b**2 + 1, a**3 - 2 * b + 1])


@wrong(says="an array of integers can't hold decimals")
def array_of_two_zeros_filled(theta):
    grad = np.array([0, 0])
    grad[0] = 3 * theta[0] ** 2
    grad[1] = -2 * theta[1]
    return grad


@wrong(
    says="Each slope is computed with the whole array theta, and so comes out as an array: one number is meant. Take single entries, such as theta[0]."
)
def two_arrays(theta):
    return np.array([3 * theta**2, -2 * theta])


@wrong(
    says="It comes out the same whatever theta is: compute it from theta."
)
def numbers_of_one_point(theta):
    return np.array([75.0, 6.0])


@wrong(says="is it misspelt, or is a cell above not run yet?")
def named_as_in_the_text(theta):
    return np.array([3 * theta_1**2, -2 * theta_2])


@wrong(
    says="Each entry has kept the term of the other coordinate, and one of them the constant term as well"
)
def terms_kept_and_one_constant(theta):
    return np.array(
        [
            3 * theta[0] ** 2 - theta[1] ** 2 + 1,
            theta[0] ** 3 - 2 * theta[1],
        ]
    )


@wrong(
    says="theta[0] and theta[1] have changed places: each slope is taken at the other coordinate."
)
def coordinates_swapped(theta):
    return np.array([3 * theta[1] ** 2, -2 * theta[0]])
