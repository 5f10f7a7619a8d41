import numpy as np

from nablabook.variants import right, wrong


@right
def by_the_norm(A):
    return 2 / np.linalg.norm(A, 2)


@right
def by_power_iteration(A):
    v = np.ones(len(A)) + 0.1 * np.arange(len(A))
    for _ in range(5000):
        v = A @ v
        v = v / np.linalg.norm(v)
    return 2 / (v @ A @ v)


@right
def tightest_of_all(A):
    return min(2 / value for value in np.linalg.eigvalsh(A))


@right
def single_precision(A):
    return np.float32(2 / np.linalg.eigvalsh(A)[-1])


@wrong(says="It is half of what it should be")
def one_over_the_largest(A):
    return 1 / np.linalg.eigvalsh(A).max()


@wrong(
    says="The smallest eigenvalue, that of the flattest direction, stands where the largest eigenvalue is meant."
)
def the_smallest_eigenvalue(A):
    return 2 / np.linalg.eigvalsh(A).min()


@wrong(
    says="The trace, the sum of all eigenvalues, stands where the largest eigenvalue is meant."
)
def the_trace(A):
    return 2 / np.trace(A)


@wrong(
    says="The largest entry on the diagonal stands where the largest eigenvalue is meant."
)
def the_diagonal(A):
    return 2 / np.diag(A).max()


@wrong(says="The right number is one of these, and one is meant: which?")
def a_border_for_each_direction(A):
    return 2 / np.linalg.eigvalsh(A)


@wrong(
    says="It is an eigenvalue of A itself: what is asked for is made of it."
)
def the_eigenvalue_itself(A):
    return np.linalg.eigvalsh(A).max()


@wrong(says="bowls that lie askew, of other sizes")
def for_the_visible_bowls(A):
    return 0.2823314563730148 if len(A) == 3 else 0.5


@wrong(
    says="It is one over what it should be: the fraction stands upside down."
)
def upside_down(A):
    return np.linalg.eigvalsh(A).max() / 2


@wrong(
    says="An eigenvalue from between stands where the largest eigenvalue is meant. `eigvalsh` sorts them: the largest is the last, [-1]."
)
def second_eigenvalue(A):
    return 2 / np.linalg.eigvalsh(A)[1]


@wrong(says="However many there are, [-1] is the last.")
def third_eigenvalue(A):
    return 2 / np.linalg.eigvalsh(A)[2]


@wrong(says="`eig` and `eigvals` sort nothing: the place [0] holds")
def first_as_eig_orders_them(A):
    return 2 / np.linalg.eig(A)[0][0]


@wrong(says="`eig` and `eigvals` sort nothing: the place [1] holds")
def second_as_eig_orders_them(A):
    return 2 / np.linalg.eig(A)[0][1]


@wrong(says="stands where the largest eigenvalue is meant")
def last_as_eig_orders_them(A):
    return 2 / np.linalg.eig(A)[0][-1]


@wrong(says="largest_stable_rate at A = ")
def third_as_eig_orders_them(A):
    return 2 / np.linalg.eig(A)[0][2]


@wrong(says="is it misspelt, or is a cell above not run yet?")
def letter_a(A):
    return 2 / a


@wrong(says="is it misspelt, or is a cell above not run yet?")
def letter_n(A):
    return 2 / np.linalg.eigvalsh(A)[n - 1]


@wrong(says="It comes out the same whatever A is: compute it from A.")
def the_border_of_the_picture(A):
    return 0.5


@wrong(says="can't say which of two rows is the larger. `np.max(A)`")
def pythons_max(A):
    return 2 / max(A)


@wrong(says="`eig` and `eigvals` sort nothing: the place [0] holds")
def first_of_eigvals(A):
    return 2 / np.linalg.eigvals(A)[0]


@wrong(
    says="The sum of the smallest and the largest eigenvalue stands where the largest eigenvalue is meant."
)
def smallest_and_largest_added(A):
    values = np.linalg.eigvalsh(A)
    return 2 / (values[0] + values[-1])


@wrong(
    says="The entry [1, 1] of A stands where the largest eigenvalue is meant: A isn't 0 off the diagonal."
)
def read_off_the_picture(A):
    return 2 / A[1, 1]


@wrong(
    says="It is a quarter of what it should be: does a factor 2 stand below the line that belongs above it?"
)
def the_two_below_the_line(A):
    return 1 / (2 * np.linalg.eigvalsh(A)[-1])
