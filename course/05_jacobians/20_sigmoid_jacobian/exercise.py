# %% [markdown]
# ## 2 · Five dimmers: `sigmoid` and `sigmoid_jacobian`
#
# *Medium · 30 minutes, with pencil and paper*
#
# Before ReLU there was the **sigmoid**. Not a switch but a dimmer: it turns any number into one between 0 and 1, smoothly.
# There are two ways to write it:
#
# $$\sigma(z) = \frac{1}{1 + e^{-z}} = \frac{e^{z}}{1 + e^{z}}$$
#
# (Multiply above and below by $e^z$ to get from the first to the second.)
#
# **Predict, then run.** On paper the two are equal, and far to the right both are nearly 1, far to the left nearly 0.
# Which of the two does the computer get right at $z = 1000$, and which at $z = -1000$? (The first line switches numpy's
# warnings off.)

# %% role="given"
with np.errstate(all="ignore"):
    for far in (-1000.0, -3.0, 3.0, 1000.0):
        first = 1 / (1 + np.exp(-far))
        second = np.exp(far) / (1 + np.exp(far))
        print(f"z = {far:7}:  first {first:.6f}   second {second:.6f}")

# %% [markdown]
# **Explain.** $e^{1000}$ is larger than any number that a computer's float can be: it becomes `inf`, infinity. The second
# form makes `inf / inf` of it, which is `nan`, *not a number*. The first form meets infinity too, at −1000, but there it
# stands below the line: `1 / inf` is 0, and that is right. numpy only warns.
#
# **Your turn.** Write `sigmoid(z)` for arrays of any shape, such that it is right from −1000 to 1000. A form that gives a
# warning and the right number passes. Can you find one that never overflows? This exercise is done without torch
# and scipy, which have sigmoids of their own.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# One of the two forms was right at all four places. For one without any warning: each form is safe on one side of 0.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# <code>np.exp(-np.abs(z))</code> is between 0 and 1 for every z, so it never overflows. At z = 3 and at z = −3 it is the
# same, 0.0498.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# <code>e = np.exp(-np.abs(z))</code>. To the right of 0 that is e to the power of −z: use it in the first form. To the left
# it is e to the power of z: use it in the second. <code>np.where(z &gt;= 0, ..., ...)</code> picks, entry by entry.
# </blockquote></details>


# %% role="answer"
def sigmoid(z):
    """1 / (1 + exp(-z)), entry by entry, from −1000 to 1000."""
    ### BEGIN SOLUTION
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)
    ### END SOLUTION


# %% role="check" points=4
inf_above = (
    "exp overflows: exp(710) is inf already, and inf/inf is NaN. Use a form "
    "in which no inf stands above a fraction's line."
)
check.values(
    sigmoid,
    like=torch.sigmoid,
    at_each=[[-1.5, 0.5, 0.0, 2.0, -0.25], [1000.0, -1000.0, 3.0]],
    without=("scipy",),
    looks_like={
        inf_above: "overflow",
        "It falls where it should rise: the sign in the exponent is turned "
        "round.": lambda expected, z: 1 - expected,
        "It is a softmax, which shares out one certainty. A sigmoid works "
        "on each number by itself.": lambda expected, z: torch.softmax(
            torch.tensor(z), dim=-1
        ).numpy(),
    },
)

# %% role="hidden"
sigmoid_batch = np.round(np.random.default_rng(7).normal(0, 3, (3, 7)), 2)
check.values(
    sigmoid,
    like=torch.sigmoid,
    about="a batch, and other sizes",
    at_each=[sigmoid_batch, np.array([[-0.5, 3.0]]), np.array([-2.0])],
    without=("scipy",),
)
check.values(
    sigmoid,
    like=torch.sigmoid,
    about="whole numbers as input",
    at_each=[[0.5, -1.5, 2.25], np.array([3, -2, 0, 7, -1])],
    without=("scipy",),
)
check.values(
    sigmoid,
    like=torch.sigmoid,
    about="very large numbers",
    at_each=[
        [[710.0, -710.0, 0.5], [-1000.0, 1000.0, -40.0]],
        [30.0, -30.0, 100.0, -100.0, 0.0],
    ],
    without=("scipy",),
    looks_like={inf_above: "overflow"},
)
check.values(
    sigmoid,
    like=torch.sigmoid,
    about="single precision as input",
    at=np.array([0.5, -1.25, 3.0, 100.0, -100.0], dtype=np.float32),
    without=("scipy",),
)

