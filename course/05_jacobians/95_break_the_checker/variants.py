import numpy as np

from nablabook.variants import right, wrong


@right(answer="sneaky")
def nothing_but_nan(x):
    return np.full(len(x), np.nan)


@right(answer="sneaky")
def all_zeros(x):
    return np.zeros(len(x))


@right(answer="sneaky")
def always_thirds(x):
    return np.full(len(x), 1 / 3)


@right(answer="sneaky")
def a_row_as_a_matrix(x):
    return (np.asarray(x) > 0)[None, :] / len(x)


@right(answer="sneaky")
def leaky(x):
    x = np.asarray(x)
    return np.where(x > 0, 1, 0.01) / len(x)


@right(answer="sneaky")
def wrong_for_long_ones(x):
    return right_gradient(x) + (len(x) > 10)


@right(answer="sneaky")
def half_at_zero(x):
    return np.heaviside(x, 0.5) / len(x)


@wrong(answer="sneaky", says="In a hidden test (whether it is wrong")
def a_share_for_each_length(x):
    shares = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    return (np.asarray(x) >= 0) / shares[len(x)]


@wrong(
    answer="sneaky",
    says="and not at a single number or length alone",
)
def wrong_at_one_number(x):
    return np.where(x == 10, 7.0, right_gradient(x))


@wrong(answer="sneaky", says="It has to be wrong somewhere")
def right_as_a_list(x):
    return list(right_gradient(x))


@wrong(answer="sneaky", says="It has to be wrong somewhere")
def an_honest_one(x):
    return (np.asarray(x) > 0) / len(x)


@wrong(answer="sneaky", says="It has to be wrong somewhere")
def off_by_rounding(x):
    return (np.asarray(x) > 0) / len(x) - 1e-9


@wrong(answer="sneaky", says="weak_check notices that it is wrong.")
def too_large(x):
    return (np.asarray(x) > 0) * 1.0


@wrong(answer="sneaky", says="weak_check notices that it is wrong.")
def off_by_one(x):
    return right_gradient(x) + 1


@wrong(answer="sneaky", says="It raises ZeroDivisionError.")
def stumbles(x):
    return 1 / 0


@wrong(answer="sneaky", says="It uses `torch`.")
def with_torch(x):
    return torch.zeros(len(x)).numpy()


@wrong(answer="sneaky", says="weak_check can't compare what comes back")
def of_another_length(x):
    return np.zeros(len(x) + 2)


@wrong(answer="sneaky", says="weak_check can't compare what comes back")
def nothing_returned(x):
    np.zeros(len(x))


@right(answer="strong_check")
def with_allclose(candidate, reference):
    points = [np.linspace(-3, 3, n) for n in (1, 2, 3, 5, 7, 11)]
    points += [100 * np.arange(-4, 5), np.array([1000.5, 0.0, -0.25])]
    points += [np.zeros(2), np.array([1, 2, 3, 4])]
    for x in points:
        before = x.copy()
        got = np.asarray(candidate(x), dtype=float)
        if before.tolist() != x.tolist():
            return False
        wanted = np.asarray(reference(before), dtype=float)
        if got.shape != wanted.shape:
            return False
        if not np.allclose(got, wanted, rtol=1e-5, atol=1e-6):
            return False
    return True


@right(answer="strong_check")
def many_random_points(candidate, reference):
    rng = np.random.default_rng(12)
    for k in range(60):
        n = 1 + k % 6
        x = rng.choice([0.0, 0.5, 1.25, 500.0, 3.0], n) * rng.choice(
            [-1, 1], n
        )
        whole = rng.integers(-4, 5, n)
        for point in (x, whole):
            given = np.array(point)
            got = candidate(given)
            wanted = reference(np.array(point))
            same = np.shape(got) == np.shape(wanted)
            if not same or (given != point).any():
                return False
            for a, b in zip(got, wanted):
                if not abs(a - b) < 1e-4 * max(1, abs(b)):
                    return False
    return True


@right(answer="strong_check")
def by_assertion(candidate, reference):
    for x in (
        np.array([0.0, -2.5, 1.5, 300.0, 7.0]),
        np.array([0, -2, 1, 300, 7]),
        np.array([2.0]),
        np.array([-1e3, 1e3]),
    ):
        given = x.copy()
        try:
            got = np.array(candidate(given))
            assert got.shape == np.shape(reference(x))
            np.testing.assert_allclose(got, reference(x), 1e-5, 1e-6)
            np.testing.assert_array_equal(given, x)
        except AssertionError:
            return False
    return True


