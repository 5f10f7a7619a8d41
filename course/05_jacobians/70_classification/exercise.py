# %% [markdown] sheet="003.1.3a 003.1.3b"
# ## 8 · Yes or no, K times: `classification_gradients`
#
# *Hard · 45 minutes, with pencil and paper*
#
# The network from exercise 7 predicts prices. Now it shall answer $K$ questions with yes or no: is there a cat in the photo?
# A dog? A child? Each answer is a probability of its own, $\hat y_k$ between 0 and 1, and $y_k$ is 1 for yes and 0 for no.
# Sheet 003 gets there in two moves:
#
# 1. **Sigmoids.** Both $f$ and $g$ become sigmoids. The loss stays $l = \lVert \hat y - y \rVert^2$.
# 2. **Binary cross-entropy.** Then the loss becomes
#
# $$l = -\frac{1}{K} \sum_{k=1}^{K} \big( y_k \log \hat y_k + (1 - y_k) \log (1 - \hat y_k) \big)$$
#
# For $y_k = 1$ only the first logarithm counts, for $y_k = 0$ only the second.
#
# ### What changes?
#
# Which rows of the tables change? For `f`, `g` and `loss` judge that one step by itself ($z_2$ from $z_1$; $\hat y$ from
# $z_3$; $l$ from $\hat y$ and $y$), not the long expression. For a Jacobian: does its formula change, written with that
# step's own input and output? For the chain: does its list of names change?
#
# **Predict first.** Which rows does move 1 change? And which rows does move 2 change, once move 1 is done? Write `"changes"`
# or `"stays"`. Each entry counts by itself.

# %% role="answer"
changes = {
    "f": [..., ...],  # move 1, move 2
    "g": [..., ...],
    "loss": [..., ...],
    "chain of W1": [..., ...],
    "dz2/dz1": [..., ...],
    "dyhat/dz3": [..., ...],
    "dl/dyhat": [..., ...],
}
### BEGIN SOLUTION
changes = {
    "f": ["changes", "stays"],
    "g": ["changes", "stays"],
    "loss": ["stays", "changes"],
    "chain of W1": ["stays", "stays"],
    "dz2/dz1": ["changes", "stays"],
    "dyhat/dz3": ["changes", "stays"],
    "dl/dyhat": ["stays", "changes"],
}
### END SOLUTION

# %% role="check" points=3
rows_of_tables = [
    "f",
    "g",
    "loss",
    "chain of W1",
    "dz2/dz1",
    "dyhat/dz3",
    "dl/dyhat",
]
check.table(
    changes,
    rows=rows_of_tables,
    columns=["move 1", "move 2"],
    options=["changes", "stays"],
    name="changes",
)

# %% role="hidden"
chain_stays = (
    "The chain names its factors, whatever they are: it is the same for any "
    "f, g and loss."
)
own_row = (
    "A layer's Jacobian changes with the layer, and with nothing else: not "
    "with what stands before or after it."
)
check.table(
    changes,
    rows=rows_of_tables,
    columns=["move 1", "move 2"],
    options=["changes", "stays"],
    right={
        "f": ["changes", "stays"],
        "g": ["changes", "stays"],
        "loss": ["stays", "changes"],
        "chain of W1": ["stays", "stays"],
        "dz2/dz1": ["changes", "stays"],
        "dyhat/dz3": ["changes", "stays"],
        "dl/dyhat": ["stays", "changes"],
    },
    says={
        "move 1 of chain of W1": {"changes": chain_stays},
        "move 2 of chain of W1": {"changes": chain_stays},
        "move 1 of dz2/dz1": {"stays": "f is another function now."},
        "move 1 of dyhat/dz3": {"stays": "g is another function now."},
        "move 2 of dz2/dz1": {"changes": own_row},
        "move 2 of dyhat/dz3": {"changes": own_row},
        "move 1 of dl/dyhat": {"changes": own_row},
        "move 2 of loss": {"stays": "Move 2 is a new loss."},
        "move 2 of dl/dyhat": {"stays": "Move 2 is a new loss."},
    },
    points=3,
    about="which rows change",
    name="changes",
)

