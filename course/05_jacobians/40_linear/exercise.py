# %% [markdown] sheet="003.1.2c"
# ## 4 · Every input to every output: a linear layer
#
# *Medium · 45 minutes, with pencil and paper*
#
# ReLU and sigmoid let each number alone. A linear layer does the opposite: every output is mixed from all inputs. For one
# sample
#
# $$\underbrace{z}_{(H,)} = \underbrace{x}_{(D,)}\,\underbrace{W}_{(D, H)} + \underbrace{b}_{(H,)},
# \qquad z_j = \sum_{d=1}^{D} x_d\, W_{dj} + b_j$$
#
# Three things go into it, $x$, $W$ and $b$, and the loss has a slope by each of them. One after the other.
#
# ### By the input: `linear_jacobian`
#
# Here is the house at last, three numbers, and five hidden units.
#
# **Predict first.** What is the shape of $\frac{\partial z}{\partial x}$? And on which of $x$, $W$ and $b$ do its entries
# depend?


# %% role="given"
def torch_linear(x, W, b):
    """A linear layer, for torch."""
    return x.double() @ W.double() + b.double()


linear_x = np.array([1.5, -1.0, 0.5])
linear_W = np.array(
    [
        [0.5, -1.0, 0.0, 2.0, 0.25],
        [1.0, 0.5, -0.5, 0.0, -2.0],
        [-1.5, 0.0, 1.0, 0.75, 0.5],
    ]
)
linear_b = np.array([0.1, -0.2, 0.0, 0.3, 0.5])

# %% [markdown]
# **Your turn.** Write `linear_jacobian(x, W, b)`, in the notebook's layout:
#
# $$\underbrace{J}_{(\text{out},\, \text{in})}, \qquad J_{ij} = \frac{\partial z_i}{\partial x_j}$$
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# In the sum for z_i, look for the one term with x_j in it. Which number stands beside it? Mind the order of its two
# indices.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# Two inputs and two outputs, z = (3·x₁ + 5·x₂, 7·x₁ + 9·x₂). The row of output 1 is (3, 5), that of output 2 is (7, 9).
# As a matrix W for x @ W the same layer is written [[3, 7], [5, 9]]: a column for each output.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# All numbers of J are in W already; none has to be computed. Compare the two matrices of hint 2.
# </blockquote></details>


# %% role="answer"
def linear_jacobian(x, W, b):
    """J[i, j] = d z_i / d x_j of z = x @ W + b, one sample x of (D,)."""
    ### BEGIN SOLUTION
    return W.T
    ### END SOLUTION


# %% role="check" points=3
square_as_it_is = (
    "W is turned round unless it is square. Its shape can't tell whether it "
    "is turned: turn it each time."
)
check.jacobian(
    linear_jacobian,
    of=torch_linear,
    at_each=[
        (linear_x, linear_W, linear_b),
        (linear_x, linear_W[:, :3], linear_b[:3]),
    ],
    looks_like={
        square_as_it_is: lambda expected, x, W, b: (
            W if len(W) == len(b) else expected
        ),
        "The inputs are still in it: these are the terms of the sum, not "
        "their slopes.": lambda expected, x, W, b: expected * x,
        "It is turned round, inputs down and outputs across: that is the "
        "denominator layout.": lambda expected, x, W, b: expected.T,
        "The numbers of W are written into the right shape in the wrong "
        "order: a transpose is no reshape.": (
            lambda expected, x, W, b: expected.T.reshape(expected.shape)
        ),
    },
)

