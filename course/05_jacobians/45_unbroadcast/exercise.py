# %% [markdown]
# ## 5 · What was stretched is summed: `unbroadcast`
#
# *Hard · 30 minutes*
#
# In `X @ W + b` a matrix of shape $(N, H)$ and a bias of shape $(H,)$ are added. How can that be? numpy **broadcasts**: it
# stretches the smaller one, as if it stood there $N$ times. And you have seen what the way back does: the gradient by `b`
# is a **sum** over those $N$ copies. Is that a rule?
#
# numpy writes the two shapes below each other, aligned at the **right**. An axis that is missing at the left counts as 1. Then
# every axis of size 1 is stretched to the size of the other.
#
# | shape | | stretched to $(2, 5, 3)$ along |
# |:--|:--|:--|
# | $(3,)$ | counts as $(1, 1, 3)$ | axes 0 and 1 |
# | $(5, 1)$ | counts as $(1, 5, 1)$ | axes 0 and 2 |
# | $(2, 1, 3)$ | | axis 1 |
# | $()$, a single number | counts as $(1, 1, 1)$ | all three |
#
# **Predict, then run.** Somebody writes `A + c`, with `A` of shape $(2, 3)$ and `c` of shape $(2, 1)$. Each number of `c` is
# used three times. All slopes of the loss by the result are 1; then they are $0, 1, 2, \dots$. What are the gradients by `c`?

# %% role="given"
broadcast_c = torch.zeros(2, 1, dtype=torch.float64, requires_grad=True)
for slopes in (torch.ones(2, 3), torch.arange(6.0).reshape(2, 3)):
    broadcast_c.grad = None
    (torch.zeros(2, 3, dtype=torch.float64) + broadcast_c).backward(slopes)
    print("grad_out:", slopes.numpy().tolist(), end="   ")
    print("by c:", broadcast_c.grad.numpy().tolist())

# %% [markdown]
# **Explain.** $0 + 1 + 2 = 3$ and $3 + 4 + 5 = 12$: along the axis that was stretched, the slopes are added. And the
# gradient keeps the shape of `c`, $(2, 1)$, with its axis of size 1.
#
# **Your turn.** Write `unbroadcast(grad_out, shape)`. `grad_out` is the gradient by the result. `shape` is the tuple that an
# array had **before** it was stretched to the shape of `grad_out`. Return the gradient by that array, in this shape. It
# has to work for any shape that numpy can stretch so, the one that needs no stretching included. Two axes may be equally
# long: the position decides, not the size. Count from the right.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# Two different things can have happened to an axis: it was missing at the left, or it was there with size 1. First deal with
# the missing ones. How many are there?
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# <code>g = np.arange(6).reshape(2, 3)</code> is [[0, 1, 2], [3, 4, 5]]. Then <code>g.sum(axis=0)</code> is [3, 5, 7] of shape
# (3,), and <code>g.sum(axis=0, keepdims=True)</code> is [[3, 5, 7]] of shape (1, 3). Several axes at once are a tuple:
# <code>g.sum(axis=(0, 1))</code> is 15.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# <code>grad_out.ndim - len(shape)</code> axes are missing: while there are any, sum over axis 0. Then the axes stand as in
# <code>shape</code>: go through <code>enumerate(shape)</code>, and where the size is 1, sum over this axis with
# <code>keepdims=True</code>.
# </blockquote></details>


# %% role="answer"
def unbroadcast(grad_out, shape):
    """The gradient by an array of this shape, stretched to grad_out's."""
    ### BEGIN SOLUTION
    missing = grad_out.ndim - len(shape)
    grad = grad_out.sum(axis=tuple(range(missing)))
    ones = tuple(i for i, size in enumerate(shape) if size == 1)
    return np.sum(grad, axis=ones, keepdims=True)
    ### END SOLUTION


# %% [markdown]
# torch knows this rule. The check makes an array of that shape, lets torch stretch it, and runs backward. (What it calls
# `check.Shape` is a tuple like any other.)


# %% role="given"
def torch_unbroadcast(grad_out, shape):
    """The gradient by a stretched array of zeros, for torch."""
    small = torch.zeros(shape, dtype=torch.float64, requires_grad=True)
    small.expand(grad_out.shape).backward(grad_out.double())
    return small.grad


broadcast_grad = np.round(np.random.default_rng(45).normal(0, 1, (5, 3)), 1)
broadcast_box = np.round(
    np.random.default_rng(47).normal(0, 1, (2, 5, 3)), 1
)


# %% role="check" points=8
def torch_counted_too_early(grad_out, shape):
    """What comes of counting the axes of size 1 from the left."""
    early = [i for i, size in enumerate(shape) if size == 1]
    sizes = [
        1 if i in early else size for i, size in enumerate(grad_out.shape)
    ]
    some = torch_unbroadcast(torch.tensor(grad_out), sizes)
    there = sizes[some.ndim - len(shape) :]
    return torch_unbroadcast(some, there).numpy()


