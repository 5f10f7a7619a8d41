# %% [markdown] sheet="000.2"
# ## 1 · The shape of everything
#
# *Easy · 25 minutes*
#
# Two rules carry you through every network.
#
# **A product takes the inner two away.** `A @ B` wants the last axis of `A` to be as long as the first of `B`. These two
# vanish, and the outer two stay:
#
# $$\underbrace{A}_{(4,\, 3)}\;\underbrace{B}_{(3,\, 2)} \quad\text{has shape}\quad (4, 2)$$
#
# **A sum stretches.** For `A + c` numpy writes the two shapes below each other, flush **right**. Sizes have to be equal, or one of
# them 1, or missing; what is 1 or missing is stretched. So $(4, 2) + (2,)$ works, and each row gets the same $c$ added.
#
# **Predict, then run.** Which three shapes does the next cell print? Take your time with the last one.

# %% role="given"
A, B, c = np.zeros((4, 3)), np.zeros((3, 2)), np.zeros(2)
print("product:      ", (A @ B).shape)
print("with c:       ", (A @ B + c).shape)

column, flat = np.zeros((4, 1)), np.zeros(4)
print("column + flat:", (column + flat).shape)

# %% [markdown]
# **Explain.** The last one is the trap of this notebook. Flush right, the 1 of $(4, 1)$ stands above the 4 of $(4,)$, so the
# column is stretched to the right, and below its 4 *nothing* stands, so the flat one is stretched downwards. Out comes a
# table with 16 numbers, and no error.
#
# ### The network
#
# A batch of pictures comes in, `x_batch` of shape `("N", 784)`, with its labels, `y_batch` of shape `("N",)`. We choose `H`
# hidden units. Then:
#
# | name | made by |
# |:--|:--|
# | `linear_out_1` | `x_batch @ W1 + b1` |
# | `activations_1` | ReLU of it: what is negative becomes 0, entry by entry |
# | `logits` | `activations_1 @ W2 + b2`: a score for each of the 10 digits |
# | `probs` | softmax of each row: the scores of a picture become probabilities |
# | `loss` | how wrong we are: for each picture $-\log$ of the probability of the true digit, and of these the mean |
#
# **Your turn.** What are the shapes on the way down? Write each as a tuple of the names `"N"` and `"H"`, in quotes, and
# of the numbers 784 and 10: such as `("N", 784)`. One axis is written `("N",)`, with a comma; a single number has
# the shape `()`.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# What does one picture become at each step? Find out how many numbers that are, and put the batch in front.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# 5 flowers with 4 measurements each, 3 hidden units, 2 kinds of flowers: 3 numbers a flower after the first layer, so
# (5, 3). Then 2 scores a flower, and 2 probabilities a flower. And all 5 flowers together have one loss.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the answer</summary>
# <blockquote>
# In four of these five arrays each row belongs to one picture, so they begin with "N". ReLU and softmax change no
# shape. The mean of an array over all its entries, <code>np.mean(x)</code>, has no axis left.
# </blockquote></details>

# %% role="answer"
forward_shapes = {
    "linear_out_1": ...,
    "activations_1": ...,
    "logits": ...,
    "probs": ...,
    "loss": ...,
}
### BEGIN SOLUTION
forward_shapes = {
    "linear_out_1": ("N", "H"),
    "activations_1": ("N", "H"),
    "logits": ("N", 10),
    "probs": ("N", 10),
    "loss": (),
}
### END SOLUTION

# %% role="check" points=6
stages = ["linear_out_1", "activations_1", "logits", "probs", "loss"]
check.shapes(
    forward_shapes, names=stages, dims=["N", "H"], name="forward_shapes"
)


# %% role="hidden"
def run_forward(N, H):
    """All stages of the network on zeros."""
    x_batch = torch.zeros(N, 784)
    first = torch.nn.Linear(784, H)(x_batch)
    hidden = torch.relu(first)
    logits = torch.nn.Linear(H, 10)(hidden)
    probs = torch.softmax(logits, dim=1)
    y_batch = torch.zeros(N, dtype=torch.int64)
    loss = torch.nn.functional.cross_entropy(logits, y_batch)
    return dict(
        zip(stages, (first, hidden, logits, probs, loss), strict=True)
    )


check.shapes(
    forward_shapes,
    names=stages,
    dims=["N", "H"],
    name="forward_shapes",
    like=run_forward,
    about="the shapes on the way down",
    says={
        (
            "linear_out_1",
            ("N", 784),
        ): "the last axis of x_batch goes into the product and vanishes.",
        (
            "linear_out_1",
            ("H",),
        ): "the whole batch goes through, one row a picture.",
        (
            "logits",
            ("N", "H"),
        ): "a score for each class, not for each hidden unit.",
        (
            "probs",
            ("N",),
        ): "a probability for each class, not for the likeliest one alone.",
        (
            "probs",
            ("N", 1),
        ): "a probability for each class, not for the likeliest one alone.",
    },
)

# %% [markdown]
# **Next: the parameters.** What do `W1`, `b1`, `W2` and `b2` have to look like, so that the two lines with `@` work, for a
# batch of any size?
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# For each <code>@</code> you know what comes in and what goes out. What has to stand between them?
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# With flowers, (5, 4) comes in and (5, 3) goes out: the weights between are (4, 3). A bias for each of the 3 units, the same for all
# flowers, is (3,).
# </blockquote></details>
#
# <details><summary>Hint 3: almost the answer</summary>
# <blockquote>
# Weights: first what comes in, then what goes out. Biases: what goes out, and no second axis. No parameter knows how
# many pictures are in a batch.
# </blockquote></details>

