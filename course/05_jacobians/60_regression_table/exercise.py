# %% [markdown] sheet="003.1.2b"
# ## 7 · The whole network in three tables: `regression_gradients`
#
# *Hard · 60 minutes, with pencil and paper*
#
# So far you have taken the network apart. Now it is put together again. It looks at one house, $D$ numbers in `x`, and
# predicts $K$ numbers: what it costs to buy, say, and what it costs to heat. Between them lie two linear layers and a
# ReLU:
#
# $$\underbrace{x}_{(D,)} \xrightarrow{\;\text{Linear1}\;} \underbrace{z_1}_{(H,)} \xrightarrow{\;f\;}
# \underbrace{z_2}_{(H,)} \xrightarrow{\;\text{Linear2}\;} \underbrace{z_3}_{(K,)} \xrightarrow{\;g\;}
# \underbrace{\hat y}_{(K,)} \xrightarrow{\;\text{loss}\;} \underbrace{l}_{()}$$
#
# Here $f$ is ReLU, $g$ hands on what it gets, $g(z_3) = z_3$, and the loss is $l = \lVert \hat y - y \rVert^2$, the sum of
# the squared errors. A small plus, $(\dots)^+$, is another way to write ReLU.
#
# Why keep a $g$ that does nothing? In exercise 8 it will do something. The plan for all gradients is made here, once.
#
# Sheet 003 asks for three tables. You fill them in whole: **each entry counts by itself**, so a wrong one doesn't cost
# the others. Only leave none empty; guess if you must. The check looks at the form alone. Which entries are right is said
# when the notebook is graded.
#
# ### First table: what goes in, what comes out
#
# Only $x$, $y$ and the parameters may stand in it, no $z$. Everything that you need is among these:
#
# | letter | expression |
# |:--|:--|
# | `"A"` | $x$ |
# | `"B"` | $x W_1 + b_1$ |
# | `"C"` | $(x W_1)^+ + b_1$ |
# | `"D"` | $(x W_1 + b_1)^+$ |
# | `"E"` | $(x W_1 + b_1)^+ W_2 + b_2$ |
# | `"F"` | $\big((x W_1 + b_1)^+ W_2 + b_2\big)^+$ |
# | `"G"` | $(x W_1 + b_1)^+ W_2 + b_2$ and $y$, the two of them |
# | `"H"` | $\lVert (x W_1 + b_1)^+ W_2 + b_2 - y \rVert^2$ |
#
# **Your turn.** Put letters in place of the dots: for each layer first its input, then its output. A letter may occur more
# than once, or never.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# What comes out of one layer goes into the next. So each letter that you find serves twice.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# Two layers alone, first u ↦ 3u and then v ↦ v², on a number x: the first has the input x and the output 3x; the second the
# input 3x and the output (3x)².
# </blockquote></details>
#
# <details><summary>Hint 3: almost the answer</summary>
# <blockquote>
# Walk along the arrows from x. Linear1 multiplies and adds, f puts the plus around all of it. g changes nothing. A
# loss compares two things, so two things go in.
# </blockquote></details>

# %% role="answer"
layers = {
    "Linear1": [..., ...],  # input, output
    "f": [..., ...],
    "Linear2": [..., ...],
    "g": [..., ...],
    "loss": [..., ...],
}
### BEGIN SOLUTION
layers = {
    "Linear1": ["A", "B"],
    "f": ["B", "D"],
    "Linear2": ["D", "E"],
    "g": ["E", "E"],
    "loss": ["G", "H"],
}
### END SOLUTION

# %% role="check" points=3
check.table(
    layers,
    rows=["Linear1", "f", "Linear2", "g", "loss"],
    columns=["input", "output"],
    options=["A", "B", "C", "D", "E", "F", "G", "H"],
    name="layers",
)