# %% [markdown] sheet="003.1.3b"
# ### The new loss: `bce_gradient`
#
# Binary cross-entropy, **BCE** for short, for a whole batch: $N$ photos with $K$ questions each, and the mean over **all**
# $N \cdot K$ answers.
#
# $$L = -\frac{1}{N K} \sum_{n, k} \big( Y_{nk} \log \hat Y_{nk} + (1 - Y_{nk}) \log (1 - \hat Y_{nk}) \big)$$
#
# $$\underbrace{\hat Y}_{(N, K)}, \qquad \underbrace{Y}_{(N, K)}, \qquad
# \underbrace{\frac{\partial L}{\partial \hat Y}}_{(N, K)}$$
#
# **Your turn.** Write `bce_gradient(Y_hat, Y)`, the gradient by `Y_hat`. Each entry of `Y_hat` lies strictly between 0
# and 1; those of `Y` are 0 or 1, or anything between.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# Each prediction stands in one term of the sum alone. So differentiate that term: two logarithms. Mind what the chain rule
# does to the second one.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# The same with another function: the derivative of (1 − u)³ by u is −3·(1 − u)². The minus comes from inside. At u = 0.5 it
# is −0.75.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# <code>return -(Y / ... - (1 - Y) / ...) / Y.size</code>. An array's <code>size</code> is the number of all its entries.
# </blockquote></details>


# %% role="given"
def torch_bce(Y_hat, Y):
    """Binary cross-entropy, the mean over all entries, for torch."""
    yes, no = torch.log(Y_hat), torch.log(1 - Y_hat)
    return -(Y * yes + (1 - Y) * no).mean()


# %% role="answer"
def bce_gradient(Y_hat, Y):
    """The gradient of binary cross-entropy by Y_hat, shape (N, K)."""
    ### BEGIN SOLUTION
    return -(Y / Y_hat - (1 - Y) / (1 - Y_hat)) / Y_hat.size
    ### END SOLUTION


# %% role="check" points=5
three_photos = np.array(
    [
        [0.9, 0.2, 0.6, 0.5, 0.1],
        [0.3, 0.8, 0.25, 0.7, 0.4],
        [0.05, 0.5, 0.95, 0.6, 0.75],
    ]
)
what_is_there = np.array(
    [[1.0, 0, 1, 1, 0], [0, 1, 0.3, 0, 0], [0, 0, 1, 1, 1]]
)


def torch_slope(loss, Y_hat, *others):
    """torch's gradient of a loss by Y_hat."""
    leaf = torch.tensor(Y_hat, requires_grad=True)
    loss(leaf, *map(torch.tensor, others)).backward()
    return leaf.grad.numpy()


def torch_minus_lost(Y_hat, Y):
    """A loss with the slopes that come without the inner minus."""
    return -(Y * torch.log(Y_hat) - (1 - Y) * torch.log(1 - Y_hat)).mean()


def torch_first_alone(Y_hat, Y):
    """A loss with the first of the two logarithms alone."""
    return -(Y * torch.log(Y_hat)).mean()


slopes_in_one_number = (
    "All slopes are averaged, or added up, into one number. Each prediction "
    "has a slope of its own."
)
check.gradient(
    bce_gradient,
    of=torch_bce,
    at=(three_photos, what_is_there),
    looks_like={
        slopes_in_one_number: "added up",
        "Only the first term is there: for y = 0 the second one counts.": (
            lambda expected, Y_hat, Y: torch_slope(
                torch_first_alone, Y_hat, Y
            )
        ),
        "That is the slope by z3, before the sigmoid. Here it is by Ŷ "
        "itself.": lambda expected, Y_hat, Y: (Y_hat - Y) / Y_hat.size,
        "The second logarithm has a minus inside.": (
            lambda expected, Y_hat, Y: torch_slope(
                torch_minus_lost, Y_hat, Y
            )
        ),
        "Only whole answers are handled: a target between 0 and 1 has both "
        "terms.": lambda expected, Y_hat, Y: torch_slope(
            torch_bce, Y_hat, (Y == 1) * 1.0
        ),
        "It is the gradient of the squared error.": (
            lambda expected, Y_hat, Y: 2 * (Y_hat - Y) / Y_hat.size
        ),
        "It is divided by N alone. Here the mean goes over all N·K answers.": (
            lambda expected, Y_hat, Y: expected * Y_hat.shape[1]
        ),
        "It is divided by K alone. Here the mean goes over all N·K answers.": (
            lambda expected, Y_hat, Y: expected * Y_hat.shape[0]
        ),
        "It is the gradient of the sum: the 1/(N·K) of the mean is missing.": (
            lambda expected, Y_hat, Y: expected * Y_hat.size
        ),
        "It is a matrix for each sample, with zeros off the diagonal. One "
        "number has one slope by each prediction: (N, K) in all.": (
            lambda expected, Y_hat, Y: (
                expected[:, :, None] * np.eye(Y_hat.shape[1])
            )
        ),
    },
)

