# %% [markdown] sheet="001.T2"
# ## 3 · Three widths are missing
#
# *Medium · 10 minutes, with pencil and paper*
#
# You find a plan of a network in a drawer. Somebody has spilt coffee on it, and three widths can't be read any more.
#
# On the way from `x` to `C` there are three linear layers, all with biases. The bent arrow is a short cut: `A` is
# kept, and put **next to** `B`, feature by feature, so each sample has the numbers of both, side by side. In numpy
# that is `np.concatenate([A, B], axis=1)`. No number is added to another there.

# %% role="figure"
from nablabook.plots import plan

figure, words = plan.plan()
show(figure, alt=words)

# %% [markdown]
# **Your turn.** What are the shapes of `A`, `B` and `C` for a batch of `N` samples? Write tuples again, such as `("N", 6)`.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# How many parameters has a layer from 6 numbers to one? And to two?
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# A layer from 4 numbers with 35 parameters, biases included: each output has 4 weights and 1 bias, that makes 5, so there are
# 35/5 = 7 outputs. And 7 numbers next to 2 numbers are 9 numbers.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the answer</summary>
# <blockquote>
# A: 126 divided by the parameters of one output. B: what is missing from A to 25. C: as for A, but there 25 numbers come in.
# </blockquote></details>

# %% role="answer"
A_shape = ...
B_shape = ...
C_shape = ...
### BEGIN SOLUTION
A_shape = ("N", 18)
B_shape = ("N", 7)
C_shape = ("N", 4)
### END SOLUTION

# %% role="check" points=4
check.shapes(
    {"A_shape": A_shape, "B_shape": B_shape, "C_shape": C_shape},
    names=["A_shape", "B_shape", "C_shape"],
    dims=["N"],
    name="the three shapes",
    axes=2,
)


# %% role="hidden"
def widths(N):
    """The only widths with which torch's layers have these numbers of parameters."""
    count = lambda a, b: sum(
        p.numel() for p in torch.nn.Linear(a, b, device="meta").parameters()
    )
    A = next(a for a in range(1, 200) if count(6, a) == 126)
    C = next(c for c in range(1, 200) if count(25, c) == 104)
    return {"A_shape": (N, A), "B_shape": (N, 25 - A), "C_shape": (N, C)}


check.shapes(
    {"A_shape": A_shape, "B_shape": B_shape, "C_shape": C_shape},
    names=["A_shape", "B_shape", "C_shape"],
    dims=["N"],
    name="the three shapes",
    axes=2,
    like=widths,
    about="the three widths",
    says={
        (
            "A_shape",
            ("N", 21),
        ): "the biases are left out: an output of this layer has 6 weights and a bias.",
        (
            "A_shape",
            ("N", 120),
        ): "that is 126 minus 6. Each output has 6 weights of its own.",
        (
            "A_shape",
            ("N", 126),
        ): "those are the parameters, not the outputs.",
        ("B_shape", ("N", 25)): "25 is the width of A and B together.",
        (
            "B_shape",
            ("N", 18),
        ): "A and B are put next to each other, not added: their widths may differ.",
        (
            "C_shape",
            ("N", 13),
        ): "layer 3 takes A and B together, not B alone.",
    },
)

# %% [markdown]
# **Run it, and see.** Here is the plan with your widths, and what your own `count_parameters` says of them. Do the numbers agree with the
# plan's? If not, you may change your shapes.

# %% role="given"
with needs("A_shape", "B_shape", "C_shape", count_parameters):
    widths_of_mine = plan.widths(A_shape, B_shape, C_shape)
    first, second, third = widths_of_mine
    print("layer 1:    ", count_parameters([6, first]), "parameters")
    print("A next to B:", first + second, "numbers a sample")
    print("layer 3:    ", count_parameters([25, third]), "parameters")

# %% role="figure"
with needs("A_shape", "B_shape", "C_shape"):
    figure, words = plan.plan(*plan.widths(A_shape, B_shape, C_shape))
    show(figure, alt=words)