@wrong(answer="strong_check", says="`difference > tol` never sees it")
def nan_slips_past(candidate, reference):
    points = [np.array([0.0, -1.5, 2.0]), np.array([3, -2, 0, 1, 5])]
    points += [np.array([500.0, -500.0]), np.array([2.0])]
    for x in points:
        given = x.copy()
        got = np.asarray(candidate(given))
        if (given != x).any() or got.shape != x.shape:
            return False
        if np.any(np.abs(got - reference(x)) > 1e-4):
            return False
    return True


@wrong(answer="strong_check", says="works, by broadcasting.")
def shapes_not_compared(candidate, reference):
    points = [np.array([0.0, -1.5, 2.0]), np.array([3, -2, 0, 1, 5])]
    points += [np.array([500.0, -500.0]), np.array([2.0])]
    for x in points:
        given = x.copy()
        got = np.asarray(candidate(given))
        if (given != x).any():
            return False
        if not np.all(np.abs(got - reference(x)) <= 1e-4):
            return False
    return True


@wrong(answer="strong_check", says="A second run looks at other points")
def without_a_seed(candidate, reference):
    rng = np.random.default_rng()
    for x in rng.normal(0, 3, (40, 4)):
        given = x.copy()
        got = np.asarray(candidate(given))
        if (given != x).any() or got.shape != x.shape:
            return False
        if not np.all(np.abs(got - reference(x)) <= 1e-5):
            return False
    return True


@wrong(answer="strong_check", says="No random point is exactly 0")
def random_points_alone(candidate, reference):
    rng = np.random.default_rng(1)
    for k in range(20):
        x = rng.normal(0, 200, 1 + k % 5)
        for point in (x, np.array([3, 1, 5, -2])):
            given = point.copy()
            got = np.asarray(candidate(given))
            wanted = np.asarray(reference(point))
            if (given != point).any() or got.shape != wanted.shape:
                return False
            close = np.abs(got - wanted) <= 1e-5 * (1 + np.abs(wanted))
            if not np.all(close):
                return False
    return True


@wrong(
    answer="strong_check",
    says="Two right computations may round differently",
)
def exactly_equal(candidate, reference):
    points = [np.array([0.0, -1.5, 2.0]), np.array([3, -2, 0, 1, 5])]
    points += [np.array([500.0, -500.0]), np.array([2.0])]
    for x in points:
        given = x.copy()
        got = np.asarray(candidate(given))
        if not np.array_equal(got, reference(x)):
            return False
        if not np.array_equal(given, x):
            return False
    return True


@wrong(answer="strong_check", says="the tolerance is too small")
def too_strict(candidate, reference):
    points = [np.array([0.0, -1.5, 2.0]), np.array([3, -2, 0, 1, 5])]
    points += [np.array([500.0, -500.0]), np.array([2.0])]
    for x in points:
        given = x.copy()
        got = np.asarray(candidate(given))
        wanted = np.asarray(reference(x))
        if (given != x).any() or got.shape != wanted.shape:
            return False
        if not np.allclose(got, wanted, rtol=1e-9, atol=1e-9):
            return False
    return True


@wrong(
    answer="strong_check",
    says="Hand it a copy, and look at the copy afterwards.",
)
def input_not_looked_at(candidate, reference):
    points = [np.array([0.0, -1.5, 2.0]), np.array([3, -2, 0, 1, 5])]
    points += [np.array([500.0, -500.0]), np.array([2.0])]
    for x in points:
        got = np.asarray(candidate(x.copy()))
        wanted = np.asarray(reference(x))
        if got.shape != wanted.shape:
            return False
        close = np.abs(got - wanted) <= 1e-5 * (1 + np.abs(wanted))
        if not np.all(close):
            return False
    return True


@wrong(answer="strong_check", says="Try an array of integers, too.")
def floats_alone(candidate, reference):
    points = [np.array([0.0, -1.5, 2.0]), np.array([3.0, -2, 0, 1, 5])]
    points += [np.array([500.0, -500.0]), np.array([2.0])]
    for x in points:
        given = x.copy()
        got = np.asarray(candidate(given))
        wanted = np.asarray(reference(x))
        if (given != x).any() or got.shape != wanted.shape:
            return False
        close = np.abs(got - wanted) <= 1e-5 * (1 + np.abs(wanted))
        if not np.all(close):
            return False
    return True


