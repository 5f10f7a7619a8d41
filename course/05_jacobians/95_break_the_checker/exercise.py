# %% [markdown]
# ## 11 · Break the checker: `sneaky` and `strong_check`
#
# *Hard · 40 minutes*
#
# All along something has checked your gradients. How does it know? It calls your function at a few points and compares. So
# a check is code, too, and code can be wrong. Before you trust one, try to fool it.
#
# The gradient in question is that of the mean of ReLUs, $F(x) = \frac{1}{n} \sum_{i} (x_i)^+$ for $n$ numbers:
#
# $$\underbrace{\nabla F(x)}_{(n,)}\text{ has the entries }
# \frac{\partial F}{\partial x_i} = \begin{cases} 1/n & \text{where } x_i > 0 \\ 0 & \text{elsewhere} \end{cases}$$
#
# Here is the right function, and somebody's check. It takes two functions: a **candidate**, which may be wrong, and the
# **reference**, which is right.


# %% role="given"
def right_gradient(x):
    """The gradient of the mean of ReLUs."""
    x = np.asarray(x)
    return (x > 0) / len(x)


def weak_check(candidate, reference):
    """Whether the candidate is right. Somebody was in a hurry."""
    for x in (np.array([1.0, 2.0, 3.0]), np.array([0.5, 4.0, 1.5])):
        difference = candidate(x) - reference(x)
        if np.any(difference > 1e-6):
            return False
    return True


print("the right one passes:", weak_check(right_gradient, right_gradient))

# %% [markdown]
# **Predict first.** How many ways do you see to be wrong and still get `True`? Look at the points. Then at the comparison.
#
# **Your turn.** Write `sneaky(x)`, a **wrong** gradient that `weak_check` takes for right. Wrong means: for some `x` an entry
# is off by more than rounding, or the shape is another one, or it is no number at all. Be wrong for a whole kind of `x`, not
# for a single number or length: what we try is a handful. A function that is wrong at one number alone may be refused, or
# pass by luck, and neither says much. And it answers for each `x`, however long: an error is no answer.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# Which numbers does weak_check never try? There you may answer what you like.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# A check of a square root that tries 4 and 9 alone is fooled by a function that gives 2 for 4 and 3 for everything else.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# Take the right gradient and change what it does at 0, or at negative numbers, or for another n. Or leave the points
# alone and look at <code>difference &gt; 1e-6</code>: for which differences is that False?
# </blockquote></details>


# %% role="answer"
def sneaky(x):
    """A wrong gradient of the mean of ReLUs that weak_check takes."""
    ### BEGIN SOLUTION
    return (np.asarray(x) >= 0) / len(x)
    ### END SOLUTION


# %% role="check" points=2
check.fools(
    sneaky,
    check=weak_check,
    reference=right_gradient,
    at_each=[
        [0.0],
        [-7.0, 3.0],
        [0.0, 1.0, -1.0],
        [3.0, -2.0, 0.0, 150.0],
        [-0.5, 0.25, -4.0, 5.0, 1.5],
        [1, 0, -2, 3, 4, 7],
        [1e-9, -1e-9, 1000.0, -1000.0, 1e6, -1e6, 0.0],
        [0.5, -1.5, 2.5, 3.5, -4.5, 5.5, 6.5, -7.5, 8.5, 9.5, 0.0],
    ],
)

# %% role="hidden"
rng = np.random.default_rng(95)
check.fools(
    sneaky,
    check=weak_check,
    reference=right_gradient,
    about="whether it is wrong anywhere",
    at_each=[
        [1.0, 2.0, 3.0],
        [0.5, 4.0, 1.5],
        [0.0, 1.0, -1.0],
        [0.0],
        [3.0, -2.0],
        [-1.0, -2.0, -3.0],
        [5.0],
        [0.25, 0.5, 0.75, 1.0, 2.0],
        [1000.0, 1e6, -1e6],
        [1, 2, 3],
        [0, -1, 7, 2],
        [0.5, -1.5, 2.5, 3.5, -4.5, 5.5, 6.5, -7.5, 8.5, 9.5, 0.0],
        *rng.normal(0, 3, (7, 3)),
        *rng.normal(0, 30, (5, 13)),
    ],
)