# %% role="hidden"
linear_rng = np.random.default_rng(17)
check.jacobian(
    linear_jacobian,
    of=torch_linear,
    about="other sizes",
    at_each=[
        (
            linear_rng.normal(size=7),
            linear_rng.normal(size=(7, 3)),
            linear_rng.normal(size=3),
        ),
        ([0.5, -2.0], [[1.5], [-0.25]], [3.0]),
        ([2.5], [[0.5, -1.0, 3.0]], [0.0, 1.0, 2.0]),
        ([-0.5], [[4.0]], [1.0]),
    ],
    looks_like={
        "It is turned round, inputs down and outputs across: that is the "
        "denominator layout.": lambda expected, x, W, b: expected.T,
        "The numbers of W are written into the right shape in the wrong "
        "order: a transpose is no reshape.": (
            lambda expected, x, W, b: W.reshape(expected.shape)
        ),
        "The inputs are still in it: these are the terms of the sum, not "
        "their slopes.": lambda expected, x, W, b: expected * x,
        "That is the slope by W, not by x: the row of x once for each "
        "output.": lambda expected, x, W, b: (
            np.ones((len(b), 1)) * np.asarray(x)
        ),
        "The bias is added to the slopes. It moves the outputs and tilts "
        "nothing.": lambda expected, x, W, b: expected + b[:, None],
    },
)
check.jacobian(
    linear_jacobian,
    of=torch_linear,
    about="as many outputs as inputs",
    at_each=[
        (linear_x, linear_W, linear_b),
        (
            linear_rng.normal(size=3),
            linear_rng.normal(size=(3, 3)),
            linear_rng.normal(size=3),
        ),
    ],
    looks_like={
        square_as_it_is: lambda expected, x, W, b: (
            W if len(W) == len(b) else expected
        ),
    },
)
check.jacobian(
    linear_jacobian,
    of=torch_linear,
    about="whole numbers as input",
    at=(
        np.array([3, -1]),
        np.array([[2, 0, 1, 4, -3], [1, -5, 7, 0, 2]]),
        np.array([0, 1, 0, 2, -1]),
    ),
)
check.jacobian(
    linear_jacobian,
    of=torch_linear,
    about="single precision as input",
    at=(
        np.array([1.5, -1.0], dtype=np.float32),
        np.array([[0.5, -1.0, 2.25], [1.0, 0.0, 3.0]], dtype=np.float32),
        np.zeros(3, dtype=np.float32),
    ),
)

# %% role="figure"
with needs(linear_jacobian):
    show(
        *microscope(
            linear_jacobian(linear_x, linear_W, linear_b),
            of=torch_linear,
            at=(linear_x, linear_W, linear_b),
            names=("x @ W + b", "x"),
        )
    )

# %% [markdown] sheet="003.1.2c"
# **Explain**, once it has passed. The Jacobian is $W^{\mathsf T}$, whatever the house: the slope of a straight line is the
# same everywhere. Here no diagonal hides the layout any more, and it pays to know three conventions:
#
# | who | writes a layer as | shape of $W$ | its Jacobian by $x$ |
# |:--|:--|:--|:--|
# | this notebook | rows, $xW + b$ | $(D, H)$ | $W^{\mathsf T}$, $(H, D)$ |
# | sheet 003 | columns, $Wx + b$ | $(H, D)$ | $W$, $(H, D)$ |
# | sheet 004 | columns, $W x_B$, the bias inside of $W$ | $(H, D + 1)$ | by $x_B$, with inputs down and outputs across: see exercise 9 |
#
# The first two are the same matrix of slopes; only its name differs.
#
# And the vjp? $J^{\mathsf T}$ times `grad_out` is $W$ `grad_out` for one sample. For a batch, one row a sample, that is
# `grad_out @ W.T`, of shape $(N, D)$. Check the shapes: $(N, H)$ times $(H, D)$.
#
# ### By the weights: `linear_weight_gradient`
#
# Now a batch, and the slope that training really needs:
#
# $$\underbrace{Z}_{(N, H)} = \underbrace{X}_{(N, D)}\,\underbrace{W}_{(D, H)} + \underbrace{b}_{(H,)},
# \qquad Z_{nj} = \sum_{d=1}^{D} X_{nd}\, W_{dj} + b_j$$
#
# The Jacobian of $Z$ by $W$ would have four axes, $(N, H, D, H)$: nobody wants to see it. So we go straight to the
# product with `grad_out`, the slopes of the loss by $Z$, of shape $(N, H)$.
#
# **On paper first**, for one sample. The weight $W_{dj}$ sits on the wire from input $d$ to unit $j$. Which of
# the outputs notice it, and how strongly? Then multiply by the slope of the loss by that output. What do many samples change?
#
# **Your turn.** Write `linear_weight_gradient(grad_out, X)`. It has the shape of $W$, $(D, H)$. If the loss is a mean over
# the batch, its $1/N$ is in `grad_out` already.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# The weight is used once in each sample. So its slope adds up over the samples: what each of them says, one after the
# other.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# One sample, x = (2, 3), and grad_out = (10, 20, 30). The gradient has the shape (2, 3): row 0 is 2 times grad_out, that is
# [20, 40, 60], and row 1 is [30, 60, 90]. numpy calls it <code>np.outer([2, 3], [10, 20, 30])</code>.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# Add up outer products over all samples, or let one matrix product do it: something of shape (D, N) times something of
# shape (N, H) gives (D, H), and the sum over N is in it.
# </blockquote></details>


