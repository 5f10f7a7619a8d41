import numpy as np

from nablabook.variants import right, wrong


@right
def copied_first(theta, grad, lr):
    new = np.array(theta, dtype=float)
    new -= lr * grad
    return new


@right
def adds_the_opposite(theta, grad, lr):
    return np.add(theta, -lr * np.asarray(grad))


@right
def entry_by_entry(theta, grad, lr):
    new = np.empty(theta.shape)
    for position in np.ndindex(theta.shape):
        new[position] = theta[position] - lr * grad[position]
    return new


@right
def single_precision(theta, grad, lr):
    return np.float32(theta) - np.float32(lr) * np.float32(grad)


@wrong(
    says="It is the answer for −grad: the sign in front of grad is turned round."
)
def uphill(theta, grad, lr):
    return theta + lr * grad


@wrong(says="changes its input theta in place")
def in_place(theta, grad, lr):
    theta -= lr * grad
    return theta


@wrong(says="an array of integers can't hold decimals")
def keeps_whole_numbers(theta, grad, lr):
    new = theta.copy()
    new[...] = theta - lr * grad
    return new


@wrong(says="It is the answer for lr = 1: lr is left out.")
def rate_left_out(theta, grad, lr):
    return theta - grad


@wrong(
    says="It is the expected result minus theta: is theta itself left out?"
)
def only_the_step(theta, grad, lr):
    return -lr * grad


@wrong(says="It is the input theta itself, unchanged.")
def stays(theta, grad, lr):
    return theta


@wrong(says="other points, gradients and rates")
def rate_written_in(theta, grad, lr):
    return theta - 0.25 * grad


@wrong(says="theta and grad have changed places.")
def swapped(theta, grad, lr):
    return grad - lr * theta


@wrong(
    says="theta may have any number of entries. Calculate with the whole arrays."
)
def two_coordinates_only(theta, grad, lr):
    return np.array([theta[0] - lr * grad[0], theta[1] - lr * grad[1]])


@wrong(
    says="`gradient_J` is used, and what comes in as `grad` is not: take `grad`."
)
def gradient_of_J(theta, grad, lr):
    return theta - lr * gradient_J(theta)


@wrong(
    says="It is the gradient itself: the new point is the old one minus lr times it."
)
def the_gradient(theta, grad, lr):
    return 1 * grad


@wrong(
    says="It is what has to be subtracted: the new point is the old one minus it."
)
def what_is_subtracted(theta, grad, lr):
    return lr * grad


@wrong(
    says="It comes out the same whatever lr is. Does a number stand in the place of lr? Take lr."
)
def another_rate_written_in(theta, grad, lr):
    return theta - 0.1 * grad


@wrong(says="`grad` is the array already: use it without parentheses.")
def grad_called(theta, grad, lr):
    return theta - lr * grad(theta)


@wrong(says="Calculate with the whole arrays.")
def loop_over_two(theta, grad, lr):
    new = []
    for i in range(2):
        new.append(theta[i] - lr * grad[i])
    return np.array(new)


@wrong(says="A list doesn't grow by `new[i] = …`")
def empty_list_filled(theta, grad, lr):
    new = []
    for i in range(len(theta)):
        new[i] = theta[i] - lr * grad[i]
    return np.array(new)


@wrong(
    says="lr multiplies theta as well. It belongs to the gradient alone: is there a pair of parentheses too many?"
)
def rate_times_the_difference(theta, grad, lr):
    return lr * (theta - grad)


@wrong(
    says="`@` is for two arrays. A number times an array is written with `*`."
)
def matrix_product(theta, grad, lr):
    return theta - lr @ grad


@wrong(
    says="Entry [0] is right, and all others are 0: does a `return` stand inside the loop?"
)
def return_in_the_loop(theta, grad, lr):
    new = np.zeros(len(theta))
    for i in range(len(theta)):
        new[i] = theta[i] - lr * grad[i]
        return new


@wrong(
    says="Entry [0] is right, and all others are those of theta, unchanged: does a `return` stand inside the loop?"
)
def return_in_the_loop_over_a_copy(theta, grad, lr):
    new = theta.copy()
    for i in range(len(theta)):
        new[i] = theta[i] - lr * grad[i]
        return new


@wrong(says="is it misspelt, or is a cell above not run yet?")
def eta_by_its_name(theta, grad, lr):
    return theta - eta * grad


@wrong(says="is used before it has a value")
def nothing_to_subtract_from(theta, grad, lr):
    new -= lr * grad
    return new


@wrong(
    says="Only the first entry is there: does a `return` stand inside the loop?"
)
def return_in_the_loop_with_a_list(theta, grad, lr):
    new = []
    for i in range(len(theta)):
        new.append(theta[i] - lr * grad[i])
        return np.array(new)