# %% [markdown]
# ### A strong one
#
# Now the other side. There is a bank of candidates, some right and some wrong. Your check has to tell them apart, for
# more than one reference. Among the wrong ones are some that are wrong
#
# - at one kind of number alone: exactly 0, negative ones, large ones (above 100), whole ones given as integers;
# - for one length of `x` and not for another, or at one entry alone;
# - by a factor, or by a thousandth of the value;
# - in shape, in such a way that broadcasting hides it;
# - by giving `nan`, *not a number*, here and there;
# - by changing the `x` that they are given, although what they return is right.
#
# And the right ones are all functions that a reasonable person would take: some return a list, some round in single
# precision (`float32`, wrong in the seventh digit), some differ by $10^{-12}$.
#
# **Your turn.** Write `strong_check(candidate, reference)`. It returns `True` or `False`. Both functions take an array `x` of
# shape `(n,)`, for any $n \ge 1$, floats or integers. You choose the points, and call the candidate **200 times at most**.
# The verdict has to be the same each time: if you draw points, draw them from a generator with a seed.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# Go through the list above. For each line: which point shows it, or which comparison? A few well-chosen points do more
# than 200 random ones: a random number is never exactly 0.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# <code>np.nan &gt; 1e-6</code> is False, and so is <code>np.nan &lt;= 1e-6</code>. So ask for what is <i>good</i>, and refuse
# everything else: <code>not np.all(difference &lt;= 1e-6)</code>. And (1, 3) minus (3,) works, by broadcasting: compare
# the shapes first.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# For each point: <code>given = x.copy()</code>, <code>got = np.asarray(candidate(given))</code>,
# <code>expected = np.asarray(reference(x))</code>. Return False if not
# <code>np.array_equal(given, x)</code>, if the shapes differ, or if not all of
# <code>np.abs(got - expected)</code> are at most 1e-5 times <code>1 + np.abs(expected)</code>. After the loop, True.
# </blockquote></details>


# %% role="answer"
def strong_check(candidate, reference):
    """Whether the candidate gives what the reference gives, everywhere."""
    ### BEGIN SOLUTION
    rng = np.random.default_rng(0)
    points = [np.array([0.0, -1.5, 2.0]), np.array([3, -2, 0, 1, 5])]
    points += [np.array([x]) for x in (0.0, 0.5, -7.0, 1e4, -1e4)]
    points += [rng.normal(0, scale, 7) for scale in (0.1, 1, 10, 1000)]
    for x in points:
        given = x.copy()
        got = np.asarray(candidate(given))
        expected = np.asarray(reference(x))
        if not np.array_equal(given, x) or got.shape != expected.shape:
            return False
        close = np.abs(got - expected) <= 1e-5 * (1 + np.abs(expected))
        if not np.all(close):
            return False
    return True
    ### END SOLUTION


# %% role="check" points=6
def as_a_list(x):
    return [1 / len(x) if v > 0 else 0.0 for v in x]


def rounded_otherwise(x):
    return (np.asarray(x) > 0) / len(x) * (1 + 1e-12)


def sum_for_mean(x):
    return (np.asarray(x) > 0) * 1.0


def nan_everywhere(x):
    return np.full(len(x), np.nan)


def wrong_for_one_number(x):
    return right_gradient(x) + (len(x) == 1)


def gradient_of_squares(x):
    """Another reference: the gradient of the mean of x²/2."""
    return np.asarray(x) / len(x)


another_is_right = (
    "What is right, `reference` says: it isn't right_gradient each time."
)
check.checker(
    strong_check,
    reference=right_gradient,
    accepts={
        "the reference itself": right_gradient,
        "one that returns a list": as_a_list,
        "one with rounding errors of 1e-12": rounded_otherwise,
    },
    refuses={
        "one that is n times too large": sum_for_mean,
        "one that gives NaN": nan_everywhere,
        "one that is wrong for a single number": wrong_for_one_number,
    },
    says={
        "one with rounding errors of 1e-12": (
            "Two right computations may round differently: allow for it."
        ),
        "one that is wrong for a single number": (
            "Try arrays of several lengths. One with n = 1, too."
        ),
    },
)
check.checker(
    strong_check,
    reference=gradient_of_squares,
    accepts={"another reference itself": gradient_of_squares},
    refuses={"right_gradient, where another one is right": right_gradient},
    says={"another reference itself": another_is_right},
    name="strong_check with another reference",
)


# %% role="hidden"
def changed(function, change):
    """A candidate that computes the right result and changes it."""

    def candidate(x):
        x = np.asarray(x)
        with np.errstate(all="ignore"):
            return change(np.array(function(x), dtype=float), x)

    return candidate


