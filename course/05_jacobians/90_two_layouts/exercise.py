# %% [markdown] sheet="003.1.2d3 004.1"
# ## 10 · Two layouts: `convert_layout`
#
# *Easy · 15 minutes*
#
# Two sheets, two layouts. Neither is wrong, and neither says its name. If you read a formula in one and code it in the
# other, your matrices are transposed. With luck the shapes clash. Without luck everything is square, and nothing does.
#
# | | rows are | columns are | the chain rule has the loss |
# |:--|:--|:--|:--|
# | **numerator layout** | outputs (what is differentiated) | inputs (what it is differentiated by) | on the left |
# | **denominator layout** | inputs | outputs | on the right |
#
# The name says which of the two runs down the rows: $\dfrac{\partial\, \text{numerator}}{\partial\, \text{denominator}}$.
# Our $J_{ij} = \partial \text{out}_i / \partial \text{in}_j$ is in the numerator layout.
#
# A matrix can be the *in* as well. Then a scalar loss has one slope for each entry of $W$, and the question is only whether
# the slopes are laid out like $W$ itself (the denominator layout) or like $W^\top$ (the numerator layout).
#
# ### Where does each one stand?
#
# **Your turn.** For each row: `"numerator"` or `"denominator"`? Each entry counts by itself.
#
# | row | what stands there |
# |:--|:--|
# | `"003 loss"` | sheet 003: $\partial l / \partial \hat y = 2(\hat y - y)^\top$, with one row and $K$ columns |
# | `"003 weights"` | sheet 003: for its $\mathbf{W}^{(1)}$ of shape $(H, D)$ a product of shape $(D, H)$ |
# | `"004 one"` | sheet 004: $\nabla_a(a_B)$ with 128 rows and 129 columns, where $a$ has 128 entries and $a_B$ has 129 |
# | `"torch jacobian"` | `torch.autograd.functional.jacobian(f, x)` for an `f` that makes 5 numbers of 3: shape `(5, 3)` |
# | `"torch grad"` | `W.grad` after `loss.backward()`: it has the shape of `W` |
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# For each row ask two things. How many outputs, how many inputs? And which of the two numbers comes first in the shape?
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# A function of 7 numbers that gives 2. Shape (2, 7): outputs first, so numerator layout. Shape (7, 2): denominator layout.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the answer</summary>
# <blockquote>
# A loss has one output, so a row is outputs first. For weights, compare with the shape of the weights: like
# them, or turned round?
# </blockquote></details>

# %% role="answer"
stands_in = {
    "003 loss": ...,
    "003 weights": ...,
    "004 one": ...,
    "torch jacobian": ...,
    "torch grad": ...,
}
### BEGIN SOLUTION
stands_in = {
    "003 loss": "numerator",
    "003 weights": "numerator",
    "004 one": "denominator",
    "torch jacobian": "numerator",
    "torch grad": "denominator",
}
### END SOLUTION

# %% role="check" points=3
where_it_stands = [
    "003 loss",
    "003 weights",
    "004 one",
    "torch jacobian",
    "torch grad",
]
check.table(
    stands_in,
    rows=where_it_stands,
    options=["numerator", "denominator"],
    name="stands_in",
)

# %% role="hidden"
check.table(
    stands_in,
    rows=where_it_stands,
    options=["numerator", "denominator"],
    right={
        "003 loss": "numerator",
        "003 weights": "numerator",
        "004 one": "denominator",
        "torch jacobian": "numerator",
        "torch grad": "denominator",
    },
    says={
        "003 loss": {
            "denominator": "One output and K inputs: which number comes "
            "first in the shape of a row?",
        },
        "003 weights": {
            "denominator": "The product has not the shape of that parameter: "
            "it is turned round.",
        },
        "004 one": {
            "numerator": "128 inputs, 129 outputs: which number comes first?",
        },
        "torch jacobian": {
            "denominator": "5 outputs, 3 inputs: which number comes first?",
        },
        "torch grad": {
            "numerator": "The slopes are laid out like W itself.",
        },
    },
    points=3,
    about="the layout of each",
    name="stands_in",
)

# %% [markdown] sheet="004.1"
# ### From one to the other
#
# **Your turn.** Write `convert_layout(J, have, want)`. `J` is a matrix of derivatives in the layout `have`; the result holds
# the same derivatives in the layout `want`. Both words are `"numerator"` or `"denominator"`.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# There are only two layouts. So when is there anything to do at all?
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# [[1, 2, 3], [4, 5, 6]] has the derivatives of 2 outputs by 3 inputs, outputs along the rows. In the other layout it is
# [[1, 4], [2, 5], [3, 6]]. (And not [[1, 2], [3, 4], [5, 6]]: that has the shape, and the wrong neighbours.)
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# <code>if have == want:</code> return J as it is, and otherwise <code>J.T</code>. What could the shape of J tell you? Nothing:
# a function may have more outputs than inputs, or fewer, or as many.
# </blockquote></details>


