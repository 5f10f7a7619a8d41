# %% [markdown] sheet="004.1"
# ## 9 · A 1 at the end: `append_one_jacobian`
#
# *Medium · 35 minutes*
#
# Every layer so far had a weight matrix and a bias. Some books keep one thing only: they put a **1** below the activations,
# and the bias becomes one more column of the weights.
#
# $$\underbrace{a_B}_{(H+1,)} = \begin{bmatrix} a \\ 1 \end{bmatrix} \qquad
# \underbrace{W}_{(K,\,H+1)}\, a_B = \begin{bmatrix} W_{\text{left}} & b \end{bmatrix} \begin{bmatrix} a \\ 1 \end{bmatrix}
# = W_{\text{left}}\, a + b$$
#
# Sheet 004 does so, with columns, $W$ on the left, and 128 hidden units. That makes forward simple. And backward? Putting a
# 1 at the end is a function like any other: $H$ numbers go in, $H + 1$ come out. So it has a Jacobian.
#
# **Predict first.** How large is it? And what does its last row say about the 1?


# %% role="given"
def torch_append_one(a):
    """[a; 1], for torch."""
    return torch.cat([a.double(), torch.ones(1, dtype=torch.float64)])


# %% [markdown]
# **Your turn.** Write `append_one_jacobian(a)` for `a` of shape `(H,)`: $J_{ij} = \partial a_{B,i} / \partial a_j$, so its
# shape is `(H + 1, H)`.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# Move one entry of a by a little. Which entries of [a; 1] move with it, and how fast?
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# Another function that makes a vector longer: (u, v) ↦ (u, v, 3u). Its Jacobian has the rows (1, 0), (0, 1) and (3, 0).
# The last row holds the slopes of the last output.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# <code>np.eye(n)</code> is the identity matrix, and <code>np.eye(n, m)</code> the same with n rows and m columns.
# Or put two blocks on top of each other, <code>np.vstack([..., ...])</code>.
# </blockquote></details>


# %% role="answer"
def append_one_jacobian(a):
    """The Jacobian of [a; 1] by a, shape (H + 1, H)."""
    ### BEGIN SOLUTION
    return np.eye(len(a) + 1, len(a))
    ### END SOLUTION


# %% role="check" points=2
sheet_layout = (
    "It lies on its side: the sheet's layout has one row for each input. "
    "Here each output has a row."
)
appended_flat = (
    "`np.append` makes one long row of a matrix, and puts the 1 behind it. "
    "A row below is put there by `np.vstack`. And does the 1 feel a?"
)
check.jacobian(
    append_one_jacobian,
    of=torch_append_one,
    at=[0.5, -2.0, 3.0],
    looks_like={
        appended_flat: lambda expected, a: np.append(expected[:-1], 1),
        sheet_layout: lambda expected, a: expected.T,
        "There is a column too many: the 1 is no input.": (
            lambda expected, a: np.eye(len(expected))
        ),
        "The last row says that the 1 grows with a. It stays 1, whatever a "
        "does.": lambda expected, a: np.vstack(
            [expected[:-1], np.ones(len(a))]
        ),
    },
)

# %% role="hidden"
of_the_one = {
    appended_flat: lambda expected, a: np.append(expected[:-1], 1),
    sheet_layout: lambda expected, a: expected.T,
    "The row of the 1 is missing: it has H + 1 outputs.": (
        lambda expected, a: np.eye(len(a))
    ),
    "The 1 stands in front there. Here it comes last.": (
        lambda expected, a: np.eye(len(a) + 1, len(a), -1)
    ),
    "The last row says that the 1 grows with a. It stays 1, whatever a "
    "does.": lambda expected, a: np.vstack(
        [np.eye(len(a)), np.ones(len(a))]
    ),
    "There is a column too many: the 1 is no input.": (
        lambda expected, a: np.eye(len(a) + 1)
    ),
}
check.jacobian(
    append_one_jacobian,
    of=torch_append_one,
    about="vectors of other lengths",
    at_each=[
        [1.5, 0.0, -0.25, 2.0, 7.0],
        [4.0],
        [-1.0, 2.5],
        [0.0] * 7,
    ],
    looks_like=of_the_one,
)
check.jacobian(
    append_one_jacobian,
    of=torch_append_one,
    about="whole numbers as input",
    at_each=[[0.5, 1.5, -2.0], np.array([3, 1, 2, 0, 5])],
    looks_like=of_the_one,
)