# %% role="answer"
def linear_weight_gradient(grad_out, X):
    """The gradient of the loss by W, shape (D, H)."""
    ### BEGIN SOLUTION
    return X.T @ grad_out
    ### END SOLUTION


# %% [markdown]
# The check lets torch run backward through `X @ W + b`. Which $W$ and $b$ it takes makes no difference. (Why not?)


# %% role="given"
def torch_linear_gradients(grad_out, X):
    """torch's gradients by W and by b, from grad_out."""
    grad_out, X = grad_out.double(), X.double()
    W = torch.ones(X.shape[1], grad_out.shape[1], dtype=torch.float64)
    b = torch.ones(grad_out.shape[1], dtype=torch.float64)
    for leaf in (W, b):
        leaf.requires_grad_()
    torch_linear(X, W, b).backward(grad_out)
    return W.grad, b.grad


linear_X = np.round(np.random.default_rng(41).normal(0, 1, (7, 3)), 1)
linear_grad = np.round(np.random.default_rng(42).normal(0, 1, (7, 5)), 1)

# %% role="check" points=4
check.values(
    linear_weight_gradient,
    like=lambda grad_out, X: torch_linear_gradients(grad_out, X)[0],
    at=(linear_grad, linear_X),
    looks_like={
        "The product is turned round: that is (H, D), the shape of the "
        "weights in nn.Linear. Ours are (D, H).": (
            lambda expected, grad_out, X: expected.T
        ),
        "np.outer flattens a batch: it is for one sample.": (
            lambda expected, grad_out, X: np.outer(X, grad_out)
        ),
    },
)

# %% role="hidden"
linear_rng = np.random.default_rng(19)
check.values(
    linear_weight_gradient,
    like=lambda grad_out, X: torch_linear_gradients(grad_out, X)[0],
    about="batches of other sizes",
    at_each=[
        (linear_rng.normal(size=(5, 3)), linear_rng.normal(size=(5, 2))),
        (linear_rng.normal(size=(3, 2)), linear_rng.normal(size=(3, 7))),
        (linear_rng.normal(size=(11, 1)), linear_rng.normal(size=(11, 3))),
    ],
    looks_like={
        "The product is turned round: that is (H, D), the shape of the "
        "weights in nn.Linear. Ours are (D, H).": (
            lambda expected, grad_out, X: expected.T
        ),
        "np.outer flattens a batch: it is for one sample.": (
            lambda expected, grad_out, X: np.outer(X, grad_out)
        ),
        "It is summed too early: each sample's inputs belong to its own "
        "slopes. Multiply first, then add up.": (
            lambda expected, grad_out, X: np.outer(
                X.sum(axis=0), grad_out.sum(axis=0)
            )
        ),
        "X is left out: every weight has its bias's slope.": (
            lambda expected, grad_out, X: (
                np.ones((X.shape[1], 1)) * grad_out.sum(axis=0)
            )
        ),
        "It is the first sample alone.": lambda expected, grad_out, X: (
            np.outer(X[0], grad_out[0])
        ),
        "It is the last sample alone: is each one written over the one "
        "before?": lambda expected, grad_out, X: np.outer(
            X[-1], grad_out[-1]
        ),
    },
)
check.values(
    linear_weight_gradient,
    like=lambda grad_out, X: torch_linear_gradients(grad_out, X)[0],
    about="one sample, one feature, one unit",
    at_each=[
        (linear_rng.normal(size=(3, 2)), linear_rng.normal(size=(3, 5))),
        ([[0.5, -1.0, 2.0]], [[1.5, 0.25]]),
        (linear_rng.normal(size=(5, 3)), linear_rng.normal(size=(5, 1))),
        (linear_rng.normal(size=(5, 1)), linear_rng.normal(size=(5, 1))),
        ([[2.0]], [[-3.0]]),
    ],
)
check.values(
    linear_weight_gradient,
    like=lambda grad_out, X: torch_linear_gradients(grad_out, X)[0],
    about="whole numbers as input",
    at_each=[
        (linear_rng.normal(size=(3, 2)), linear_rng.normal(size=(3, 5))),
        (
            np.array([[3, -1], [0, 2], [1, 1]]),
            np.array([[2, 0, 1], [1, -5, 7], [4, 1, 0]]),
        ),
        (linear_rng.normal(size=(3, 2)), np.arange(15).reshape(3, 5) - 7),
    ],
)
check.values(
    linear_weight_gradient,
    like=lambda grad_out, X: torch_linear_gradients(grad_out, X)[0],
    about="single precision as input",
    at=(
        np.array([[0.5, -1.0], [1.25, 0.0], [2.0, -0.5]], dtype=np.float32),
        np.array([[1.5, 2.0], [-0.25, 1.0], [3.0, 0.5]], dtype=np.float32),
    ),
)