@wrong(answer="strong_check", says="Try arrays of several lengths.")
def three_numbers_alone(candidate, reference):
    points = [np.array([0.0, -1.5, 2.0]), np.array([3, -2, 0])]
    points += [np.array([500.0, -500.0, 1.0])]
    for x in points:
        given = x.copy()
        got = np.asarray(candidate(given))
        wanted = np.asarray(reference(x))
        if (given != x).any() or got.shape != wanted.shape:
            return False
        close = np.abs(got - wanted) <= 1e-5 * (1 + np.abs(wanted))
        if not np.all(close):
            return False
    return True


@wrong(answer="strong_check", says="take its absolute value")
def no_absolute_value(candidate, reference):
    points = [np.array([0.0, -1.5, 2.0]), np.array([3, -2, 0, 1, 5])]
    points += [np.array([500.0, -500.0]), np.array([2.0])]
    for x in points:
        given = x.copy()
        got = np.asarray(candidate(given))
        wanted = np.asarray(reference(x))
        if (given != x).any() or got.shape != wanted.shape:
            return False
        if not np.all(got - wanted <= 1e-5 * (1 + np.abs(wanted))):
            return False
    return True


@wrong(
    answer="strong_check",
    says="It calls the candidate more than 200 times.",
)
def too_many_calls(candidate, reference):
    rng = np.random.default_rng(3)
    for x in rng.normal(0, 1, (1000, 3)):
        if not np.allclose(candidate(x), reference(x)):
            return False
    return True


@wrong(
    answer="strong_check",
    says="it returns an array: a verdict is True or False.",
)
def a_verdict_for_each_entry(candidate, reference):
    x = np.array([0.0, -1.5, 2.0])
    return np.abs(np.asarray(candidate(x)) - reference(x)) < 1e-5


@wrong(
    answer="strong_check",
    says="one that is wrong at negative numbers",
)
def the_weak_one(candidate, reference):
    for x in (np.array([1.0, 2.0, 3.0]), np.array([4.0])):
        if not np.allclose(np.asarray(candidate(x)), reference(x)):
            return False
    return True


@wrong(
    answer="strong_check",
    says="Try arrays of several lengths. One with n = 1, too.",
)
def five_numbers_alone(candidate, reference):
    points = [np.array([0.0, -1.5, 2.0, 500.0, -500.0])]
    points += [np.array([3, -2, 0, 1, 5])]
    for x in points:
        given = x.copy()
        got = np.asarray(candidate(given))
        wanted = np.asarray(reference(x))
        if (given != x).any() or got.shape != wanted.shape:
            return False
        close = np.abs(got - wanted) <= 1e-5 * (1 + np.abs(wanted))
        if not np.all(close):
            return False
    return True


@wrong(answer="strong_check", says="it isn't right_gradient each time.")
def right_gradient_for_reference(candidate, reference):
    points = [np.array([0.0, -1.5, 2.0]), np.array([3, -2, 0, 1, 5])]
    points += [np.array([500.0, -500.0]), np.array([2.0])]
    for x in points:
        given = x.copy()
        got = np.asarray(candidate(given))
        wanted = right_gradient(x)
        if (given != x).any() or got.shape != wanted.shape:
            return False
        if not np.all(np.abs(got - wanted) <= 1e-5):
            return False
    return True


@wrong(answer="strong_check", says="`if` wants one True or False")
def an_if_on_an_array(candidate, reference):
    for x in (np.array([0.0, -1.5, 2.0]), np.array([500.0])):
        if np.abs(np.asarray(candidate(x)) - reference(x)) > 1e-6:
            return False
    return True


@wrong(
    answer="strong_check",
    says="`np.array_equal(given, x)` make one of them.",
)
def an_if_on_the_input(candidate, reference):
    for x in (np.array([0.0, -1.5, 2.0]), np.array([500.0])):
        given = x.copy()
        got = np.asarray(candidate(given))
        if given != x:
            return False
        if not np.allclose(got, reference(x)):
            return False
    return True
