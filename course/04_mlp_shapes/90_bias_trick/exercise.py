# %% [markdown] sheet="004.3"
# ## 9 · The bias as one more column
#
# *Medium · 20 minutes*
#
# Some books know no biases. They put a **1** at the end of every sample and let the weights do the rest: what is multiplied by 1 is simply added.
# With $D = 2$, for one sample and one unit,
#
# $$\begin{bmatrix} x_1 & x_2 & 1 \end{bmatrix} \begin{bmatrix} w_1 \\ w_2 \\ b \end{bmatrix} = x_1 w_1 + x_2 w_2 + b$$
#
# ### Two layouts
#
# The sheet that this exercise comes from lays everything on its side. A sample is a **column** there, and the matrix stands in front of it. With the index $B$ for "with the 1":
#
# | | a sample | the layer |
# |:--|:--|:--|
# | this notebook | a row of $X$, of shape $(N, D)$ | $X_B\, W_B$: what comes in stands **first** in $W_B$ |
# | the sheet | a column $x$, one alone | $W\, x_B$: what comes in stands **last** in $W$ |
#
# So the sheet's matrix is the transpose of ours. Here is its network, in its own layout, for one picture with 784 pixels. A vector's length stands below it:
#
# $$\underbrace{x_B}_{785} = \begin{bmatrix} x \\ 1 \end{bmatrix} \;\to\;
# \underbrace{z}_{128} = \underbrace{W_1}_{?}\; \underbrace{x_B}_{785} \;\to\;
# \underbrace{a_1}_{?} = \operatorname{ReLU}(z) \;\to$$
#
# $$\to\; \underbrace{a_{1B}}_{?} = \begin{bmatrix} a_1 \\ 1 \end{bmatrix} \;\to\;
# \underbrace{z_2}_{10} = \underbrace{W_2}_{?}\; \underbrace{a_{1B}}_{?}$$
#
# **Your turn: the question marks**, in the sheet's layout. Write the vectors with one axis, such as `(785,)` for $x_B$, not `(785, 1)`.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# Each 1 makes a vector longer by one, and the matrix that multiplies it wider by one.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# From 4 numbers to 3, with columns: x_B has 5 entries, and a matrix that makes 3 of them is (3, 5). ReLU leaves 3; with the 1 that is 4.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the answer</summary>
# <blockquote>
# (what comes out, what comes in), where what comes in has its 1 already.
# </blockquote></details>

# %% role="answer"
sheet_shapes = {
    "W1": ...,
    "a1": ...,
    "a1_B": ...,
    "W2": ...,
}
### BEGIN SOLUTION
sheet_shapes = {
    "W1": (128, 785),
    "a1": (128,),
    "a1_B": (129,),
    "W2": (10, 129),
}
### END SOLUTION

# %% role="check" points=2
check.shapes(
    sheet_shapes,
    names=["W1", "a1", "a1_B", "W2"],
    dims=[],
    name="sheet_shapes",
    axes={"W1": 2, "a1": 1, "a1_B": 1, "W2": 2},
)


# %% role="hidden"
def sheets_network():
    """The sheet's network on zeros, with columns."""
    with_1 = lambda v: torch.nn.functional.pad(v, (0, 1), value=1.0)
    W1 = torch.zeros(128, len(with_1(torch.zeros(784))))
    a1 = torch.relu(W1 @ with_1(torch.zeros(784)))
    W2 = torch.zeros(10, len(with_1(a1)))
    assert (W2 @ with_1(a1)).shape == (10,)
    return {"W1": W1, "a1": a1, "a1_B": with_1(a1), "W2": W2}


ours = "that is our layout. On the sheet the matrix stands in front of a column, so what comes out is its first axis."
check.shapes(
    sheet_shapes,
    names=["W1", "a1", "a1_B", "W2"],
    dims=[],
    name="sheet_shapes",
    axes={"W1": 2, "a1": 1, "a1_B": 1, "W2": 2},
    like=sheets_network,
    about="the shapes of the sheet",
    says={
        ("W1", (785, 128)): ours,
        ("W2", (129, 10)): ours,
        (
            "W1",
            (128, 784),
        ): "the 1 at the end of x_B wants a column of its own: the biases.",
        (
            "W2",
            (10, 128),
        ): "the 1 at the end of a1_B wants a column of its own: the biases.",
        ("a1", (129,)): "ReLU keeps the shape; the 1 comes after it.",
        ("a1_B", (128,)): "it has the 1 at its end.",
    },
)

