import numpy as np

from nablabook.variants import right, wrong


@right
def filled_row_by_row(gradient, theta0, lr, steps):
    path = np.empty((steps + 1, len(theta0)))
    path[0] = theta0
    for t in range(steps):
        path[t + 1] = path[t] - lr * gradient(path[t])
    return path


@right
def with_descent_step(gradient, theta0, lr, steps):
    path = [theta0]
    for _ in range(steps):
        path.append(descent_step(path[-1], gradient(path[-1]), lr))
    return np.array(path)


@right
def a_list_of_points(gradient, theta0, lr, steps):
    theta = np.array(theta0, dtype=float)
    path = [theta]
    while len(path) < steps + 1:
        theta = theta - lr * gradient(theta)
        path.append(theta)
    return path


@right
def calls_itself(gradient, theta0, lr, steps):
    here = np.array(theta0, dtype=float)
    if steps == 0:
        return here[None]
    return np.vstack(
        [here, descend(gradient, here - lr * gradient(here), lr, steps - 1)]
    )


@right
def copies_in_place(gradient, theta0, lr, steps):
    theta = np.array(theta0, dtype=float)
    path = [theta.copy()]
    for _ in range(steps):
        theta -= lr * gradient(theta)
        path.append(theta.copy())
    return np.stack(path)


@wrong(says="The start is missing")
def start_missing(gradient, theta0, lr, steps):
    theta, path = theta0, []
    for _ in range(steps):
        theta = theta - lr * gradient(theta)
        path.append(theta)
    return np.array(path)


@wrong(says="The last step is missing from the path.")
def one_step_too_few(gradient, theta0, lr, steps):
    path = [np.array(theta0, dtype=float)]
    for _ in range(steps - 1):
        path.append(path[-1] - lr * gradient(path[-1]))
    return np.array(path)


@wrong(says="It is the answer for steps + 1: one too many.")
def one_step_too_many(gradient, theta0, lr, steps):
    path = [np.array(theta0, dtype=float)]
    for _ in range(steps + 1):
        path.append(path[-1] - lr * gradient(path[-1]))
    return np.array(path)


@wrong(
    says="Every row is the same: is the same array stored again and again, and changed later?"
)
def one_array_in_every_row(gradient, theta0, lr, steps):
    theta = np.array(theta0, dtype=float)
    path = [theta]
    for _ in range(steps):
        theta -= lr * gradient(theta)
        path.append(theta)
    return np.array(path)


@wrong(says="changes its input theta0 in place")
def start_changed(gradient, theta0, lr, steps):
    theta = theta0
    path = [theta.copy()]
    for _ in range(steps):
        theta -= lr * gradient(theta)
        path.append(theta.copy())
    return np.array(path)


@wrong(
    says="It is the answer for −gradient: the sign in front of gradient is turned round."
)
def uphill(gradient, theta0, lr, steps):
    path = [np.array(theta0, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] + lr * gradient(path[-1]))
    return np.array(path)