# %% role="figure"
from nablabook.plots.curves import curves

with needs(sigmoid, relu):
    sigmoid_line = np.linspace(-6, 6, 121)
    sigmoid_figure = curves(
        sigmoid_line,
        {
            "your sigmoid": sigmoid(sigmoid_line),
            "your relu": relu(sigmoid_line),
        },
        name="z",
        limits=(-0.1, 2.1),
    )
    sigmoid_ends = sigmoid(np.array([-6.0, 0.0, 6.0]))
    show(
        sigmoid_figure,
        alt="Two curves over z from −6 to 6. Your sigmoid goes from "
        f"{sigmoid_ends[0]:.3f} at the left through {sigmoid_ends[1]:.3g} "
        f"at 0 to {sigmoid_ends[2]:.3f} at the right; a sigmoid has the "
        "shape of an S. Your relu beside it: 0 up to 0, and then a straight "
        "line that rises.",
    )

# %% [markdown] sheet="003.1.3a"
# ### Its slopes
#
# The sigmoid works on each number by itself, too. So you know where the zeros of its Jacobian are. What stands in
# the other places?
#
# **On paper first.** Differentiate $\sigma(z) = (1 + e^{-z})^{-1}$. Then try to write the result with $\sigma(z)$ alone,
# without any $e$.
#
# **Predict.** Where is the curve above steepest, and how steep is it there, about? How steep is it at $z = 6$?
#
# **Your turn.** Write `sigmoid_jacobian(z)` for one sample, `z` of shape `(H,)`, again such that it is right from −1000 to
# 1000, and without torch and scipy. Your `sigmoid` may help.
#
# $$\underbrace{J}_{(H, H)}, \qquad J_{ij} = \frac{\partial\, \sigma(z)_i}{\partial z_j}$$
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# The chain rule: the outer function is 1/u, with slope −1/u². The inner one is u = 1 + e to the power of −z, and its slope
# has a minus as well.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# The same for the simpler f(z) = 1 / (1 + 2z): the slope is −2 / (1 + 2z)². With f it can be written as −2·f². For the
# sigmoid two different factors come out in place of f². Where σ(z) = 0.8 they are 0.8 and 0.2, and the slope is 0.16.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# One factor is <code>s = sigmoid(z)</code> itself, the other what is missing to 1. Multiply them entry by entry, and put
# the product on a diagonal, as in exercise 1.
# </blockquote></details>


# %% role="answer"
def sigmoid_jacobian(z):
    """J[i, j] = d sigmoid(z)_i / d z_j at z of shape (H,)."""
    ### BEGIN SOLUTION
    s = sigmoid(z)
    return np.diag(s * (1 - s))
    ### END SOLUTION


# %% role="check" points=4
exp_once_more = (
    "exp overflows: exp(710) is inf already, and inf/inf is NaN. Write the "
    "slope with your `sigmoid` alone, once that passes."
)
sigmoid_z = np.array([-1.5, 0.5, 0.0, 2.0, -0.25])
check.jacobian(
    sigmoid_jacobian,
    of=torch.sigmoid,
    at_each=[sigmoid_z, [1000.0, -1000.0, 3.0, 0.0, -40.0]],
    without=("scipy",),
    looks_like={exp_once_more: "overflow"},
)


# %% role="hidden"
def hidden_sigmoid(z):
    return torch.sigmoid(torch.tensor(z)).numpy()