# %% role="hidden"
bias_late = (
    "The bias is added inside of a linear layer, so ReLU comes after it."
)
no_relu_at_the_end = (
    "There is no ReLU at the end: g hands on what it gets, negative or not."
)
one_thing = "A loss compares two things: both are its input."
check.table(
    layers,
    rows=["Linear1", "f", "Linear2", "g", "loss"],
    columns=["input", "output"],
    options=["A", "B", "C", "D", "E", "F", "G", "H"],
    right={
        "Linear1": ["A", "B"],
        "f": ["B", "D"],
        "Linear2": ["D", "E"],
        "g": ["E", "E"],
        "loss": ["G", "H"],
    },
    says={
        "output of Linear1": {
            "A": "That row is one layer late: Linear1 changes x already.",
            "D": "Linear1 has no ReLU in it: that is the layer f.",
        },
        "input of f": {
            "D": "What stands at the input of f has been through ReLU "
            "already, and that is what f does.",
        },
        "output of f": {
            "C": bias_late,
            "B": "What comes out of f has been through ReLU.",
        },
        "input of Linear2": {
            "C": bias_late,
            "B": "Between the two linear layers there is a ReLU.",
        },
        "output of g": {"F": no_relu_at_the_end},
        "input of g": {"F": no_relu_at_the_end},
        "input of loss": {"E": one_thing, "F": one_thing},
    },
    points=3,
    about="input and output of each layer",
    name="layers",
)

# %% [markdown] sheet="003.1.2c"
# ### Second table: each gradient as a product
#
# Now the way back. Each gradient is a product of matrices, one for each layer between the loss and the parameter. In the
# notebook's layout, $J_{ij} = \partial \text{out}_i / \partial \text{in}_j$, the loss stands on the left, and each step
# towards the input is one more factor on the right. Since $l$ is one number, its derivative is a **row**. For a bias that is
# all. For weights the outer product of exercise 4 comes in: beside the row stands a **column**, which is no layer, but what
# the weights were multiplied by.
#
# These are the factors. Their names are words between quotes:
#
# | factor | what it is | shape, as a matrix |
# |:--|:--|:--|
# | `"dl/dyhat"` | the derivative of the loss by $\hat y$, a row | $(1, K)$ |
# | `"dyhat/dz3"` | the Jacobian of $g$ | $(K, K)$ |
# | `"dz2/dz1"` | the Jacobian of $f$ | $(H, H)$ |
# | `"W1"`, `"W1.T"` | the first weights, and turned round | $(D, H)$, $(H, D)$ |
# | `"W2"`, `"W2.T"` | the second weights, and turned round | $(H, K)$, $(K, H)$ |
# | `"x"` | the input, stood up as a column | $(D, 1)$ |
# | `"z1"`, `"z2"` | what goes into $f$ and what comes out, as columns | $(H, 1)$, $(H, 1)$ |

# %% role="given"
factor_shapes = {
    "dl/dyhat": ("1", "K"),
    "dyhat/dz3": ("K", "K"),
    "dz2/dz1": ("H", "H"),
    "W1": ("D", "H"),
    "W1.T": ("H", "D"),
    "W2": ("H", "K"),
    "W2.T": ("K", "H"),
    "x": ("D", "1"),
    "z1": ("H", "1"),
    "z2": ("H", "1"),
}

# %% [markdown]
# **Your turn.** For each parameter the list of its factors, from left to right, so that the product is its gradient: with
# the shape of the parameter, and for a bias a row, $(1, H)$ or $(1, K)$. Write $g$'s Jacobian down too, although it changes
# nothing yet: the table is to hold for any $f$ and $g$.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# Write the shape under each factor, as on paper. Neighbours must fit: (1, K) times (K, H) gives (1, H). The first and
# the last number that are left over are the shape of the product.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# One layer alone, z = x @ W, and a loss of z. In exercise 4 the gradient by W was an outer product: entry [i, j] is
# x_i times the slope of the loss by z_j. As matrices that is a column (D, 1) times a row (1, H): the column stands on the
# left.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the answer</summary>
# <blockquote>
# Start with the second bias: the row of the loss, then back through g. For the second weights, put the column
# that came into Linear2 in front. For the first bias go on where the second stopped: back through Linear2, whose
# Jacobian by z2 you found in exercise 4, and back through f. Then for the first weights, again a column in front.
# </blockquote></details>

# %% role="answer"
chains = {
    "W2": [...],
    "b2": [...],
    "W1": [...],
    "b1": [...],
}
### BEGIN SOLUTION
chains = {
    "W2": ["z2", "dl/dyhat", "dyhat/dz3"],
    "b2": ["dl/dyhat", "dyhat/dz3"],
    "W1": ["x", "dl/dyhat", "dyhat/dz3", "W2.T", "dz2/dz1"],
    "b1": ["dl/dyhat", "dyhat/dz3", "W2.T", "dz2/dz1"],
}
### END SOLUTION

