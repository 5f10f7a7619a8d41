import numpy as np

from nablabook.variants import right, wrong


@right
def both_names_at_once(theta, lr):
    a, b = theta
    a, b = a - lr * 2 * a * b, b - lr * a**2
    return np.array([a, b])


@right
def with_descent_step(theta, lr):
    return descent_step(
        theta, np.array([2 * theta[0] * theta[1], theta[0] ** 2]), lr
    )


@right
def a_list_from_a_copy(theta, lr):
    new = [float(v) for v in theta]
    new[1] -= lr * theta[0] * theta[0]
    new[0] -= lr * 2 * theta[0] * theta[1]
    return new


@wrong(
    says="The coordinates are updated one after the other: the second already sees the new first one."
)
def first_then_second(theta, lr):
    new = np.array(theta, dtype=float)
    new[0] = new[0] - lr * 2 * new[0] * new[1]
    new[1] = new[1] - lr * new[0] ** 2
    return new


@wrong(
    says="The coordinates are updated one after the other, the last one first"
)
def second_then_first(theta, lr):
    new = np.array(theta, dtype=float)
    new[1] = new[1] - lr * new[0] ** 2
    new[0] = new[0] - lr * 2 * new[0] * new[1]
    return new


@wrong(says="changes its input theta in place")
def in_place(theta, lr):
    a, b = theta[0], theta[1]
    theta -= lr * np.array([2 * a * b, a**2])
    return theta


@wrong(
    says="The step has the right length and goes the opposite way: is a sign turned round?"
)
def uphill(theta, lr):
    return theta + lr * np.array([2 * theta[0] * theta[1], theta[0] ** 2])


@wrong(says="It is the answer for lr = 1: lr is left out.")
def rate_left_out(theta, lr):
    return theta - np.array([2 * theta[0] * theta[1], theta[0] ** 2])


@wrong(says="The step in entry [0] is half as long as it should be.")
def exponent_not_brought_down(theta, lr):
    return theta - lr * np.array([theta[0] * theta[1], theta[0] ** 2])


@wrong(says="This is the step on J of exercise 1; here it is J₂.")
def gradient_of_the_old_landscape(theta, lr):
    return theta - lr * np.array([3 * theta[0] ** 2, -2 * theta[1]])


@wrong(says="an array of integers can't hold decimals")
def keeps_whole_numbers(theta, lr):
    new = theta.copy()
    new[:] = theta - lr * np.array([2 * theta[0] * theta[1], theta[0] ** 2])
    return new


@wrong(
    says="It comes out the same whatever lr is. Does a number stand in the place of lr? Take lr."
)
def rate_written_in(theta, lr):
    return theta - 0.1 * np.array([2 * theta[0] * theta[1], theta[0] ** 2])


@wrong(says="The entries stand in reverse order.")
def turned_round(theta, lr):
    a, b = theta
    return np.array([b - lr * a**2, a - lr * 2 * a * b])


@wrong(
    says="Entry [0] comes out as if theta[1] were 1 in its slope: a constant factor stays, only a constant term vanishes."
)
def constant_factor_dropped(theta, lr):
    return theta - lr * np.array([2 * theta[0], theta[0] ** 2])


@wrong(
    says="It is the gradient itself: the new point is the old one minus lr times it."
)
def the_gradient(theta, lr):
    return np.array([2 * theta[0] * theta[1], theta[0] ** 2])


@wrong(says="This is the step on J of exercise 1; here it is J₂.")
def gradient_J_used_again(theta, lr):
    return descent_step(theta, gradient_J(theta), lr)


@wrong(
    says="The entries of the step stand in reverse order: is that of the gradient turned round?"
)
def slopes_turned_round(theta, lr):
    return theta - lr * np.array([theta[0] ** 2, 2 * theta[0] * theta[1]])


@wrong(
    says="Entry [1] is that of theta, unchanged: the step leaves it out."
)
def second_kept(theta, lr):
    return np.array([theta[0] - lr * 2 * theta[0] * theta[1], theta[1]])


@wrong(says="The gradient is wrong in [1], and right elsewhere")
def first_slope_differentiated_again(theta, lr):
    return theta - lr * np.array([2 * theta[0] * theta[1], 2 * theta[1]])


@wrong(
    says="`descend` calls an array there: was an array handed over to it where a function is meant?"
)
def array_for_a_function(theta, lr):
    grad = np.array([2 * theta[0] * theta[1], theta[0] ** 2])
    return descend(grad, theta, lr, 1)[-1]


@wrong(
    says="The height J₂(θ), one number, is subtracted from both coordinates. The gradient is meant: two slopes."
)
def height_for_the_gradient(theta, lr):
    return descent_step(theta, J2(theta), lr)


@wrong(says="The height J₂(θ), one number, is subtracted")
def height_by_the_formula(theta, lr):
    return theta - lr * J2(theta)


@wrong(
    says="Both entries come out as if the other coordinate were 1 in their slopes: a constant factor stays"
)
def both_constant_factors_dropped(theta, lr):
    return theta - lr * np.array([2 * theta[0], 1])


@wrong(says="Does a number stand in the place of lr? Take lr.")
def rate_handed_on_as_a_number(theta, lr):
    grad = np.array([2 * theta[0] * theta[1], theta[0] ** 2])
    return descent_step(theta, grad, 0.1)


@wrong(
    says="The other coordinate is missing in both slopes: in a product it is a constant factor, and stays."
)
def each_factor_by_itself(theta, lr):
    return theta - lr * np.array([2 * theta[0], theta[1]])


@wrong(says="other points and rates")
def right_where_theta_2_is_negative(theta, lr):
    return theta - lr * np.array(
        [-2 * theta[0] * abs(theta[1]), theta[0] ** 2]
    )


@wrong(
    says="The slopes have lost their decimals: an array of integers can't hold decimals. Start from floats."
)
def array_of_two_zeros_filled(theta, lr):
    grad = np.array([0, 0])
    grad[0] = 2 * theta[0] * theta[1]
    grad[1] = theta[0] ** 2
    return descent_step(theta, grad, lr)


@wrong(
    says="theta and the gradient have changed places: it is the gradient minus lr times theta."
)
def arguments_swapped(theta, lr):
    grad = np.array([2 * theta[0] * theta[1], theta[0] ** 2])
    return descent_step(grad, theta, lr)


@wrong(says="That is a path, from start to end: its last row is meant.")
def a_path_of_one_step(theta, lr):
    def gradient_J2(at):
        return np.array([2 * at[0] * at[1], at[0] ** 2])

    return descend(gradient_J2, theta, lr, 1)