# %% role="answer"
parameter_shapes = {
    "W1": ...,
    "b1": ...,
    "W2": ...,
    "b2": ...,
}
### BEGIN SOLUTION
parameter_shapes = {
    "W1": (784, "H"),
    "b1": ("H",),
    "W2": ("H", 10),
    "b2": (10,),
}
### END SOLUTION

# %% role="check" points=4
check.shapes(
    parameter_shapes,
    names=["W1", "b1", "W2", "b2"],
    dims=["N", "H"],
    name="parameter_shapes",
)

# %% role="hidden"
on_its_side = "the axes are turned round. In X @ W + b what comes in stands first. (torch.nn.Linear keeps the transpose.)"
a_column = (
    "that is a column. Added to a batch of rows it would be stretched sideways, one value for all units of a row, if + "
    "works at all."
)
one_a_sample = (
    "one bias a unit, the same for all samples: no parameter knows N."
)
check.shapes(
    parameter_shapes,
    names=["W1", "b1", "W2", "b2"],
    dims=["N", "H"],
    name="parameter_shapes",
    like=lambda N, H: {
        "W1": torch.nn.Linear(784, H).weight.T,
        "b1": torch.nn.Linear(784, H).bias,
        "W2": torch.nn.Linear(H, 10).weight.T,
        "b2": torch.nn.Linear(H, 10).bias,
    },
    about="the shapes of the parameters",
    says={
        ("W1", ("H", 784)): on_its_side,
        ("W2", (10, "H")): on_its_side,
        ("b1", ("H", 1)): a_column,
        ("b2", (10, 1)): a_column,
        ("b1", ("N", "H")): one_a_sample,
        ("b2", ("N", 10)): one_a_sample,
    },
)

# %% [markdown]
# **And the gradients.** `loss.backward()` computes, for every entry of every parameter, how the loss changes with it, and
# leaves that in `W1.grad`, `b1.grad`, `W2.grad` and `b2.grad`. Their shapes?
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# One slope for each number that we may turn.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# A step is <code>c -= lr * c.grad</code>. For c of shape (2,) that works entry by entry if c.grad is (2,).
# </blockquote></details>
#
# <details><summary>Hint 3: almost the answer</summary>
# <blockquote>
# The loss is one number for the whole batch, so each gradient is for the whole batch, too. Nothing new has to be
# worked out here.
# </blockquote></details>

# %% role="answer"
gradient_shapes = {
    "W1": ...,
    "b1": ...,
    "W2": ...,
    "b2": ...,
}
### BEGIN SOLUTION
gradient_shapes = {
    "W1": (784, "H"),
    "b1": ("H",),
    "W2": ("H", 10),
    "b2": (10,),
}
### END SOLUTION

# %% role="check" points=4
check.shapes(
    gradient_shapes,
    names=["W1", "b1", "W2", "b2"],
    dims=["N", "H"],
    name="gradient_shapes",
)


# %% role="hidden"
def run_backward(N, H):
    """The gradients of the four parameters, by autograd."""
    sizes = {"W1": (784, H), "b1": (H,), "W2": (H, 10), "b2": (10,)}
    leaves = {
        key: torch.zeros(size, requires_grad=True)
        for key, size in sizes.items()
    }
    hidden = torch.relu(torch.ones(N, 784) @ leaves["W1"] + leaves["b1"])
    logits = hidden @ leaves["W2"] + leaves["b2"]
    torch.nn.functional.cross_entropy(
        logits, torch.zeros(N, dtype=torch.int64)
    ).backward()
    return {key: leaf.grad for key, leaf in leaves.items()}


for_each = "that would be one gradient a picture. The loss is one number for the whole batch, so the pictures' shares add up."
check.shapes(
    gradient_shapes,
    names=["W1", "b1", "W2", "b2"],
    dims=["N", "H"],
    name="gradient_shapes",
    like=run_backward,
    about="the shapes of the gradients",
    says={
        (
            "W1",
            ("H", 784),
        ): "a gradient lies as its parameter lies: the axes are turned round.",
        (
            "W2",
            (10, "H"),
        ): "a gradient lies as its parameter lies: the axes are turned round.",
        (
            "b1",
            ("H", 1),
        ): "a gradient has the shape of its parameter: it is a column here.",
        ("b1", ("N", "H")): for_each,
        ("b2", ("N", 10)): for_each,
        ("W1", ("N", 784, "H")): for_each,
        ("W2", ("N", "H", 10)): for_each,
        (
            "W1",
            (),
        ): "the slope of one number by many: there are as many slopes as there are numbers to turn.",
    },
)

# %% [markdown]
# **Run it, and see.** The checks have looked at the form of your shapes only. This picture holds them **against each
# other**: what doesn't fit together has a ring, and a number below that says which rule it breaks. You may change
# your shapes and run it again.

# %% role="figure"
from nablabook.plots import network

figure, words = network.drawn(
    forward_shapes, parameter_shapes, gradient_shapes
)
show(figure, alt=words)

# %% [markdown]
# No ring means that your shapes fit together, not that they are right: shapes can agree with each other on something
# wrong. And a sum that stretches gets no ring, since numpy makes no error either. The one exception is a bias that
# would be stretched by itself: with an axis of size 1, as (1, H), or with none, it always gets a ring.