def torch_missing_left(expected, grad_out, shape):
    """What comes of the axes of size 1 alone, counted from the left."""
    sizes = list(grad_out.shape)
    for i, size in enumerate(shape):
        sizes[i] = 1 if size == 1 else sizes[i]
    return torch_unbroadcast(torch.tensor(grad_out), sizes).numpy()


def torch_kept_by_size(expected, grad_out, shape):
    """What comes of keeping each axis whose size is in `shape`, or the
    error, where too much is kept."""
    sizes = [size if size in shape else 1 for size in grad_out.shape]
    some = torch_unbroadcast(torch.tensor(grad_out), sizes)
    return some.numpy().reshape(shape)


nothing_missing_summed = {
    "Axes are matched by their size, and two may be equally long. Count "
    "them from the right.": torch_kept_by_size,
    "The axis that stays is looked for by its size, and two may be equally "
    "long. Count the axes from the right.": lambda expected, grad_out, shape: (
        grad_out.sum(axis=1)
        if len(shape) == 1 and grad_out.shape == 2 * shape
        else expected
    ),
    "`reshape` reads on row by row: of an axis of size 1 the copies don't "
    "come to stand together.": lambda expected, grad_out, shape: (
        grad_out.reshape(-1, *shape).sum(axis=0)
    ),
    "The axes that are missing at the left are not summed over: `shape` is "
    "shorter than `grad_out.shape`.": torch_missing_left,
    "Nothing is summed: grad_out comes back as it is.": (
        lambda expected, grad_out, shape: grad_out
    ),
    "Axis 0 is summed over whatever `shape` says. Which axes were "
    "stretched?": lambda expected, grad_out, shape: grad_out.sum(axis=0),
}
check.values(
    unbroadcast,
    like=torch_unbroadcast,
    at_each=[
        (broadcast_grad, check.Shape((3,))),
        (broadcast_grad, check.Shape((5, 1))),
        (broadcast_box, check.Shape((3,))),
        (broadcast_grad, check.Shape(())),
        (broadcast_grad, check.Shape((5, 3))),
        (broadcast_box, check.Shape((5, 1))),
        (broadcast_box, check.Shape((2, 1, 3))),
        (broadcast_grad[:3], check.Shape((3,))),
        (broadcast_grad[:3], check.Shape((3, 1))),
        (broadcast_box[:, :3, :2], check.Shape((2, 1, 1))),
    ],
    looks_like=nothing_missing_summed
    | {
        "A leading axis is left: all that were missing are summed over, not "
        "the first alone.": lambda expected, grad_out, shape: (
            expected
            if grad_out.ndim - len(shape) < 2 or shape == ()
            else grad_out.sum(axis=0)
        ),
        "The axes of size 1 are counted while leading ones are still there: "
        "drop the missing axes first.": lambda expected, grad_out, shape: (
            torch_counted_too_early(grad_out, shape)
        ),
        "An axis of size 1 is not summed over: it was stretched as well as "
        "those that were missing.": lambda expected, grad_out, shape: (
            torch_unbroadcast(
                torch.tensor(grad_out),
                grad_out.shape[grad_out.ndim - len(shape) :],
            ).numpy()
        ),
        "It is the mean over the copies. Each copy has its full say: their "
        "slopes are added.": lambda expected, grad_out, shape: (
            expected * (expected.size / grad_out.size)
        ),
        "An axis of size 1 got lost: the gradient keeps it, so that it has "
        "the shape of its array.": (
            lambda expected, grad_out, shape: np.squeeze(expected)
        ),
    },
)

# %% role="hidden"
broadcast_rng = np.random.default_rng(46)
box = np.round(broadcast_rng.normal(0, 1, (2, 5, 3)), 2)
flat = np.round(broadcast_rng.normal(0, 1, (7, 3)), 2)


def ones_before_missing(grad_out, shape):
    """The axes of size 1 summed over first, the missing ones after."""
    grad = grad_out
    for i, size in enumerate(shape):
        if size == 1:
            grad = grad.sum(axis=i, keepdims=True)
    while grad.ndim > len(shape):
        grad = grad.sum(axis=0)
    return grad


