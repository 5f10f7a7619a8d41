# %% [markdown] sheet="003.1.2d3"
# ## 6 · The end of the line: `squared_error_gradient`
#
# *Easy · 20 minutes*
#
# The network has spoken: the house costs $\hat y_1$ to buy and $\hat y_2$ to heat. How wrong is that? The **squared error** of
# one sample adds up the squares of all $K$ differences:
#
# $$l = \lVert \hat y - y \rVert^2 = \sum_{k=1}^{K} (\hat y_k - y_k)^2$$
#
# Here the way back begins. Before the loss there is no `grad_out` yet: its gradient is the *first* one.
#
# **Predict first.** The network says 3 and 1, and 2 and 5 would be right: $\hat y = (3, 1)$ and $y = (2, 5)$. Which entry of
# the gradient is negative, and which one is larger in size?


# %% role="given"
def torch_squared_error(y_hat, y):
    """The squared error of one sample, for torch: one number."""
    return ((y_hat - y) ** 2).sum()


# %% [markdown]
# **Your turn.** Write `squared_error_gradient(y_hat, y)`, both of shape $(K,)$: the gradient of $l$ by $\hat y$, a new array of
# that shape.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# In the sum only one term has ŷ₁ in it. Differentiate this one. What becomes of the exponent?
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# With cubes in place of squares, the slope of (a − y)³ by a is 3·(a − y)². At a = 7, y = 5 that is 12: a positive slope,
# since a larger a makes the cube larger.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# One line: a number, times a difference of two arrays. Which of the two comes first decides about the sign. If the
# prediction is too large, the slope is positive.
# </blockquote></details>


# %% role="answer"
def squared_error_gradient(y_hat, y):
    """The gradient of |y_hat - y|² by y_hat, shape (K,)."""
    ### BEGIN SOLUTION
    return 2 * (y_hat - y)
    ### END SOLUTION


# %% role="check" points=3
check.gradient(
    squared_error_gradient,
    of=torch_squared_error,
    at=([3.0, -1.0, 0.5, 2.5, -4.0], [2.0, 4.0, 0.5, 1.0, -3.25]),
    looks_like={
        "It is divided by K: the squared error is a sum over the outputs, "
        "no mean.": lambda expected, y_hat, y: expected / len(y),
        "The squares are still there: bring the exponent down, and one "
        "power less remains.": lambda expected, y_hat, y: (y_hat - y) ** 2,
        "It is the gradient of the distance, without the square: it has "
        "length 1 wherever you are.": lambda expected, y_hat, y: (
            expected / np.linalg.norm(expected)
        ),
        "It is the gradient of the absolute error, in which only the sign "
        "counts.": lambda expected, y_hat, y: np.sign(expected),
    },
)

# %% role="hidden"
check.gradient(
    squared_error_gradient,
    of=torch_squared_error,
    about="other numbers and sizes",
    at_each=[
        ([0.25, -3.0, 1.5, 7.0, 0.0], [1.0, -1.0, 2.5, -0.5, 0.75]),
        ([2.0, 2.0], [-0.5, 3.0]),
        ([1.5], [4.0]),
    ],
    looks_like={
        "It is divided by K: the squared error is a sum over the outputs, "
        "no mean.": lambda expected, y_hat, y: expected / len(y),
        "It is the gradient of the distance, without the square: it has "
        "length 1 wherever you are.": lambda expected, y_hat, y: (
            expected / np.linalg.norm(expected)
        ),
        "The squares are still there: bring the exponent down, and one "
        "power less remains.": lambda expected, y_hat, y: (y_hat - y) ** 2,
        "The prediction alone is there: the target is not taken off.": (
            lambda expected, y_hat, y: 2 * y_hat
        ),
        "It is the gradient of the absolute error, in which only the sign "
        "counts.": lambda expected, y_hat, y: np.sign(y_hat - y),
    },
)
check.gradient(
    squared_error_gradient,
    of=torch_squared_error,
    about="a prediction that is right",
    at=([0.5, -1.0, 2.0], [0.5, -1.0, 2.0]),
)
check.gradient(
    squared_error_gradient,
    of=torch_squared_error,
    about="the derivative itself, not a difference quotient",
    at=([1e6, 0.01, -3e5], [0.25, 1e6, 2.0]),
)
check.gradient(
    squared_error_gradient,
    of=torch_squared_error,
    about="whole numbers as input",
    at_each=[
        ([0.5, -1.0, 2.0], [1.0, 0.0, 0.5]),
        (np.array([3, 1]), np.array([2, 5])),
        (np.array([3, 1, 0]), np.array([0.5, 5.0, -0.25])),
    ],
)
check.gradient(
    squared_error_gradient,
    of=torch_squared_error,
    about="single precision as input",
    at=(
        np.array([0.5, -1.0, 0.25], dtype=np.float32),
        np.array([0.0, 2.0, 1.5], dtype=np.float32),
    ),
)