# %% role="hidden"
bce_mistakes = {
    slopes_in_one_number: "added up",
    "The second logarithm has a minus inside.": lambda expected, Y_hat, Y: (
        -(Y / Y_hat + (1 - Y) / (1 - Y_hat)) / Y_hat.size
    ),
    "Only the first term is there: for y = 0 the second one counts.": (
        lambda expected, Y_hat, Y: -Y / Y_hat / Y_hat.size
    ),
    "It is divided by N alone. Here the mean goes over all N·K answers.": (
        lambda expected, Y_hat, Y: expected * Y_hat.shape[1]
    ),
    "It is divided by K alone. Here the mean goes over all N·K answers.": (
        lambda expected, Y_hat, Y: expected * Y_hat.shape[0]
    ),
    "It is the gradient of the sum: the 1/(N·K) of the mean is missing.": (
        lambda expected, Y_hat, Y: expected * Y_hat.size
    ),
    "It is a matrix for each sample, with zeros off the diagonal. One number "
    "has one slope by each prediction: (N, K) in all.": (
        lambda expected, Y_hat, Y: (
            expected[:, :, None] * np.eye(Y_hat.shape[1])
        )
    ),
    "That is the slope by z3, before the sigmoid. Here it is by Ŷ "
    "itself.": lambda expected, Y_hat, Y: (Y_hat - Y) / Y_hat.size,
    "It is the gradient of the squared error.": (
        lambda expected, Y_hat, Y: 2 * (Y_hat - Y) / Y_hat.size
    ),
    "Only whole answers are handled: a target between 0 and 1 has both "
    "terms.": lambda expected, Y_hat, Y: (
        np.where(Y == 1, -1 / Y_hat, 1 / (1 - Y_hat)) / Y_hat.size
    ),
}
rng = np.random.default_rng(70)
check.gradient(
    bce_gradient,
    of=torch_bce,
    about="batches of other sizes",
    at_each=[
        (
            rng.uniform(0.05, 0.95, (7, 2)),
            np.eye(2)[[0, 1, 1, 0, 0, 1, 0]],
        ),
        (
            rng.uniform(0.05, 0.95, (2, 3)),
            np.array([[0.0, 1, 1], [1, 0, 0]]),
        ),
        (rng.uniform(0.05, 0.95, (1, 5)), np.array([[0.0, 1, 1, 0, 1]])),
        (rng.uniform(0.05, 0.95, (5, 1)), np.array([[0.0, 1, 1, 0, 1]]).T),
    ],
    looks_like=bce_mistakes,
)
check.gradient(
    bce_gradient,
    of=torch_bce,
    about="targets between 0 and 1",
    at_each=[
        (three_photos, what_is_there),
        (rng.uniform(0.05, 0.95, (3, 2)), rng.uniform(0.1, 0.9, (3, 2))),
    ],
    looks_like=bce_mistakes,
)
check.gradient(
    bce_gradient,
    of=torch_bce,
    about="predictions very near 0 and 1",
    at=(
        np.array([[1e-7, 1 - 1e-7, 0.5], [1e-12, 0.5, 1 - 1e-6]]),
        np.array([[1.0, 1.0, 0.0], [0.0, 1.0, 0.0]]),
    ),
    looks_like=bce_mistakes,
)
check.gradient(
    bce_gradient,
    of=torch_bce,
    about="whole numbers as targets",
    at=(three_photos, what_is_there.astype(int)),
    looks_like=bce_mistakes,
)
check.gradient(
    bce_gradient,
    of=torch_bce,
    about="single precision as input",
    at=(three_photos.astype(np.float32), what_is_there.astype(np.float32)),
)

# %% [markdown] sheet="003.1.3a 003.1.3b"
# **Explain.** Sheet 003 gives this derivative for one sample, with two indices and a $\delta_{ij}$, as if it were a matrix
# with zeros off the diagonal. But the loss is one number: its derivative by $\hat y$ is a row of $K$, one slope for each
# prediction, and there is nothing to put off a diagonal. In code it has the shape of $\hat y$. What *is* a diagonal matrix
# is the Jacobian of $g$, since the sigmoid works entry by entry.
#
# ### Both networks: `classification_gradients`
#
# **Predict first.** The network is sure, and wrong: $z_3 = -8$ for a question whose answer is yes. So $\hat y \approx 0$,
# and a large slope by $z_3$ would be good. With which of the two losses is it larger? Remember that the sigmoid's own slope,
# $\hat y\,(1 - \hat y)$, lies on the way.