# %% [markdown]
# ### By the bias: `linear_bias_gradient`
#
# The last of the three is the shortest. Unit $j$ adds its bias $b_j$ to its output **in every sample**, with slope 1.
#
# **Your turn.** Write `linear_bias_gradient(grad_out)`, for `grad_out` of shape $(N, H)$. It has the shape of $b$, $(H,)$.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# One bias, N samples that notice it. What the loss says about it comes N times.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# Three samples and two units: grad_out = [[1, 10], [2, 20], [3, 30]]. The first unit hears 1, 2 and 3, the second 10, 20 and
# 30. The gradient is [6, 60].
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# <code>grad_out.sum(axis=...)</code>. The axis that you name is the one that vanishes. Which one counts the samples?
# </blockquote></details>


# %% role="answer"
def linear_bias_gradient(grad_out):
    """The gradient of the loss by b, shape (H,)."""
    ### BEGIN SOLUTION
    return grad_out.sum(axis=0)
    ### END SOLUTION


# %% role="given"
def torch_bias_gradient(grad_out):
    """torch's gradient by b, with any X: here it is all ones."""
    X = torch.ones(len(grad_out), 2, dtype=torch.float64)
    return torch_linear_gradients(grad_out, X)[1]


# %% role="check" points=3
ones_alone = {
    "Each 1 is the slope of an output by its bias. The slopes that arrive, "
    "grad_out, are left out.": lambda expected, grad_out: np.ones(
        expected.shape
    ),
    "It is the number of samples: grad_out is left out, whose slopes are "
    "added up.": lambda expected, grad_out: np.full(
        expected.shape, len(grad_out)
    ),
}
check.values(
    linear_bias_gradient,
    like=torch_bias_gradient,
    at=linear_grad,
    looks_like=ones_alone,
)

# %% role="hidden"
linear_rng = np.random.default_rng(23)
check.values(
    linear_bias_gradient,
    like=torch_bias_gradient,
    about="batches of other sizes",
    at_each=[
        linear_rng.normal(size=(5, 3)),
        linear_rng.normal(size=(3, 11)),
        linear_rng.normal(size=(2, 7)),
    ],
    looks_like=ones_alone
    | {
        "It is the first sample alone.": (
            lambda expected, grad_out: grad_out[0]
        ),
    },
)
check.values(
    linear_bias_gradient,
    like=torch_bias_gradient,
    about="one sample, one unit",
    at_each=[
        linear_rng.normal(size=(3, 5)),
        [[0.5, -1.0, 2.0]],
        linear_rng.normal(size=(5, 1)),
        [[-3.0]],
    ],
)
check.values(
    linear_bias_gradient,
    like=torch_bias_gradient,
    about="whole numbers as input",
    at_each=[
        [[0.5, 1.0], [-2.0, 4.0]],
        np.array([[3, -1], [0, 2], [1, 1]]),
    ],
)
check.values(
    linear_bias_gradient,
    like=torch_bias_gradient,
    about="single precision as input",
    at=np.array([[0.5, -1.0], [1.25, 0.0], [2.0, -0.5]], dtype=np.float32),
)