# %% role="figure"
with needs(squared_error_gradient):
    error_y_hat, error_y = np.array([3.0, 1.0]), np.array([2.0, 5.0])
    show(
        *microscope(
            squared_error_gradient(error_y_hat, error_y),
            of=torch_squared_error,
            at=(error_y_hat, error_y),
            names=("‖ŷ − y‖²", "ŷ"),
        )
    )

# %% [markdown] sheet="003.1.2d3"
# **Explain**, once it has passed. The gradient points from the target to the prediction, and it is twice as long as the way
# between them. A short step against it brings $\hat y$ nearer to $y$.
#
# **On the sheets.** Sheet 003 writes $\frac{\partial l}{\partial \hat y} = 2(\hat y - y)^{\mathsf T}$, with a $\mathsf T$.
# That is the Jacobian of a function with one output: one **row** of $K$ slopes, in the numerator layout, as the microscope
# shows it. In code we keep the shape of $\hat y$, $(K,)$. The numbers are the same.
#
# ### torch's mean: `mean_squared_error_gradient`
#
# For a batch, $\hat Y$ and $Y$ of shape $(N, K)$, one wants a mean. But a mean over what? For the squared error this notebook
# averages over the $N$ samples. torch's `mse_loss` averages over **all** $N \cdot K$ entries.
#
# **Predict, then run.** By what factor do the two differ for our house, with $K = 2$?

# %% role="given"
error_rng = np.random.default_rng(50)
error_Y_hat = np.round(error_rng.normal(0, 2, (7, 2)), 1)
error_Y = np.round(error_rng.normal(0, 2, (7, 2)), 1)
error_samples = ((error_Y_hat - error_Y) ** 2).sum(axis=1)
print(f"mean over the samples: {error_samples.mean():.4f}")
error_torch = torch.nn.functional.mse_loss(
    torch.tensor(error_Y_hat), torch.tensor(error_Y)
)
print(f"torch's mse_loss:      {error_torch.item():.4f}")

# %% [markdown]
# **Your turn.** Write `mean_squared_error_gradient(Y_hat, Y)` for **torch's** mean: the gradient by `Y_hat`, of shape
# $(N, K)$.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# Each entry of Y_hat occurs in one square, and each square has the same factor in front. Nothing has to be summed.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# The mean of the cubes of a matrix of 2 rows and 5 columns has a factor 1/10 in front of each cube. At an entry of 4 its
# slope is 3·16/10 = 4.8.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# As before, divided by the number of all entries. For an array that is <code>Y_hat.size</code>; <code>len(Y_hat)</code> is
# the number of its rows.
# </blockquote></details>


# %% role="answer"
def mean_squared_error_gradient(Y_hat, Y):
    """The gradient of torch's mse_loss by Y_hat, shape (N, K)."""
    ### BEGIN SOLUTION
    return 2 * (Y_hat - Y) / Y_hat.size
    ### END SOLUTION


# %% role="given"
def torch_mean_squared_error(Y_hat, Y):
    """torch's own, its mean over all entries."""
    return torch.nn.functional.mse_loss(Y_hat, Y.double())