# %% [markdown]
# **Run it, and see.** Yours under the microscope, beside torch's:

# %% role="figure"
three_activations = np.array([0.5, -2.0, 3.0])
with needs(append_one_jacobian):
    figure, words = microscope(
        append_one_jacobian(three_activations),
        of=torch_append_one,
        at=three_activations,
        names=("[a; 1]", "a"),
    )
    show(figure, alt=words)

# %% [markdown] sheet="004.1 004.4 004.5"
# **Explain.** The identity on top: each $a_i$ is handed on as it is. Below it a row of zeros: the 1 feels nothing. So
# in the chain rule whatever arrives at the 1 is multiplied by 0 and goes no further back.
#
# ### The sheet's two chains
#
# Sheet 004 writes derivatives in the other layout. Its $\nabla_a (a_B)$, read *the gradient, by a, of $a_B$*, has one **row for
# each input** and one column for each output: the **denominator layout**. It is the transpose of ours,
# $\begin{bmatrix} I & 0 \end{bmatrix}$, with 128 rows and 129 columns. And in that layout the chain rule runs the other way:
# the loss stands on the **right**, and each step towards the input is one more factor on the left.
#
# **The names change here.** The sheet's $a$ is what we called $z_2$, what comes out of ReLU. Its $z_2$ is our $z_3$, what comes
# out of the second layer. And its $W_2$ is ours turned round, one row for each output, with the bias inside as its last
# column. Up to the end of this exercise the sheet's names hold.
#
# The network of the sheet, for one picture of 784 pixels and 10 classes:
#
# $$\underbrace{z_1}_{(128,)} \xrightarrow{\;\text{ReLU}\;} \underbrace{a}_{(128,)} \longrightarrow
# \underbrace{a_B}_{(129,)} \xrightarrow{\;W_2\, a_B\;} \underbrace{z_2}_{(10,)} \longrightarrow \underbrace{L}_{()}
# \qquad \underbrace{W_2}_{(10,\,129)}$$
#
# It asks for the blanks in two chains, and for the factors themselves:
#
# $$\begin{aligned}
# \nabla_a(L) &= \nabla_{\boxed{1}}(a_B) \times \nabla_{a_B}(z_2) \times \nabla_{\boxed{2}}(L) \\
# \nabla_{\boxed{3}}(L) &= \nabla_{z_1}(a) \times \nabla_a(L)
# \end{aligned}$$
#
# | letter | matrix |
# |:--|:--|
# | `"A"` | $W_2$ |
# | `"B"` | $W_2^\top$ |
# | `"C"` | $W_2$ without its last column |
# | `"D"` | 1 where $i = j$, otherwise 0 |
# | `"E"` | 1 where $i = j$ and $z_{1,i} > 0$, otherwise 0 |
# | `"F"` | 1 where $z_{1,i} > 0$, a column |
#
# **Your turn.** Fill in the three blanks, each with `"z1"`, `"a"`, `"a_B"`, `"z2"` or `"L"`. Then two factors **in the sheet's
# layout**: `"by a_B of z2"` is $\nabla_{a_B}(z_2)$, and `"by z1 of a"` is $\nabla_{z_1}(a)$. For each its letter, and its
# shape as a list such as `[3, 4]`. Each entry counts by itself.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# In a product neighbours share a letter: what the left one is a gradient *of*, the right one is a gradient *by*.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# For x → u → v → L with 2, 3 and 5 numbers in x, u and v it reads ∇ₓ(L) = ∇ₓ(u) × ∇ᵤ(v) × ∇ᵥ(L), and the shapes are
# (2, 3), (3, 5) and (5,): inputs along the rows.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the answer</summary>
# <blockquote>
# Our layout, outputs along the rows, would have W₂ itself for the step from a_B to z₂. Turn it round. ReLU's is
# diagonal, and a diagonal matrix turned round is the same.
# </blockquote></details>

# %% role="answer"
sheet_004 = {
    "blank 1": ...,
    "blank 2": ...,
    "blank 3": ...,
    "by a_B of z2": ...,  # a letter
    "by z1 of a": ...,
    "shape by a_B of z2": ...,  # [rows, columns]
    "shape by z1 of a": ...,
}
### BEGIN SOLUTION
sheet_004 = {
    "blank 1": "a",
    "blank 2": "z2",
    "blank 3": "z1",
    "by a_B of z2": "B",
    "by z1 of a": "E",
    "shape by a_B of z2": [129, 10],
    "shape by z1 of a": [128, 128],
}
### END SOLUTION