@wrong(
    says="The slope of the start is used for every step. Compute the gradient anew where you stand."
)
def stale_gradient(gradient, theta0, lr, steps):
    grad = gradient(theta0)
    path = [np.array(theta0, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - lr * grad)
    return np.array(path)


@wrong(says="Only the end is returned, not the path.")
def only_the_end(gradient, theta0, lr, steps):
    theta = np.array(theta0, dtype=float)
    for _ in range(steps):
        theta = theta - lr * gradient(theta)
    return theta


@wrong(says="It is the answer for lr = 1: lr is left out.")
def rate_left_out(gradient, theta0, lr, steps):
    path = [np.array(theta0, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - gradient(path[-1]))
    return np.array(path)


@wrong(says="raises ValueError")
def gradient_written_in(gradient, theta0, lr, steps):
    path = [np.array(theta0, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - lr * np.array([1.0, 4.0, 2.0]) * path[-1])
    return np.array(path)


@wrong(says="an array of integers can't hold decimals")
def whole_numbers_only(gradient, theta0, lr, steps):
    path = np.zeros((steps + 1, len(theta0)), dtype=theta0.dtype)
    path[0] = theta0
    for t in range(steps):
        path[t + 1] = path[t] - lr * gradient(path[t])
    return path


@wrong(
    says="The rows after the start are one and the same array, changed later"
)
def one_array_after_the_start(gradient, theta0, lr, steps):
    path = [theta0]
    theta = np.array(theta0, dtype=float)
    for _ in range(steps):
        theta -= lr * gradient(theta)
        path.append(theta)
    return np.array(path)


@wrong(
    says="Every step is taken from the start: take it from the last point so far, `path[-1]`."
)
def always_from_the_start(gradient, theta0, lr, steps):
    path = [theta0]
    for _ in range(steps):
        path.append(theta0 - lr * gradient(theta0))
    return np.array(path)


@wrong(
    says="The path ends after one step: does a `return` stand inside the loop?"
)
def return_in_the_loop(gradient, theta0, lr, steps):
    path = [theta0]
    for _ in range(steps):
        path.append(path[-1] - lr * gradient(path[-1]))
        return np.array(path)


@wrong(
    says="`gradient_J` is used, and what comes in as `gradient` is not: take `gradient`."
)
def gradient_of_J(gradient, theta0, lr, steps):
    path = [theta0]
    for _ in range(steps):
        path.append(descent_step(path[-1], gradient_J(path[-1]), lr))
    return np.array(path)


@wrong(
    says="A number can't be gone through: `for _ in range(n):` goes n times."
)
def loop_over_a_number(gradient, theta0, lr, steps):
    path = [theta0]
    for _ in steps:
        path.append(path[-1] - lr * gradient(path[-1]))
    return np.array(path)


@wrong(
    says="The start is missing: the path begins after the first step, and has one step more."
)
def start_missing_but_as_long(gradient, theta0, lr, steps):
    theta, path = theta0, []
    for _ in range(steps + 1):
        theta = theta - lr * gradient(theta)
        path.append(theta)
    return np.array(path)


@wrong(says="A list has `append`, an array has not")
def appends_to_an_array(gradient, theta0, lr, steps):
    path = np.array([theta0])
    for _ in range(steps):
        path.append(path[-1] - lr * gradient(path[-1]))
    return path


@wrong(
    says="All numbers stand in one long row, as `np.append` leaves them."
)
def one_long_row(gradient, theta0, lr, steps):
    theta = path = np.array(theta0, dtype=float)
    for _ in range(steps):
        theta = theta - lr * gradient(theta)
        path = np.append(path, theta)
    return path


@wrong(
    says="All numbers stand in one long row, as `np.append` leaves them."
)
def np_append_and_its_last_entry(gradient, theta0, lr, steps):
    path = np.array([theta0])
    for _ in range(steps):
        path = np.append(path, path[-1] - lr * gradient(path[-1]))
    return path


@wrong(says="A list, with its `append`, takes anything")
def np_append_along_an_axis(gradient, theta0, lr, steps):
    path = np.array([theta0])
    for _ in range(steps):
        path = np.append(path, path[-1] - lr * gradient(path[-1]), axis=0)
    return path


@wrong(says="Does a number stand in the place of lr? Take lr.")
def rate_written_in(gradient, theta0, lr, steps):
    path = [theta0]
    for _ in range(steps):
        path.append(path[-1] - 0.1 * gradient(path[-1]))
    return np.array(path)


@wrong(says="Only the start is there: no step was added.")
def np_append_thrown_away(gradient, theta0, lr, steps):
    path = np.array([theta0])
    for _ in range(steps):
        np.append(path, [path[-1] - lr * gradient(path[-1])], axis=0)
    return path


@wrong(
    says="`np.append` changes nothing in place. Keep the points in a list"
)
def np_append_to_the_start_thrown_away(gradient, theta0, lr, steps):
    path = theta = theta0
    for _ in range(steps):
        theta = theta - lr * gradient(theta)
        np.append(path, theta)
    return path


@wrong(
    says="The number of columns is fixed in your code. It is n, the length of theta0: `len(theta0)`."
)
def three_columns(gradient, theta0, lr, steps):
    path = np.zeros((steps + 1, 3))
    path[0] = theta0
    for t in range(steps):
        path[t + 1] = path[t] - lr * gradient(path[t])
    return path


@wrong(says="The number of columns is fixed in your code.")
def two_columns(gradient, theta0, lr, steps):
    path = np.zeros((steps + 1, 2))
    path[0] = theta0
    for t in range(steps):
        path[t + 1] = path[t] - lr * gradient(path[t])
    return path


@wrong(says="Does a number stand in the place of steps? Take steps.")
def five_steps(gradient, theta0, lr, steps):
    path = [theta0]
    for _ in range(5):
        path.append(path[-1] - lr * gradient(path[-1]))
    return np.array(path)


@wrong(
    says="`gradient_bowl` is used, and what comes in as `gradient` is not: take `gradient`."
)
def gradient_of_the_bowl(gradient, theta0, lr, steps):
    path = [theta0]
    for _ in range(steps):
        path.append(path[-1] - lr * gradient_bowl(path[-1]))
    return np.array(path)


@wrong(
    says="`descent_step` is called without `lr`. Look up what it takes, and in which order."
)
def rate_not_handed_over(gradient, theta0, lr, steps):
    path = [theta0]
    for _ in range(steps):
        path.append(descent_step(path[-1], gradient(path[-1])))
    return np.array(path)


@wrong(says="another landscape, start, rate and number of steps")
def two_sizes_known(gradient, theta0, lr, steps):
    path = np.zeros((steps + 1, 3 if len(theta0) == 3 else 2))
    path[0] = theta0
    for t in range(steps):
        path[t + 1] = path[t] - lr * gradient(path[t])
    return path


@wrong(
    says="A list doesn't grow by `path[i] = …`: that only replaces an entry that is there already. Use `path.append(…)`."
)
def empty_list_written_to(gradient, theta0, lr, steps):
    path = []
    path[0] = theta0
    for t in range(steps):
        path[t + 1] = path[t] - lr * gradient(path[t])
    return np.array(path)


@wrong(
    says="All points are added up into one: `path += theta` adds numbers. `path.append(x)` puts a row at the end."
)
def points_added_up(gradient, theta0, lr, steps):
    theta = theta0
    path = [theta]
    for _ in range(steps):
        theta = theta - lr * gradient(theta)
        path += theta
    return np.array(path)


@wrong(
    says="Only the last two points are there: does `path = [...]` stand inside the loop, so that it begins anew each time?"
)
def path_begun_in_the_loop(gradient, theta0, lr, steps):
    theta = theta0
    for _ in range(steps):
        path = [theta]
        theta = theta - lr * gradient(theta)
        path.append(theta)
    return np.array(path)


@wrong(says="Only the last point is there: does `path = [...]` stand")
def empty_path_begun_in_the_loop(gradient, theta0, lr, steps):
    path, theta = [theta0], theta0
    for _ in range(steps):
        path = []
        theta = theta - lr * gradient(theta)
        path.append(theta)
    return np.array(path)


@wrong(
    says="One number fits there, and an array was put in: does the path have columns? `np.zeros((steps + 1, len(theta0)))`."
)
def no_columns(gradient, theta0, lr, steps):
    path = np.zeros(steps + 1)
    path[0] = theta0
    for t in range(steps):
        path[t + 1] = path[t] - lr * gradient(path[t])
    return path


@wrong(says="is it misspelt, or is a cell above not run yet?")
def letter_n(gradient, theta0, lr, steps):
    path = np.zeros((steps + 1, n))
    path[0] = theta0
    for t in range(steps):
        path[t + 1] = path[t] - lr * gradient(path[t])
    return path


@wrong(
    says="The old point is added to each new one: a step gives the point that it leads to, and nothing has to be added to that."
)
def old_point_added_again(gradient, theta0, lr, steps):
    path = [theta0]
    for i in range(steps):
        path.append(path[i] + descent_step(path[i], gradient(path[i]), lr))
    return np.array(path)


@wrong(says="is used before it has a value")
def no_start_set(gradient, theta0, lr, steps):
    path = [theta0]
    for _ in range(steps):
        theta = theta - lr * gradient(theta)
        path.append(theta)
    return np.array(path)


@wrong(says="is used before it has a value")
def no_start_set_for_the_slope(gradient, theta0, lr, steps):
    path = [theta0]
    for _ in range(steps):
        grad = gradient(theta)
        theta = descent_step(theta, grad, lr)
        path.append(theta)
    return np.array(path)


@wrong(says="is it misspelt, or is a cell above not run yet?")
def start_by_another_name(gradient, theta0, lr, steps):
    path = [theta]
    for _ in range(steps):
        path.append(path[-1] - lr * gradient(path[-1]))
    return np.array(path)


@wrong(
    says="After the first step all rows are 0: does a `return` stand inside the loop?"
)
def return_in_the_loop_over_rows(gradient, theta0, lr, steps):
    path = np.zeros((steps + 1, len(theta0)))
    path[0] = theta0
    for t in range(steps):
        path[t + 1] = path[t] - lr * gradient(path[t])
        return path


@wrong(
    says="Only the first step was taken: does a `return` stand inside the loop?"
)
def point_returned_in_the_loop(gradient, theta0, lr, steps):
    theta = theta0
    for _ in range(steps):
        theta = theta - lr * gradient(theta)
        return theta