check.jacobian(
    sigmoid_jacobian,
    of=torch.sigmoid,
    about="other sizes",
    at_each=[
        [0.25, -3.0, 1.5],
        [-0.5, 0.75, 4.0, -2.0, 0.0, 1.25, -0.125],
        [2.5],
    ],
    without=("scipy",),
    looks_like={
        "One factor has lost its sigmoid: z stands there by itself.": (
            lambda expected, z: np.diag(hidden_sigmoid(z) * (1 - z))
        ),
        "z is used as if it were σ(z) already.": (
            lambda expected, z: np.diag(z * (1 - z))
        ),
        "The 1 − σ is there, its other factor is not.": (
            lambda expected, z: np.diag(1 - hidden_sigmoid(z))
        ),
        "The square of the denominator is there, but what stands above it "
        "is not.": lambda expected, z: np.diag(hidden_sigmoid(z) ** 2),
        "A plus stands where a minus is meant: the curve has to go flat at "
        "the right.": lambda expected, z: np.diag(
            hidden_sigmoid(z) * (1 + hidden_sigmoid(z))
        ),
        "That is the Jacobian of a softmax, with P = σ. There every output "
        "feels every input; here each feels its own.": (
            lambda expected, z: (
                np.diag(hidden_sigmoid(z))
                - np.outer(hidden_sigmoid(z), hidden_sigmoid(z))
            )
        ),
        "It is the Jacobian of relu. The dimmers are no switches.": (
            lambda expected, z: np.diag((z > 0).astype(float))
        ),
        "It is the slope of tanh, 1 − f², with σ in the place of f.": (
            lambda expected, z: np.diag(1 - hidden_sigmoid(z) ** 2)
        ),
    },
)
check.jacobian(
    sigmoid_jacobian,
    of=torch.sigmoid,
    about="very large numbers",
    at_each=[[1000.0, -1000.0, 0.5], [710.0, -40.0, 0.0, 40.0, -710.0]],
    without=("scipy",),
    looks_like={exp_once_more: "overflow"},
)
check.jacobian(
    sigmoid_jacobian,
    of=torch.sigmoid,
    about="whole numbers as input",
    at_each=[[0.5, -1.0, 3.0], np.array([3, -2, 0, 1, 2])],
    without=("scipy",),
)
check.jacobian(
    sigmoid_jacobian,
    of=torch.sigmoid,
    about="single precision as input",
    at=np.array([0.5, -1.25, 3.0], dtype=np.float32),
    without=("scipy",),
)

# %% role="figure"
with needs(sigmoid_jacobian):
    sigmoid_at = np.array([-1.5, 0.5, 0.0, 2.0, -0.25])
    show(
        *microscope(
            sigmoid_jacobian(sigmoid_at),
            of=torch.sigmoid,
            at=sigmoid_at,
            names=("sigmoid(z)", "z"),
        )
    )

# %% [markdown] sheet="003.1.3a"
# **Explain**, once it has passed. The slope is $\sigma(z)\,(1 - \sigma(z))$. It is largest where both factors are one half,
# at $z = 0$, and even there it is only $\tfrac14$. At $z = 6$ it is 0.0025. So a dimmer never passes on more than a
# quarter of the slope that comes to it, and far from 0 nearly nothing: it is **saturated**.
#
# Push the dimmers out of the middle: what becomes of the diagonal? The slider multiplies
# $z = (-1.5,\ 0.5,\ 0,\ 2,\ -0.25)$ by a factor.


# %% role="figure"
from nablabook.plots.explore import slider, sliders


def draw_saturation(factor):
    """Your Jacobian and torch's at a multiple of z."""
    far = factor * np.array([-1.5, 0.5, 0.0, 2.0, -0.25])
    return microscope(
        sigmoid_jacobian(far),
        of=torch.sigmoid,
        at=far,
        names=("sigmoid(z)", "z"),
    )


with needs(sigmoid_jacobian):
    saturation_box = sliders(
        draw_saturation,
        {"factor": slider(0, 10, 0.5, 1.0, "z is multiplied by")},
    )
    display(saturation_box)

# %% [markdown]
# Even pushed by 10, one of them stays at $\tfrac14$. Which one, and why?
#
# **On the sheets.** Sheet 003 writes the diagonal as $z_{2i}(1 - z_{2i})$. That is the same, for its $z_2$ is what comes
# **out** of the sigmoid: the slope is written with the output, $z_2 (1 - z_2)$ with $z_2 = \sigma(z_1)$. In code this is
# handy, since the forward pass has computed $z_2$ anyway. And it is a trap: who takes the output for the input, and computes
# the sigmoid of it once more, gets the slope at a wrong place.