# %% role="given"
def torch_classification_loss(x, y, W1, b1, W2, b2, loss):
    """One sample's loss through two sigmoids, for torch: one number."""
    z3 = torch.sigmoid(x.double() @ W1 + b1) @ W2 + b2
    if loss == "bce":
        bce = torch.nn.functional.binary_cross_entropy_with_logits
        return bce(z3, y.double())
    return ((torch.sigmoid(z3) - y) ** 2).sum()


# %% [markdown]
# **Your turn.** Write `classification_gradients(x, y, W1, b1, W2, b2, loss)` for **one** sample, with the shapes of
# exercise 7. `loss` is a word: with `"squared"` it is $l = \lVert \hat y - y \rVert^2$, with `"bce"` the mean over $K$ at the
# head of this exercise. It returns a dict with the keys `"W1"`, `"b1"`, `"W2"` and `"b2"`. The sigmoid is
# `scipy.special.expit(z)`, or yours from exercise 2.
#
# It has to hold for very sure predictions, too. At $z_3 = 40$ the sigmoid is 1 to the last digit, and $\log(1 - \hat y)$
# would be $\log 0$. So don't go by way of `bce_gradient` there: multiply it by the sigmoid's slope on paper first, and see
# what is left.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# The chains of exercise 7 still hold. So take your code from there. Forward, two lines change: f and g. Backward, two: the
# row at z3, which now depends on the loss, and what multiplies <code>grad_z3 @ W2.T</code>: the mask becomes the sigmoid's
# slope.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# Cancelling, on another pair: the derivative of log u is 1/u, and that of u = exp(z) by z is u. One after the other
# u / u = 1 is left, also where exp(z) is 0 to the last digit and 1/u would be inf.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# Bring −(y/ŷ − (1 − y)/(1 − ŷ)) over one denominator: that denominator is the sigmoid's slope, and it cancels.
# Then <code>grad_z3 = (...) / len(y)</code> for BCE, and <code>2 * (y_hat - y) * (...)</code> for the squared error. And
# <code>grad_z1 = (grad_z3 @ W2.T) * z2 * (...)</code>.
# </blockquote></details>


# %% role="answer"
def classification_gradients(x, y, W1, b1, W2, b2, loss):
    """The gradients of one sample's loss, a dict: W1, b1, W2, b2."""
    ### BEGIN SOLUTION
    z2 = scipy.special.expit(x @ W1 + b1)
    y_hat = scipy.special.expit(z2 @ W2 + b2)
    if loss == "bce":
        grad_z3 = (y_hat - y) / len(y)
    else:
        grad_z3 = 2 * (y_hat - y) * y_hat * (1 - y_hat)
    grad_z1 = (grad_z3 @ W2.T) * z2 * (1 - z2)
    return {
        "W1": np.outer(x, grad_z1),
        "b1": grad_z1,
        "W2": np.outer(z2, grad_z3),
        "b2": grad_z3,
    }
    ### END SOLUTION


# %% role="check" points=6
rng = np.random.default_rng(71)
one_photo = (
    np.array([1.5, -0.5, 2.0]),  # x
    np.array([1.0, 0.0, 1.0]),  # y
    np.round(rng.normal(0, 1, (3, 5)), 1),  # W1
    np.array([0.1, -0.3, 0.4, 0.0, 0.2]),  # b1
    np.round(rng.normal(0, 1, (5, 3)), 1),  # W2
    np.array([0.5, -1.0, 0.2]),  # b2
)
# z3 is about (1000, −1000, −1000): sure of a yes and of two noes, all wrong.
very_sure = (
    one_photo[0],
    np.array([0.0, 1.0, 1.0]),
    *one_photo[2:5],
    np.array([1000.0, -1000.0, -1000.0]),
)
check.gradient(
    classification_gradients,
    of=torch_classification_loss,
    wrt=("W1", "b1", "W2", "b2"),
    at_each=[
        (*one_photo, "squared"),
        (*one_photo, "bce"),
        (*very_sure, "bce"),
    ],
    looks_like={
        "Where a prediction is exactly 0 or 1, a quotient by 0 meets a slope "
        "of 0, and that is NaN. On paper the two cancel.": (
            lambda expected, x, y, W1, b1, W2, b2, loss: (
                np.full_like(expected, np.nan)
                if np.abs(b2).min() > 500
                else expected
            )
        ),
        "The NaN is gone, but the slope is 0 where it should be largest. "
        "Don't mend the quotient: cancel it on paper.": (
            lambda expected, x, y, W1, b1, W2, b2, loss: (
                np.zeros_like(expected)
                if np.abs(b2).min() > 500
                else expected
            )
        ),
        "With BCE the sign is turned round.": (
            lambda expected, x, y, W1, b1, W2, b2, loss: (
                -expected if loss == "bce" else expected
            )
        ),
        "With BCE the 1/K of the mean is missing.": (
            lambda expected, x, y, W1, b1, W2, b2, loss: (
                expected * len(y) if loss == "bce" else expected
            )
        ),
        "With BCE it is divided by 2, and K need not be 2.": (
            lambda expected, x, y, W1, b1, W2, b2, loss: (
                expected * len(y) / 2 if loss == "bce" else expected
            )
        ),
        "With the squared error the 2 is missing.": (
            lambda expected, x, y, W1, b1, W2, b2, loss: (
                expected if loss == "bce" else expected / 2
            )
        ),
        "With the squared error there is a 1/K too many: that loss is a "
        "sum.": (
            lambda expected, x, y, W1, b1, W2, b2, loss: (
                expected if loss == "bce" else expected / len(y)
            )
        ),
    },
)