# %% role="check" points=3
slopes_in_one_number = (
    "All slopes are averaged, or added up, into one number. Each entry has a "
    "slope of its own."
)
check.gradient(
    mean_squared_error_gradient,
    of=torch_mean_squared_error,
    at_each=[
        (error_Y_hat, error_Y),
        (
            np.array([[3.0, 1.0, -0.5], [0.5, -2.0, 4.0]]),
            np.array([[2.0, 5.0, 0.0], [1.5, 0.0, 1.0]]),
        ),
    ],
    looks_like={
        slopes_in_one_number: "added up",
        "It is divided by N, the samples. torch's mean is over all N·K "
        "entries.": lambda expected, Y_hat, Y: expected * Y_hat.shape[1],
        "It is divided by K, the columns. torch's mean is over all N·K "
        "entries.": lambda expected, Y_hat, Y: expected * len(Y_hat),
        "The mean is missing: torch divides by the number of all entries.": (
            lambda expected, Y_hat, Y: expected * Y_hat.size
        ),
        "It is divided by N alone, and the 2 of the square is missing, too.": (
            lambda expected, Y_hat, Y: expected * Y_hat.shape[1] / 2
        ),
        "The rows are averaged away. The mean is in the loss: each entry of "
        "Y_hat has a slope of its own.": lambda expected, Y_hat, Y: (
            expected.sum(axis=0) * Y_hat.shape[1]
        ),
    },
)

# %% role="hidden"
error_rng = np.random.default_rng(51)
check.gradient(
    mean_squared_error_gradient,
    of=torch_mean_squared_error,
    about="batches of other sizes",
    at_each=[
        (error_rng.normal(size=(5, 3)), error_rng.normal(size=(5, 3))),
        (error_rng.normal(size=(3, 11)), error_rng.normal(size=(3, 11))),
        (error_rng.normal(size=(2, 7)), error_rng.normal(size=(2, 7))),
    ],
    looks_like={
        slopes_in_one_number: "added up",
        "It is divided by N, the samples. torch's mean is over all N·K "
        "entries.": lambda expected, Y_hat, Y: expected * Y_hat.shape[1],
        "It is divided by K, the columns. torch's mean is over all N·K "
        "entries.": lambda expected, Y_hat, Y: expected * len(Y_hat),
        "The mean is missing: torch divides by the number of all entries.": (
            lambda expected, Y_hat, Y: expected * Y_hat.size
        ),
        "It is divided by N alone, and the 2 of the square is missing, too.": (
            lambda expected, Y_hat, Y: expected * Y_hat.shape[1] / 2
        ),
        "The rows are averaged away. The mean is in the loss: each entry of "
        "Y_hat has a slope of its own.": lambda expected, Y_hat, Y: (
            expected.sum(axis=0) * Y_hat.shape[1]
        ),
        "Each row is divided by its own length. The mean is of squares.": (
            lambda expected, Y_hat, Y: (
                (Y_hat - Y)
                / np.linalg.norm(Y_hat - Y, axis=1, keepdims=True)
                / len(Y)
            )
        ),
    },
)
check.gradient(
    mean_squared_error_gradient,
    of=torch_mean_squared_error,
    about="one sample, one output",
    at_each=[
        (error_rng.normal(size=(5, 3)), error_rng.normal(size=(5, 3))),
        ([[0.5, 2.0, -1.0]], [[0.0, 1.0, 1.0]]),
        (error_rng.normal(size=(5, 1)), error_rng.normal(size=(5, 1))),
        ([[2.0]], [[-3.0]]),
    ],
)
check.gradient(
    mean_squared_error_gradient,
    of=torch_mean_squared_error,
    about="whole numbers as input",
    at_each=[
        (error_rng.normal(size=(5, 3)), error_rng.normal(size=(5, 3))),
        (
            np.array([[3, -1], [0, 2], [1, 1]]),
            np.array([[2, 0], [1, -5], [4, 1]]),
        ),
    ],
)
check.gradient(
    mean_squared_error_gradient,
    of=torch_mean_squared_error,
    about="single precision as input",
    at=(
        np.array([[0.5, -1.0], [1.25, 0.0], [2.0, 3.0]], dtype=np.float32),
        np.array([[1.5, 2.0], [-0.25, 1.0], [0.0, 0.5]], dtype=np.float32),
    ),
)

# %% [markdown]
# **Explain.** The two losses differ by the factor $K$, and so do their gradients. Neither is wrong. But a learning rate that
# suits one is $K$ times too large, or too small, for the other. When two programs that should do the same don't, this is a
# good place to look first.
#
# All parts of the network lie before you now: switches, wires, and the error at the end. Next you put them
# together again.