# %% [markdown]
# **Now in our layout**, for a whole batch: $X_B$ has a column of ones at its right end, and $W_B$ the biases as its last row.
#
# $$\underbrace{X_B}_{(N,\, D + 1)}\;\; \underbrace{W_B}_{(D + 1,\, H)} = \underbrace{X}_{(N, D)}\;\; \underbrace{W}_{(D, H)} + \;\underbrace{b}_{(H,)}$$
#
# **Your turn.** Write `add_ones(X)`: the batch with its ones, in a new array.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# The ones are an array too. Which shape has it, if it stands to the right of X?
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# <code>np.concatenate([np.zeros((2, 3)), np.zeros((2, 4))], axis=1)</code> has shape (2, 7).
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# <code>np.concatenate([X, np.ones((..., 1))], axis=...)</code>
# </blockquote></details>


# %% role="answer"
def add_ones(X):
    """X with a column of ones at its right end: (N, D + 1)."""
    ### BEGIN SOLUTION
    return np.concatenate([X, np.ones((len(X), 1))], axis=1)
    ### END SOLUTION


# %% role="check" points=2
check.values(
    add_ones,
    like=lambda X: torch.nn.functional.pad(X, (0, 1), value=1.0),
    at_each=[
        np.array([[5.0, 2.5], [0.5, -3.0], [4.0, 7.0]]),
        np.arange(20.0).reshape(5, 4) - 6.5,
    ],
    looks_like={
        "The ones stand in front. They come last, as in [x₁, x₂, 1].": (
            lambda expected, X: np.roll(expected, 1, axis=1)
        ),
    },
)

# %% role="hidden"
rng = np.random.default_rng(9)
check.values(
    add_ones,
    like=lambda X: torch.nn.functional.pad(X.double(), (0, 1), value=1.0),
    about="other batches",
    at_each=[
        rng.normal(size=(5, 3)),
        rng.normal(size=(1, 7)),
        np.array([[3, 4], [5, 6], [7, 9]]),
        np.float32([[0.1, 2.5]]),
    ],
    looks_like={
        "The ones stand in front. They come last, as in [x₁, x₂, 1].": lambda expected, X: (
            np.roll(expected, 1, axis=1)
        ),
        "The ones are one more row, as if they were one more sample: they are a column.": (
            lambda expected, X: np.vstack([X, np.ones(X.shape[1])])
        ),
        "The added column holds zeros.": lambda expected, X: np.hstack(
            [X, np.zeros((len(X), 1))]
        ),
        "1 is added to every entry. What is meant is one more column.": lambda expected, X: (
            X + 1
        ),
        "The ones are there twice, in front and behind.": lambda expected, X: (
            np.pad(X, ((0, 0), (1, 1)), constant_values=1)
        ),
    },
)

# %% [markdown]
# **Your turn.** Write `fold_bias(W, b)`, which makes $W_B$ of the two, in a new array.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# The last column of X_B meets the last row of W_B.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# <code>np.vstack([np.zeros((2, 3)), [7, 8, 9]])</code> lays rows below each other: it has shape (3, 3), and its last row is [7, 8, 9].
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# <code>np.vstack([..., ...])</code>, the weights above.
# </blockquote></details>


# %% role="answer"
def fold_bias(W, b):
    """W with b as one more row at its end: (D + 1, H)."""
    ### BEGIN SOLUTION
    return np.vstack([W, b])
    ### END SOLUTION


# %% [markdown]
# The check doesn't stack: it asks torch's layer what each feature does alone, and what comes out for zeros.


# %% role="given"
def torch_fold(W, b):
    """The rows of W_B, as what one feature alone does, and none at all."""
    layer = lambda X: torch.nn.functional.linear(
        X, W.double().T, b.double()
    )
    alone = torch.eye(len(W), dtype=torch.float64)
    nothing = torch.zeros(1, len(W), dtype=torch.float64)
    return torch.cat([layer(alone) - layer(nothing), layer(nothing)])


# %% role="check" points=2
check.values(
    fold_bias,
    like=torch_fold,
    at=(
        np.array([[1.0, 2.0, -0.5], [3.0, -4.0, 6.0]]),
        np.array([7.0, 8.5, -9.0]),
    ),
    looks_like={
        "The biases stand in the first row. "
        "The 1 is the last entry of a sample, so they are the last.": (
            lambda expected, W, b: np.roll(expected, 1, axis=0)
        ),
    },
)

# %% role="hidden"
rng = np.random.default_rng(10)
check.values(
    fold_bias,
    like=torch_fold,
    about="other layers",
    at_each=[
        (rng.normal(size=(5, 3)), rng.normal(size=3)),
        (rng.normal(size=(3, 1)), rng.normal(size=1)),
        (np.array([[1, 2], [3, 4], [5, 7]]), np.array([6, 8])),
    ],
    looks_like={
        "The biases stand in the first row. The 1 is the last entry of a sample, so they are the last.": (
            lambda expected, W, b: np.roll(expected, 1, axis=0)
        ),
        "The biases are added to the weights. They are one more row.": lambda expected, W, b: (
            W + b
        ),
        "The last row is all ones: the ones belong to X_B, the biases stand here.": lambda expected, W, b: (
            np.vstack([W, np.ones(len(b))])
        ),
    },
)
square = rng.normal(size=(3, 3)), rng.normal(size=3)
check.values(
    fold_bias,
    like=torch_fold,
    about="as many inputs as units",
    at=square,
    looks_like={
        "The biases are one more column. A row of W belongs to an input, and the 1 is one more input.": (
            lambda expected, W, b: np.column_stack([W, b])
        )
    },
)