# %% role="hidden"
def spoiled_classification(at_z3):
    """All gradients with the row at z3 changed."""

    def gradients(expected, x, y, W1, b1, W2, b2, loss):
        z2 = scipy.special.expit(x @ W1 + b1)
        y_hat = scipy.special.expit(z2 @ W2 + b2)
        slope = y_hat * (1 - y_hat)
        right = (
            (y_hat - y) / len(y)
            if loss == "bce"
            else 2 * (y_hat - y) * slope
        )
        grad_z3 = at_z3(y_hat, y, slope, loss, right)
        grad_z1 = (grad_z3 @ W2.T) * z2 * (1 - z2)
        return {
            "W1": np.outer(x, grad_z1),
            "b1": grad_z1,
            "W2": np.outer(z2, grad_z3),
            "b2": grad_z3,
        }

    return gradients


classification_mistakes = {
    "With the squared error the sigmoid's slope at the output is missing: "
    "nothing cancels it there.": spoiled_classification(
        at_z3=lambda y_hat, y, slope, loss, right: (
            right if loss == "bce" else 2 * (y_hat - y)
        )
    ),
    "With BCE the sign is turned round.": spoiled_classification(
        at_z3=lambda y_hat, y, slope, loss, right: (
            -right if loss == "bce" else right
        )
    ),
    "With BCE the 1/K of the mean is missing.": spoiled_classification(
        at_z3=lambda y_hat, y, slope, loss, right: (
            right * len(y) if loss == "bce" else right
        )
    ),
    "With the squared error the 2 is missing.": spoiled_classification(
        at_z3=lambda y_hat, y, slope, loss, right: (
            right if loss == "bce" else right / 2
        )
    ),
    "With BCE it is divided by 2, and K need not be 2.": (
        spoiled_classification(
            at_z3=lambda y_hat, y, slope, loss, right: (
                right * len(y) / 2 if loss == "bce" else right
            )
        )
    ),
    "With the squared error there is a 1/K too many: that loss is a sum.": (
        spoiled_classification(
            at_z3=lambda y_hat, y, slope, loss, right: (
                right if loss == "bce" else right / len(y)
            )
        )
    ),
    "The NaN is gone, but the slope is 0 where it should be largest. Don't "
    "mend the quotient: cancel it on paper.": spoiled_classification(
        at_z3=lambda y_hat, y, slope, loss, right: (
            right * (slope > 0) if loss == "bce" else right
        )
    ),
    "Where a prediction is exactly 0 or 1, a quotient by 0 meets a slope of "
    "0, and that is NaN. On paper the two cancel.": spoiled_classification(
        at_z3=lambda y_hat, y, slope, loss, right: (
            -(y / y_hat - (1 - y) / (1 - y_hat)) / len(y) * slope
            if loss == "bce"
            else right
        )
    ),
    "It comes out the same whatever loss says: both losses get the gradient "
    "of the squared error.": (
        spoiled_classification(
            at_z3=lambda y_hat, y, slope, loss, right: (
                2 * (y_hat - y) * slope
            )
        )
    ),
}