def only_where(condition, value):
    """A change of those entries alone at which x meets a condition."""
    return lambda result, x: np.where(
        condition(x), value(result, x), result
    )


def spoils_x(function):
    def candidate(x):
        result = function(x)
        x *= 2
        return result

    return candidate


def cuts_decimals(function):
    def candidate(x):
        kept = np.zeros_like(x)
        kept[...] = function(x)
        return kept

    return candidate


def last_entry(result, x):
    result[-1] += 0.01
    return result


def longer_than_three(result, x):
    return result * (1 if len(x) <= 3 else 1.5)


def nan_at_zero(result, x):
    result[x == 0] = np.nan
    return result


def candidates(reference):
    """The bank for one reference: right ones, and wrong ones."""

    def single(x):
        return np.asarray(reference(x)).astype(np.float32)

    accepts = {
        "the reference itself": reference,
        "one that returns a list": lambda x: reference(x).tolist(),
        "one with rounding errors of 1e-12": changed(
            reference, lambda result, x: result * (1 + 1e-12) + 1e-13
        ),
        "one that rounds in single precision": single,
    }
    refuses = {
        "one that is too small": changed(
            reference, lambda result, x: result - 0.01
        ),
        "one that is wrong at exactly 0": changed(
            reference, only_where(lambda x: x == 0, lambda r, x: r + 0.1)
        ),
        "one that is wrong at negative numbers": changed(
            reference, only_where(lambda x: x < 0, lambda r, x: r + 0.1)
        ),
        "one that is wrong at large numbers": changed(
            reference, only_where(lambda x: x > 100, lambda r, x: 0 * r)
        ),
        "one that is n times too large": changed(
            reference, lambda result, x: result * len(x)
        ),
        "one that is too large by a thousandth": changed(
            reference, lambda result, x: result * 1.001
        ),
        "one whose result has the shape (1, n)": changed(
            reference, lambda result, x: result[None]
        ),
        "one that gives NaN at exactly 0": changed(reference, nan_at_zero),
        "one that gives NaN everywhere": changed(
            reference, lambda result, x: result * np.nan
        ),
        "one that is wrong at the last entry": changed(
            reference, last_entry
        ),
        "one that is wrong for more than three numbers": changed(
            reference, longer_than_three
        ),
        "one that changes its input": spoils_x(reference),
        "one that cuts off decimals where x is whole": cuts_decimals(
            reference
        ),
    }
    return accepts, refuses


nan_slips = (
    "Every comparison with NaN is False, so `difference > tol` never sees "
    "it. Ask for what is good, and refuse the rest."
)
slips = {
    "one that gives NaN at exactly 0": nan_slips,
    "one that gives NaN everywhere": nan_slips,
    "one whose result has the shape (1, n)": (
        "(1, n) minus (n,) works, by broadcasting. Compare the shapes first."
    ),
    "one that is too small": (
        "A difference may be negative: take its absolute value."
    ),
    "one that changes its input": (
        "Hand it a copy, and look at the copy afterwards."
    ),
    "one that cuts off decimals where x is whole": (
        "Try an array of integers, too."
    ),
    "one that is wrong at exactly 0": (
        "No random point is exactly 0: choose that one yourself."
    ),
    "one that is wrong for more than three numbers": (
        "Try arrays of several lengths."
    ),
    "one that rounds in single precision": (
        "Single precision has seven digits: the tolerance is too small."
    ),
    "one with rounding errors of 1e-12": (
        "Two right computations may round differently: allow for it."
    ),
}
for behaviour, reference in {
    "the gradient of the mean of ReLUs": right_gradient,
    "the gradient of a mean of squares": lambda x: np.asarray(x) / len(x),
}.items():
    accepts, refuses = candidates(reference)
    check.checker(
        strong_check,
        reference=reference,
        accepts=accepts,
        refuses=refuses,
        says=slips
        if reference is right_gradient
        else {"the reference itself": another_is_right} | slips,
        about=behaviour,
    )

# %% [markdown]
# **Explain.** You have now met both ways in which a check fails. It can be too mild: it looks at the wrong points, or its
# comparison has a hole, as for NaN or for shapes that broadcast. And it can be too strict: it takes honest rounding for
# a mistake. A check that is never tried on wrong answers is itself unchecked.
#
# The checks of this workbook are tried like yours: each exercise comes with answers that are known to be right and others
# that are known to be wrong, and every check has to sort them. If you find a wrong answer that gets through all the same,
# tell your teacher. That is worth more than the points.