# %% role="check" points=4
check.table(
    chains,
    rows=["W2", "b2", "W1", "b1"],
    lists=["W2", "b2", "W1", "b1"],
    options=list(factor_shapes),
    name="chains",
)


# %% role="hidden"
def chain_looks_like(row):
    """What a wrong chain looks like, as a function of its factors."""

    def sentence(factors):
        if factors[:1] == ("dl/dyhat",) and factors[-1:] in (
            ("x",),
            ("z2",),
        ):
            return (
                "That is the order of nn.Linear's layout, whose weight is "
                "turned round: here the column stands on the left."
            )
        if "z1" in factors:
            return (
                "W2 meets what comes out of f; z1 is what goes in, "
                "before the ReLU."
            )
        if factors[-1:] == ("dl/dyhat",):
            return (
                "The factors stand in the order of the denominator layout. "
                "Here the loss is on the left."
            )
        for left, right in zip(factors, factors[1:]):
            (a, b), (c, d) = factor_shapes[left], factor_shapes[right]
            if b != c:
                return (
                    f"In the row {row}, {left} of shape ({a}, {b}) meets "
                    f"{right} of shape ({c}, {d}): {b} and {c} differ."
                )
        if "dyhat/dz3" not in factors:
            return "The Jacobian of g is missing: it counts for any g."
        if row in ("W1", "b1") and "dz2/dz1" not in factors:
            return f"On the way back to {row} there is a ReLU, too."
        return f"The shapes fit, but count the layers on the way to {row}."

    return sentence


check.table(
    chains,
    rows=["W2", "b2", "W1", "b1"],
    lists=["W2", "b2", "W1", "b1"],
    options=list(factor_shapes),
    right={
        "W2": ["z2", "dl/dyhat", "dyhat/dz3"],
        "b2": ["dl/dyhat", "dyhat/dz3"],
        "W1": ["x", "dl/dyhat", "dyhat/dz3", "W2.T", "dz2/dz1"],
        "b1": ["dl/dyhat", "dyhat/dz3", "W2.T", "dz2/dz1"],
    },
    says={row: chain_looks_like(row) for row in ["W2", "b2", "W1", "b1"]},
    points=4,
    about="the factors of each gradient, in order",
    name="chains",
)

# %% [markdown]
# **Run it, and check the shapes.** This multiplies the shapes of your chains. It knows no gradient, only that neighbours
# have to fit. So a chain that fits may still be a wrong one; one that doesn't fit is surely wrong.

# %% role="given"
parameter_shapes = {
    "W2": ("H", "K"),
    "b2": ("1", "K"),
    "W1": ("D", "H"),
    "b1": ("1", "H"),
}
with needs("chains"):
    for parameter, factors in chains.items():
        pairs = [
            factor_shapes.get(factor, ("?", "?")) for factor in factors
        ]
        line = " ".join(f"({rows}, {columns})" for rows, columns in pairs)
        gaps = [
            (a, b) for (_, a), (b, _) in zip(pairs, pairs[1:]) if a != b
        ]
        if ... in factors:
            verdict = "still open"
        elif gaps:
            verdict = "{} meets {}: it doesn't fit".format(*gaps[0])
        else:
            verdict = f"gives ({pairs[0][0]}, {pairs[-1][1]})"
            wanted = f"({', '.join(parameter_shapes[parameter])})"
            if not verdict.endswith(wanted):
                verdict += f", and should give {wanted}"
        print(f"{parameter}:  {line}   {verdict}")