mistakes = nothing_missing_summed | {
    "The axes of size 1 are counted while leading ones are still there: drop "
    "the missing axes first.": lambda expected, grad_out, shape: (
        ones_before_missing(grad_out, shape)
    ),
    "It is the mean over the copies. Each copy has its full say: their "
    "slopes are added.": lambda expected, grad_out, shape: (
        expected * (expected.size / grad_out.size)
    ),
    "An axis of size 1 got lost: the gradient keeps it, so that it has "
    "the shape of its array.": (
        lambda expected, grad_out, shape: np.squeeze(expected)
    ),
    "A leading axis is left: all that were missing are summed over, not "
    "the first alone.": lambda expected, grad_out, shape: (
        expected
        if grad_out.ndim - len(shape) < 2
        else grad_out.sum(axis=0).sum(
            axis=tuple(
                i + grad_out.ndim - len(shape) - 1
                for i, size in enumerate(shape)
                if size == 1
            ),
            keepdims=True,
        )
    ),
    "An axis of size 1 is not summed over: it was stretched as well as "
    "those that were missing.": lambda expected, grad_out, shape: (
        grad_out.sum(axis=tuple(range(grad_out.ndim - len(shape))))
    ),
    "Only the first of the copies is there: the others have a say, too.": (
        lambda expected, grad_out, shape: grad_out[
            (0,) * (grad_out.ndim - len(shape))
            + tuple(slice(0, size) for size in shape)
        ]
    ),
    "Everything is added up, also along axes that were not stretched.": (
        lambda expected, grad_out, shape: np.full(shape, grad_out.sum())
    ),
}
check.values(
    unbroadcast,
    like=torch_unbroadcast,
    about="other sizes, a leading axis, an axis of size 1",
    at_each=[
        (flat, check.Shape((3,))),
        (flat, check.Shape((7, 1))),
        (flat, check.Shape((1, 3))),
        (flat[:, :1], check.Shape((1,))),
    ],
    looks_like=mistakes,
)
check.values(
    unbroadcast,
    like=torch_unbroadcast,
    about="several axes at once",
    at_each=[
        (box, check.Shape((3,))),
        (box, check.Shape((5, 1))),
        (box, check.Shape((2, 1, 3))),
        (box, check.Shape((1, 5, 1))),
        (flat, check.Shape((1, 1))),
    ],
    looks_like=mistakes,
)
check.values(
    unbroadcast,
    like=torch_unbroadcast,
    about="a single number",
    at_each=[
        (flat, check.Shape((7, 1))),
        (box, check.Shape(())),
        (flat, check.Shape((1,))),
        (np.array([1.5, -0.5, 4.0]), check.Shape(())),
    ],
)
check.values(
    unbroadcast,
    like=torch_unbroadcast,
    about="nothing was stretched",
    at_each=[
        (flat, check.Shape((3,))),
        (flat, check.Shape((7, 3))),
        (flat[:1], check.Shape((1, 3))),
        (flat[:1], check.Shape((3,))),
        (flat[:, :1], check.Shape((7, 1))),
        (flat[0], check.Shape((3,))),
    ],
)
check.values(
    unbroadcast,
    like=torch_unbroadcast,
    about="two axes of one size",
    at_each=[
        (flat, check.Shape((3,))),
        (flat[:3], check.Shape((3,))),
        (flat[:3], check.Shape((3, 1))),
        (flat[:3], check.Shape((1, 3))),
        (box[:, :3], check.Shape((3, 3))),
        (box[:, :2], check.Shape((2, 3))),
        (box[:, :3, :2], check.Shape((2, 1, 1))),
    ],
    looks_like=mistakes,
)
check.values(
    unbroadcast,
    like=torch_unbroadcast,
    about="whole numbers as input",
    at_each=[
        (flat, check.Shape((3,))),
        (np.array([[3, -1], [0, 2], [1, 1]]), check.Shape((2,))),
        (np.array([[3, -1], [0, 2], [1, 1]]), check.Shape((3, 1))),
    ],
)
check.values(
    unbroadcast,
    like=torch_unbroadcast,
    about="single precision as input",
    at_each=[
        (np.float32(flat.round()), check.Shape((7, 1))),
        (np.float32(flat.round()), check.Shape((3,))),
    ],
)

# %% [markdown]
# **Run it, and see.** The bias of exercise 4 is one case of this. With your functions, and a batch of seven:

# %% role="given"
with needs(unbroadcast, linear_bias_gradient):
    print("by b, exercise 4:", linear_bias_gradient(linear_grad))
    print("by b, your rule: ", unbroadcast(linear_grad, (5,)))
    print("by a number s in s + Z:", unbroadcast(linear_grad, ()))

# %% [markdown]
# **Explain**, once it has passed. Stretching is copying. A number that was copied three times reaches the loss on three
# ways, and the chain rule adds up over all ways. So **a copy on the way forward is a sum on the way back**. It is the rule of
# exercise 4 once more: what is used several times gets the sum of its slopes.
#
# (The other way round it holds, too. Where the forward pass sums, each term gets a copy of the one slope of the sum.)
#
# Whoever writes a small torch of their own needs this function in nearly every layer. Without it a gradient comes back in
# the wrong shape, and numpy, obliging as it is, stretches the parameter at the next step of descent: no error, and a bias
# that has become a matrix.