# %% role="answer"
def convert_layout(J, have, want):
    """The derivatives J, laid out as `have`, in the layout `want`."""
    ### BEGIN SOLUTION
    return J if have == want else J.T
    ### END SOLUTION


# %% role="check" points=3
wide_matrix = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
tall_matrix = np.array([[7.0, 8.0], [9.0, 1.0], [2.0, 3.0]])


def torch_convert(J, have, want):
    """The same for torch."""
    return J.double() if have == want else torch.transpose(J.double(), 0, 1)


check.values(
    convert_layout,
    like=torch_convert,
    at_each=[
        (wide_matrix, "numerator", "denominator"),
        (wide_matrix, "numerator", "numerator"),
        (tall_matrix, "denominator", "numerator"),
        (tall_matrix, "denominator", "denominator"),
        (tall_matrix, "numerator", "denominator"),
    ],
    looks_like={
        "It is turned round whatever the words say. Where both are the same, "
        "J stays as it is.": lambda expected, J, have, want: J.T,
        "J stays as it is, although the two words differ.": (
            lambda expected, J, have, want: J
        ),
        "The layout is guessed from the shape. A shape can't tell it: there "
        "may be more outputs than inputs, or fewer.": (
            lambda expected, J, have, want: (
                J if J.shape[0] > J.shape[1] else J.T
            )
        ),
        "It has the right shape, but it is a reshape: the entries have other "
        "neighbours now. A transpose turns rows into columns.": (
            lambda expected, J, have, want: J.reshape(expected.shape)
        ),
    },
)

# %% role="hidden"
rng = np.random.default_rng(90)
tall, flat, square = (
    np.round(rng.normal(0, 3, shape), 1)
    for shape in [(5, 2), (2, 7), (3, 3)]
)
both_ways = [
    ("numerator", "denominator"),
    ("denominator", "numerator"),
    ("numerator", "numerator"),
    ("denominator", "denominator"),
]
layout_mistakes = {
    "It is turned round whatever the words say. Where both are the same, J "
    "stays as it is.": lambda expected, J, have, want: J.T,
    "J stays as it is, although the two words differ.": (
        lambda expected, J, have, want: J
    ),
    "The layout is guessed from the shape. A shape can't tell it: there may "
    "be more outputs than inputs, or fewer.": (
        lambda expected, J, have, want: (
            J if J.shape[0] > J.shape[1] else J.T
        )
    ),
    "It has the right shape, but it is a reshape: the entries have other "
    "neighbours now. A transpose turns rows into columns.": (
        lambda expected, J, have, want: (
            J if have == want else J.reshape(J.shape[::-1])
        )
    ),
    "Square matrices are left as they are. They are turned round as well: it "
    "only doesn't show in their shape.": (
        lambda expected, J, have, want: (
            J if have == want or J.shape[0] == J.shape[1] else J.T
        )
    ),
    "Only one of the two ways is done: from the denominator layout back it "
    "is a transpose, too.": lambda expected, J, have, want: (
        J.T if (have, want) == ("numerator", "denominator") else J
    ),
}
check.values(
    convert_layout,
    like=torch_convert,
    about="all pairs of layouts, matrices of all shapes",
    at_each=[
        (J, have, want)
        for J in (tall, flat, square)
        for have, want in both_ways
    ],
    looks_like=layout_mistakes,
)
check.values(
    convert_layout,
    like=torch_convert,
    about="one row, or one column",
    at_each=[
        (np.array([[1.0, 2.0, 3.0]]), "numerator", "denominator"),
        (np.array([[1.0], [2.0], [3.0]]), "numerator", "denominator"),
        (np.array([[4.0]]), "denominator", "numerator"),
    ],
    looks_like=layout_mistakes,
)
check.values(
    convert_layout,
    like=torch_convert,
    about="whole numbers as input",
    at=(np.array([[1, 2, 3], [4, 5, 6]]), "denominator", "numerator"),
    looks_like=layout_mistakes,
)

# %% [markdown]
# **Explain.** No test on the shape could have done it. With as many outputs as inputs both layouts look the same, and
# the wrong one computes happily: for the square matrix of a hidden layer that is followed by another one of the same size,
# a forgotten transpose crashes nothing. It just trains badly. So say once which layout you use, and convert where you
# read something. This notebook keeps Jacobians in the numerator layout, and gradients in the shape of their parameters.