# %% [markdown] sheet="003.1.2c 003.1.2d1 003.1.2d2 003.1.2d3"
# **Two layouts.** Sheet 003 writes $x$ as a column and a linear layer as $\mathbf{W} \mathbf{x} + \mathbf{b}$, as torch's
# `nn.Linear` does. So its $\mathbf{W}^{(1)}$ has the shape $(H, D)$: it is our $W_1$ turned round. Yet the sheet's own product
# for it comes out with the shape $(D, H)$. That is the transpose of the gradient of *its* parameter, and exactly the gradient
# of *ours*. The rule that keeps you safe in code: a gradient has the shape of its parameter.
#
# ### Third table: the factors themselves
#
# Three of the factors are still names. You know all three from the exercises before. What are they for this network, with
# ReLU for $f$, nothing for $g$, and $l = \lVert \hat y - y \rVert^2$?
#
# | letter | matrix |
# |:--|:--|
# | `"P"` | 1 where $i = j$, otherwise 0 |
# | `"Q"` | 1 where $i = j$ and $z_{1,i} > 0$, otherwise 0 |
# | `"R"` | 1 where $z_{1,j} > 0$, whatever $i$ is, otherwise 0 |
# | `"S"` | $z_{1,i}$ where $i = j$ and $z_{1,i} > 0$, otherwise 0 |
# | `"T"` | $(\hat y - y)$ as a row |
# | `"U"` | $2\,(\hat y - y)$ as a row |
# | `"V"` | $2\,(y - \hat y)$ as a row |
# | `"W"` | $2\,\lVert \hat y - y \rVert$ |
#
# **Your turn.** For each factor its letter, then the number of its rows and the number of its columns: out of `1`, `"D"`,
# `"H"` and `"K"`.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# Rows are outputs, columns are inputs. How many numbers come out of that layer, and how many go in?
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# Squaring, entry by entry, of 3 numbers u: output i depends on input i alone. Its Jacobian has 2·u_i where i = j and 0
# elsewhere, 3 rows and 3 columns. The sum of the entries of u has the Jacobian (1, 1, 1): 1 row, 3 columns.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the answer</summary>
# <blockquote>
# f and g work entry by entry, so their Jacobians are 0 off the diagonal. ReLU has slope 1 or 0. And (a − y)² has the slope
# 2·(a − y) by a.
# </blockquote></details>

# %% role="answer"
factor_table = {
    "dz2/dz1": [..., ..., ...],  # letter, rows, columns
    "dyhat/dz3": [..., ..., ...],
    "dl/dyhat": [..., ..., ...],
}
### BEGIN SOLUTION
factor_table = {
    "dz2/dz1": ["Q", "H", "H"],
    "dyhat/dz3": ["P", "K", "K"],
    "dl/dyhat": ["U", 1, "K"],
}
### END SOLUTION

# %% role="check" points=3
letters_and_sizes = {
    "letter": ["P", "Q", "R", "S", "T", "U", "V", "W"],
    "rows": [1, "D", "H", "K"],
    "columns": [1, "D", "H", "K"],
}
check.table(
    factor_table,
    rows=["dz2/dz1", "dyhat/dz3", "dl/dyhat"],
    columns=["letter", "rows", "columns"],
    options=letters_and_sizes,
    name="factor_table",
)

# %% role="hidden"
a_row = (
    "A Jacobian has as many rows as the function has outputs, and the loss "
    "has one."
)
check.table(
    factor_table,
    rows=["dz2/dz1", "dyhat/dz3", "dl/dyhat"],
    columns=["letter", "rows", "columns"],
    options=letters_and_sizes,
    right={
        "dz2/dz1": ["Q", "H", "H"],
        "dyhat/dz3": ["P", "K", "K"],
        "dl/dyhat": ["U", 1, "K"],
    },
    says={
        "letter of dz2/dz1": {
            "P": "That would be no ReLU at all: where z1 is negative, "
            "nothing passes.",
            "R": "Each output of ReLU feels one input alone, so off the "
            "diagonal there is 0.",
            "S": "That is ReLU's value. Its slope there is 1.",
        },
        "letter of dyhat/dz3": {
            "Q": "g is no ReLU: it hands on negative numbers too.",
        },
        "letter of dl/dyhat": {
            "T": "The 2 of the square is missing.",
            "V": "The sign is turned round: where the prediction is too "
            "large, the slope is positive.",
            "W": "One slope for each entry of the prediction is meant, not "
            "one for all.",
        },
        "rows of dl/dyhat": {"K": a_row},
        "columns of dl/dyhat": {1: a_row},
    },
    points=3,
    about="the three factors",
    name="factor_table",
)

# %% [markdown] sheet="003.1.2c"
# ### And now the code
#
# You have the plan. In code nobody builds the matrices. What is multiplied from the left, factor by factor, is one row
# that becomes another row; for ReLU that is a mask, and for $g$ nothing at all.