# %% [markdown] sheet="003.1.2c 003.1.2d2"
# **Explain.** Both are the same rule. Whatever is **used several times** on the way forward gets the **sum** of all
# its slopes on the way back. A weight and a bias are used once in each sample, so the batch is summed over, in `X.T @ grad_out`
# by the matrix product itself. The $1/N$ of a mean comes in with `grad_out`, and comes in once.
#
# **On the sheets.** Sheet 003 gives the gradient by its $W$ as $x$ times a row: a column $(D, 1)$ times a row $(1, H)$ makes
# $(D, H)$. Its own $W$ is $(H, D)$, as in `nn.Linear`. So the sheet's product is the transpose of what has
# the shape of *its* parameter, and just what has the shape of *ours*. In code there is one rule, and it never fails: **a
# gradient has the shape of its parameter.**
#
# ### And a layer that does nothing: `identity_jacobian`
#
# After its last linear layer our network hands its numbers on as they are: it predicts prices, and a price may be
# any number. Sheet 003 still gives this last step a name, $g$, with $\hat y = g(z_3) = z_3$, since a classifier has
# something else in its place.
#
# **Predict**, then write `identity_jacobian(z)` for one sample, `z` of shape $(K,)$. What does its vjp do to `grad_out`?
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# How steep is output i by input i? And by another input?
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# The function that negates each number, (u, v) ↦ (−u, −v), has the Jacobian [[−1, 0], [0, −1]], whatever u and v are.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# numpy makes such a matrix by itself, as large as you ask for: <code>np.eye(...)</code>. It wants a number, and z has as
# many entries as <code>len(z)</code>.
# </blockquote></details>


# %% role="answer"
def identity_jacobian(z):
    """J[i, j] = d z_i / d z_j at z of shape (K,): shape (K, K)."""
    ### BEGIN SOLUTION
    return np.eye(len(z))
    ### END SOLUTION


# %% role="check" points=2
check.jacobian(
    identity_jacobian,
    of=lambda z: z.clone(),
    at_each=[[0.5, -2.0, 0.0], [1.5, 4.0]],
    looks_like={
        "z itself stands on the diagonal. How steep is the line, wherever "
        "you are on it?": lambda expected, z: np.diag(z),
        "There is a 1 everywhere. Output i doesn't notice another input.": (
            lambda expected, z: np.ones((len(z), len(z)))
        ),
    },
)

# %% role="hidden"
check.jacobian(
    identity_jacobian,
    of=lambda z: z.clone(),
    about="other sizes",
    at_each=[[3.0, -1.5, 0.0, 2.0, 7.0], [0.25, 4.0], [-3.0]],
    looks_like={
        "z itself stands on the diagonal. How steep is the line, wherever "
        "you are on it?": lambda expected, z: np.diag(z),
        "There is a 1 everywhere. Output i doesn't notice another input.": (
            lambda expected, z: np.ones((len(z), len(z)))
        ),
        "It lets positive numbers through and no others: that is relu.": (
            lambda expected, z: np.diag((z > 0).astype(float))
        ),
        "The 1 is there where i ≠ j, and missing where i = j.": (
            lambda expected, z: 1 - expected
        ),
    },
)
check.jacobian(
    identity_jacobian,
    of=lambda z: z.clone(),
    about="whole numbers as input",
    at_each=[[0.5, -1.0, 3.0], np.array([3, -2, 0, 1, 7])],
)

# %% role="figure"
with needs(identity_jacobian):
    identity_at = np.array([0.5, -2.0, 0.0])
    show(
        *microscope(
            identity_jacobian(identity_at),
            of=lambda z: z.clone(),
            at=identity_at,
            names=("g(z)", "z"),
        )
    )