# %% role="check" points=3
blanks = ["z1", "a", "a_B", "z2", "L"]
letters = ["A", "B", "C", "D", "E", "F"]
sizes = [1, 10, 128, 129, 784, 785]
offered = {
    "blank 1": blanks,
    "blank 2": blanks,
    "blank 3": blanks,
    "by a_B of z2": letters,
    "by z1 of a": letters,
    "shape by a_B of z2": sizes,
    "shape by z1 of a": sizes,
}
check.table(
    sheet_004,
    rows=list(offered),
    lists=list(offered)[5:],
    options=offered,
    name="sheet_004",
)

# %% role="hidden"
turned = "That is our layout. In the sheet's the inputs lie along the rows."
check.table(
    sheet_004,
    rows=list(offered),
    lists=list(offered)[5:],
    options=offered,
    right={
        "blank 1": "a",
        "blank 2": "z2",
        "blank 3": "z1",
        "by a_B of z2": "B",
        "by z1 of a": "E",
        "shape by a_B of z2": [129, 10],
        "shape by z1 of a": [128, 128],
    },
    says={
        "blank 1": {"a_B": "Nothing is differentiated by itself here."},
        "blank 2": {"L": "Nothing is differentiated by itself here."},
        "blank 3": {
            "a": "That one is the last factor on the right already. One "
            "step further back is meant.",
        },
        "by a_B of z2": {
            "A": turned,
            "C": "By a_B, all of it: the 1 is an entry of a_B like the "
            "others.",
        },
        "by z1 of a": {
            "D": "That would be no ReLU at all.",
            "F": "ReLU has as many outputs as inputs: a square matrix.",
        },
        "shape by a_B of z2": {(10, 129): turned},
        "shape by z1 of a": {(128, 1): "A square matrix is meant."},
    },
    points=3,
    about="the blanks of the two chains, and their factors",
    name="sheet_004",
)

# %% [markdown] sheet="004.4 004.5"
# ### Through the 1, in code: `activation_gradient`
#
# Now the first chain as a function. The loss is softmax cross-entropy, so you know its gradient by $z_2$ from notebook 03:
# what you said, minus what was true.


# %% role="given"
def torch_sheet_loss(a, y, W2):
    """The sheet's loss for one sample, from a onwards, for torch."""
    z2 = W2.double() @ torch_append_one(a)
    return -(y * torch.log_softmax(z2, dim=-1)).sum()


# %% [markdown]
# **Your turn.** Write `activation_gradient(a, y, W2)`: the gradient of the loss by `a`. Here `a` has shape `(H,)`, the
# one-hot target `y` has `(K,)`, and `W2` has the sheet's shape `(K, H + 1)`, the bias in its last column. The result has
# the shape of `a`. For the probabilities take `scipy.special.softmax(z2)`.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# Forward to z2 first, with the 1 in place: <code>np.append(a, 1)</code>. Then multiply the row p − y by W2, as always. What
# arrives has an entry too many. Which one goes nowhere?
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# With numbers: if (2, −1, 5) arrives at [a; 1] with H = 2, then a gets (2, −1). The 5 arrived at the 1, which is no
# function of a.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# Nobody has to multiply by the Jacobian: it only drops a number. <code>array[:-1]</code> is an array without its last
# entry, <code>matrix[:, :-1]</code> a matrix without its last column.
# </blockquote></details>


# %% role="answer"
def activation_gradient(a, y, W2):
    """The gradient of the loss by a, shape (H,)."""
    ### BEGIN SOLUTION
    p = scipy.special.softmax(W2 @ np.append(a, 1))
    return W2[:, :-1].T @ (p - y)
    ### END SOLUTION


# %% role="check" points=3
three_weights = np.array(
    [
        [0.5, -1.0, 2.0, 0.0, 1.5, -0.5],
        [1.0, 0.5, -0.5, 1.5, -2.0, 1.0],
        [-1.5, 2.0, 0.0, 0.5, 1.0, 0.25],
    ]
)