# %% role="given"
def torch_regression_loss(x, y, W1, b1, W2, b2):
    """The network and its loss for one sample, for torch: one number."""
    z1 = x.double() @ W1 + b1
    y_hat = torch.relu(z1) @ W2 + b2
    return ((y_hat - y) ** 2).sum()


# %% [markdown]
# **Your turn.** Write `regression_gradients(x, y, W1, b1, W2, b2)` for **one** sample: `x` has shape `(D,)`, `y` has
# `(K,)`, `W1` `(D, H)`, `b1` `(H,)`, `W2` `(H, K)` and `b2` `(K,)`. It returns a dict with the keys `"W1"`, `"b1"`, `"W2"`
# and `"b2"`: the gradient of $l$ by each of them, in its shape. At $z_1 = 0$ the slope of ReLU counts as 0.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# First forward: z1, z2, the prediction. Then back, and keep the row that you have at each stop: at z3 it is the gradient of
# b2 already.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# All sizes 1, with numbers: x = 3, W1 = 2, b1 = −1, W2 = 4, b2 = 0, y = 18. Then z1 = 5, z2 = 5, ŷ = 20, and the slope of the
# loss is 2·(20 − 18) = 4. So b2 has 4, W2 has 5·4 = 20, b1 has 4·4·1 = 16, and W1 has 3·16 = 48.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# <code>grad_z3 = ...</code>, then <code>grad_z1 = (grad_z3 @ W2.T) * (...)</code> with a mask made of z1. The biases get
# these two as they are. The weights get <code>np.outer(..., grad_z1)</code> and <code>np.outer(..., grad_z3)</code>.
# </blockquote></details>


# %% role="answer"
def regression_gradients(x, y, W1, b1, W2, b2):
    """The gradients of one sample's loss, a dict: W1, b1, W2, b2."""
    ### BEGIN SOLUTION
    z1 = x @ W1 + b1
    z2 = np.maximum(z1, 0)
    grad_z3 = 2 * (z2 @ W2 + b2 - y)
    grad_z1 = (grad_z3 @ W2.T) * (z1 > 0)
    return {
        "W1": np.outer(x, grad_z1),
        "b1": grad_z1,
        "W2": np.outer(z2, grad_z3),
        "b2": grad_z3,
    }
    ### END SOLUTION


# %% role="check" points=4
rng = np.random.default_rng(60)
one_house = (
    np.array([1.5, -0.5, 2.0]),  # x
    np.array([0.5, -4.0]),  # y
    np.round(rng.normal(0, 1, (3, 5)), 1),  # W1
    np.array([0.1, 0.0, 0.4, -0.3, 0.2]),  # b1
    np.round(rng.normal(0, 1, (5, 2)), 1),  # W2
    np.array([0.5, -1.0]),  # b2
)
# No wire leads to unit 1, so its z1 is exactly 0.
an_idle_unit = (
    *one_house[:2],
    one_house[2] * [1, 0, 1, 1, 1],
    *one_house[3:],
)
# Of the open units some hear a positive slope and some a negative one.
another_house = (
    np.array([2.0, -1.0]),
    np.array([-8.0, 1.0, 0.5]),
    np.round(rng.normal(0, 1, (2, 5)), 1),
    np.array([0.1, 0.2, -0.3, 0.4, 0.5]),
    np.round(rng.normal(0, 1, (5, 3)), 1),
    np.array([0.5, -1.0, 1.5]),
)
turned_weights = (
    "It is the gradient of nn.Linear's weight, whose shape is turned round. "
    "A gradient has the shape of its parameter."
)
divided_by_K = (
    "It is divided by K. The loss is the sum of the squared errors, not "
    "their mean."
)
relu_mistakes = {
    "The mask of ReLU is missing: a switch that was closed on the way "
    "forward lets nothing back. Or your mask is always 1: z2 >= 0 holds "
    "everywhere; ask z1 > 0.": "no gate",
    "The mask is made of what comes back. It is made of z1: a switch is "
    "open where z1 was positive on the way forward.": (
        "gate by what comes back"
    ),
    "z1 itself stands where the mask, 0 or 1, is meant: z1 > 0.": (
        "gate of numbers"
    ),
    "z2 itself stands where the mask, 0 or 1, is meant: z1 > 0.": (
        "gate of activations"
    ),
    "z1 stands where z2 is meant: W2 is multiplied by what comes out of "
    "ReLU.": "before for after",
}
check.gradient(
    regression_gradients,
    of=torch_regression_loss,
    wrt=("W1", "b1", "W2", "b2"),
    at_each=[one_house, an_idle_unit, another_house],
    looks_like=relu_mistakes
    | {
        turned_weights: lambda expected, *_: expected.T,
        divided_by_K: lambda expected, x, y, *_: expected / len(y),
    },
)