def some_photo(D, H, K, seed):
    """One sample, and parameters, of other sizes."""
    rng = np.random.default_rng(seed)
    shapes = [(D,), (D, H), (H,), (H, K), (K,)]
    x, W1, b1, W2, b2 = (rng.normal(0, 1, shape) for shape in shapes)
    return x, rng.integers(0, 2, K).astype(float), W1, b1, W2, b2


for word, behaviour in {
    "squared": "the squared error, other sizes",
    "bce": "BCE, other sizes",
}.items():
    check.gradient(
        classification_gradients,
        of=torch_classification_loss,
        wrt=("W1", "b1", "W2", "b2"),
        about=behaviour,
        at_each=[
            (*some_photo(7, 3, 5, 72), word),
            (*some_photo(3, 2, 11, 73), word),
            (*some_photo(5, 2, 1, 74), word),
        ],
        looks_like=classification_mistakes,
    )
x, y, W1, b1, W2, b2 = some_photo(3, 5, 2, 75)
for word in ("squared", "bce"):
    check.gradient(
        classification_gradients,
        of=torch_classification_loss,
        wrt=("W1", "b1", "W2", "b2"),
        about="very sure predictions, right and wrong",
        at_each=[
            (x, np.array([1.0, 0.0]), W1, b1, W2, b2, word),
            (x, np.array([0, 1.0]), W1, b1, W2, [1000.0, -1000.0], word),
            (x, np.array([1.0, 0]), W1, b1, W2, [60.0, -900.0], word),
        ],
        looks_like=classification_mistakes,
    )
    check.gradient(
        classification_gradients,
        of=torch_classification_loss,
        wrt=("W1", "b1", "W2", "b2"),
        about="whole numbers as input",
        at=(
            np.array([1, -2, 3]),
            np.array([1, 0]),
            np.array([[1, 0, -1, 2, 1], [0, 1, 1, 0, 1], [2, 1, 0, -1, 1]]),
            np.array([0, 1, -1, 0, 2]),
            np.array([[1, 2], [0, -1], [3, 1], [1, 1], [-2, 1]]),
            np.array([1, 0]),
            word,
        ),
        looks_like=classification_mistakes,
    )
    check.gradient(
        classification_gradients,
        of=torch_classification_loss,
        wrt=("W1", "b1", "W2", "b2"),
        about="single precision as input",
        at=(
            *(part.astype(np.float32) for part in some_photo(3, 5, 2, 76)),
            word,
        ),
    )

# %% [markdown]
# **Run it, and see.** One question whose answer is yes. To the left the network is sure that it is a no. torch finds the slope
# of both losses by $z_3$:

# %% role="figure"
from nablabook.plots.style import COLOURS, look, new_figure

z3_axis = torch.linspace(-8, 8, 161, dtype=torch.float64)
with look():
    figure = new_figure(6.4, 3.2)
    ax = figure.add_subplot()
    for loss, line, colour in (
        ("squared", "--", COLOURS[1]),
        ("bce", "-", COLOURS[0]),
    ):
        leaf = z3_axis.clone().requires_grad_()
        if loss == "bce":
            total = -torch.nn.functional.logsigmoid(leaf).sum()
        else:
            total = ((torch.sigmoid(leaf) - 1) ** 2).sum()
        total.backward()
        ax.plot(z3_axis, leaf.grad, line, color=colour, label=loss)
    ax.set(xlabel="sure it is a no  ←  z3  →  sure it is a yes")
    ax.set(ylabel="slope of the loss by z3")
    ax.legend()

show(
    figure,
    alt="Two curves over z3 from −8 to 8, for a question whose answer is "
    "yes. The slope of BCE is nearly −1 on the left, where the network is "
    "sure and wrong, and climbs to 0 on the right. The slope of the squared "
    "error is nearly 0 on both sides; it dips to about −0.3 in between, at "
    "about z3 = −0.7.",
)

# %% [markdown]
# **Explain.** At $z_3 = -8$ the slope with BCE is about $-1$, and with the squared error about $-0.0007$, some 1500 times
# smaller. The sigmoid is flat there, and its slope is a factor of the chain. A network that is sure and wrong would hardly
# learn. BCE has the one shape that cancels this factor: its logarithm grows as fast as the sigmoid grows flat. What is
# left is *what you said, minus what was true*, divided by $K$. You met it with softmax in notebook 03; here it is again
# with sigmoids. In the hidden layer nothing cancels, and a sigmoid on the way back leaves at most a quarter of what
# arrives. What that does to a deep network is told in notebook 07.