# %% [markdown]
# **And back.** Write `unfold_bias(W_B)`: it returns `W` and `b`, in their own shapes.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# Everything but the last row, and the last row. Negative numbers count from the end.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# For v = [1, 2, 3] <code>v[:-1]</code> is [1, 2] and <code>v[-1]</code> is 3, a number; <code>v[-1:]</code> is [3], with its axis still there.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# <code>return W_B[...], W_B[...]</code>, where the second one has a single axis.
# </blockquote></details>


# %% role="answer"
def unfold_bias(W_B):
    """W (D, H) and b (H,) out of W_B (D + 1, H)."""
    ### BEGIN SOLUTION
    return W_B[:-1], W_B[-1]
    ### END SOLUTION


# %% role="check" points=2
check.values(
    unfold_bias,
    like=lambda W_B: (
        torch.narrow(W_B, 0, 0, len(W_B) - 1),
        torch.select(W_B, 0, len(W_B) - 1),
    ),
    at_each=[
        np.array([[1.0, 2.5, -0.5], [3.0, -4.0, 6.0]]),
        np.array([[0.5, 7.0], [2.0, -1.0], [-3.0, 4.5], [6.0, 8.0]]),
    ],
    parts=["W", "b"],
    looks_like={
        "Only the first row is taken for W: there may be more.": (
            lambda expected, W_B: W_B[:1] if expected.ndim == 2 else W_B[1]
        ),
        "The last column is taken for the biases: they are the last row.": (
            lambda expected, W_B: (
                np.hsplit(W_B, [len(W_B.T) - 1])[0]
                if expected.ndim == 2
                else W_B.T[-1]
            )
        ),
    },
)

# %% role="hidden"
rng = np.random.default_rng(11)
check.values(
    unfold_bias,
    like=lambda W_B: (
        torch.stack(W_B.unbind()[: len(W_B) - 1]),
        W_B.unbind()[len(W_B) - 1],
    ),
    about="other layers",
    at_each=[
        rng.normal(size=(7, 3)),
        rng.normal(size=(4, 1)),
        np.array([[1, 2], [3, 4], [5, 7], [6, 8]]),
    ],
    parts=["W", "b"],
    looks_like={
        "Only the first row is taken for W: there may be more.": (
            lambda expected, W_B: W_B[:1] if expected.ndim == 2 else W_B[1]
        ),
        "W still has the row of biases in it: one row too many.": lambda expected, W_B: (
            W_B
        ),
        "The first row is taken for the biases: they are the last.": lambda expected, W_B: (
            W_B[1:] if expected.ndim == 2 else W_B[0]
        ),
        "The last column is taken for the biases: they are the last row.": lambda expected, W_B: (
            W_B[:, :-1]
        ),
    },
)

# %% [markdown]
# **Run it, and see.** The same layer three times: with a bias, with a column of ones, and as the sheet writes it, with columns and
# the transpose. Compare the shapes of the sheet's W1 and W2 with your `sheet_shapes`; you may still change yours. And the sheet's
# network has 101770 parameters. Does your `count_parameters` agree?

# %% role="given"
with needs(add_ones, fold_bias, unfold_bias, count_parameters):
    three, weights, biases, *_ = small_network(2, 3, 5, 4, 2)
    folded = fold_bias(weights, biases)
    print("with a bias:   ", (three @ weights + biases)[0].round(2))
    print("with ones:     ", (add_ones(three) @ folded)[0].round(2))
    print("on the sheet:  ", (folded.T @ add_ones(three)[0]).round(2))
    print(
        "sheet's W1:    ",
        fold_bias(np.ones((784, 128)), np.ones(128)).T.shape,
    )
    print(
        "sheet's W2:    ",
        fold_bias(np.ones((128, 10)), np.ones(10)).T.shape,
    )
    print("parameters:    ", count_parameters([784, 128, 10]))

# %% [markdown]
# **Explain.** Three ways to write one layer. The trick is handy on paper: one array less to differentiate by. But the 1 is no unit: nothing
# comes back through it, so going back, the gradient by $a_{1B}$ has 129 entries and that by $a_1$ 128, its last one dropped. Notebook 05
# does that with Jacobians.