# %% role="hidden"
def spoiled_regression(mask=None):
    """All gradients with one step of the way changed."""

    def gradients(expected, x, y, W1, b1, W2, b2):
        z1 = x @ W1 + b1
        z2 = np.maximum(z1, 0)
        grad_z3 = 2 * (z2 @ W2 + b2 - y)
        grad_z1 = (grad_z3 @ W2.T) * (mask(z1) if mask else z1 > 0)
        return {
            "W1": np.outer(x, grad_z1),
            "b1": grad_z1,
            "W2": np.outer(z2, grad_z3),
            "b2": grad_z3,
        }

    return gradients


mistakes = relu_mistakes | {
    turned_weights: lambda expected, *_: expected.T,
    divided_by_K: lambda expected, x, y, *_: expected / len(y),
    "At exactly 0 ReLU's slope counts as 0 here: is it >= 0 where > 0 is "
    "meant?": (spoiled_regression(mask=lambda z1: z1 >= 0)),
}


def some_house(D, H, K, seed):
    """One sample, and parameters, of other sizes."""
    rng = np.random.default_rng(seed)
    shapes = [(D,), (K,), (D, H), (H,), (H, K), (K,)]
    return tuple(rng.normal(0, 1, shape) for shape in shapes)


check.gradient(
    regression_gradients,
    of=torch_regression_loss,
    wrt=("W1", "b1", "W2", "b2"),
    about="other sizes, units that are switched off",
    at_each=[
        some_house(7, 3, 5, 61),
        some_house(3, 11, 2, 62),
        some_house(3, 2, 1, 63),
        some_house(2, 5, 3, 64),
    ],
    looks_like=mistakes,
)
x, y, W1, b1, W2, b2 = some_house(5, 3, 2, 65)
W1 = np.round(W1)
x = np.array([1.0, 0.0, -2.0, 3.0, 1.0])
at_zero = (x, y, W1, np.array([-(x @ W1)[0], 1.0, -(x @ W1)[2]]), W2, b2)
check.gradient(
    regression_gradients,
    of=torch_regression_loss,
    wrt=("W1", "b1", "W2", "b2"),
    about="a hidden unit at exactly 0",
    at_each=[one_house, at_zero],
    looks_like=mistakes,
)
check.gradient(
    regression_gradients,
    of=torch_regression_loss,
    wrt=("W1", "b1", "W2", "b2"),
    about="whole numbers as input",
    at_each=[
        one_house,
        (
            np.array([1, -2, 3]),
            np.array([4, 0]),
            np.array([[1, 0, -1, 2, 1], [0, 1, 1, 0, 1], [2, 1, 0, -1, 1]]),
            np.array([0, 1, -1, 0, 2]),
            np.array([[1, 2], [0, -1], [3, 1], [1, 1], [-2, 1]]),
            np.array([1, 0]),
        ),
    ],
    looks_like=mistakes,
)
check.gradient(
    regression_gradients,
    of=torch_regression_loss,
    wrt=("W1", "b1", "W2", "b2"),
    about="single precision as input",
    at=tuple(part.astype(np.float32) for part in some_house(3, 5, 2, 66)),
)

# %% [markdown]
# **Explain**, once it has passed. Count what was built. Your second table has matrices of shape $(H, H)$ and $(K, K)$ in
# it; your code has none of them. With $H = 1000$ hidden units ReLU's Jacobian has a million entries, of which
# 999 000 are 0 for sure. The code multiplies a thousand numbers by a mask of a thousand. That is all that
# **backpropagation** is: the product of the table, multiplied from the left, with each factor applied and none
# built.