def torch_by_a_B(expected, a, y, W2):
    """torch's gradient by [a; 1], where the one by a is meant."""
    y, W2 = torch.tensor(y), torch.tensor(W2)
    a_B = torch_append_one(torch.tensor(a)).requires_grad_()
    (-(y * torch.log_softmax(W2 @ a_B, dim=-1)).sum()).backward()
    return a_B.grad.numpy()


check.gradient(
    activation_gradient,
    of=torch_sheet_loss,
    at=([0.5, 1.0, 0.0, 2.0, 0.25], [0.0, 1.0, 0.0], three_weights),
    looks_like={
        "The slope at the 1 is still in it.": torch_by_a_B,
        "A mask of ReLU is in it. From a onwards there is none: a has been "
        "through it already.": lambda expected, a, y, W2: (
            expected * (a > 0)
        ),
        "It is divided by K: this loss is a sum over the classes, no "
        "mean.": lambda expected, a, y, W2: expected / len(y),
        "The first column of W2 is left out. The bias stands in the last "
        "one.": lambda *given: torch_by_a_B(*given)[1:],
        "The bias is left out of the forward pass: z2 needs the 1.": (
            lambda expected, a, y, W2: torch_by_a_B(
                expected, a, y, W2 * (np.arange(len(a) + 1) < len(a))
            )[:-1]
        ),
    },
)


# %% role="hidden"
def sheet_p(a, W2):
    return scipy.special.softmax(W2 @ np.append(a, 1))


through_the_one = {
    "A mask of ReLU is in it. From a onwards there is none: a has been "
    "through it already.": lambda expected, a, y, W2: expected * (a > 0),
    "It is divided by K: this loss is a sum over the classes, no mean.": (
        lambda expected, a, y, W2: expected / len(y)
    ),
    "The first column of W2 is left out. The bias stands in the last one.": (
        lambda expected, a, y, W2: W2[:, 1:].T @ (sheet_p(a, W2) - y)
    ),
    "The slope at the 1 is still in it.": (
        lambda expected, a, y, W2: W2.T @ (sheet_p(a, W2) - y)
    ),
    "The bias is left out of the forward pass: z2 needs the 1.": (
        lambda expected, a, y, W2: (
            W2[:, :-1].T @ (scipy.special.softmax(W2[:, :-1] @ a) - y)
        )
    ),
    "The 1 stands in front in the forward pass. Here it comes last.": (
        lambda expected, a, y, W2: (
            W2[:, :-1].T @ (scipy.special.softmax(W2 @ np.append(1, a)) - y)
        )
    ),
    "The target is not taken off: it is p where p − y is meant.": (
        lambda expected, a, y, W2: W2[:, :-1].T @ sheet_p(a, W2)
    ),
}
rng = np.random.default_rng(80)
check.gradient(
    activation_gradient,
    of=torch_sheet_loss,
    about="other sizes",
    at_each=[
        (rng.normal(size=7), np.eye(3)[2], rng.normal(size=(3, 8))),
        (rng.normal(size=2), np.eye(5)[0], rng.normal(size=(5, 3))),
        (rng.normal(size=3), np.eye(2)[1], rng.normal(size=(2, 4))),
        (rng.normal(size=1), np.eye(3)[1], rng.normal(size=(3, 2))),
    ],
    looks_like=through_the_one,
)
check.gradient(
    activation_gradient,
    of=torch_sheet_loss,
    about="very large logits",
    at_each=[
        (rng.normal(size=5), np.eye(3)[2], three_weights),
        ([1000.0, 0, 1, 0, 2], np.eye(3)[0], three_weights),
    ],
    looks_like=through_the_one,
)
check.gradient(
    activation_gradient,
    of=torch_sheet_loss,
    about="whole numbers as input",
    at_each=[
        ([0.5, 1.0], [0.0, 1.0, 0.0], three_weights[:, :3]),
        (
            np.array([1, 0, 2]),
            np.array([0, 0, 1]),
            np.array([[1, 0, -1, 2], [0, 1, 1, 0], [1, 1, 0, -1]]),
        ),
    ],
    looks_like=through_the_one,
)

# %% [markdown]
# **Explain.** The 1 takes part in the forward pass like any other entry; on the way back it is a dead end. The weights
# in its column, the bias, do get a gradient: they are parameters, and the 1 is what they are multiplied by. So their
# gradient is the row that arrives, times 1. You had that in exercise 4 as *the gradient by b*.
