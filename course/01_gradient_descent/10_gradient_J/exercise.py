# %% [markdown] sheet="002.1"
# ## 1 · Which way is down? `gradient_J`
#
# *Easy · 12 minutes*
#
# Here is our hillside, a landscape over two parameters:
#
# $$J(\theta_1, \theta_2) = \theta_1^3 - \theta_2^2 + 1$$
#
# The picture below shows it from above, as on a hiking map: each line joins points of the same height, and where lines
# are close together it is steep. On dashed lines $J$ is negative. You stand at (2, 1).
#
# Its gradient collects the two slopes at a point, one along each axis:
#
# $$\underbrace{\nabla J(\theta)}_{(2,)} =
# \begin{bmatrix} \dfrac{\partial J}{\partial \theta_1} \\[2ex] \dfrac{\partial J}{\partial \theta_2} \end{bmatrix}$$
#
# To find $\frac{\partial J}{\partial \theta_1}$, hold $\theta_2$ still, as if it were a constant like 7, and
# differentiate with respect to $\theta_1$ alone. Then the other way round. The gradient points **uphill**; down is the opposite way.

# %% role="given"
def J(theta):
    """The landscape, for numpy arrays and torch tensors alike."""
    return theta[0] ** 3 - theta[1] ** 2 + 1


# %% role="figure"
from nablabook.plots import landscapes, needs, show

show(
    landscapes.overview(J, (-2, 3, -3, 3), (2, 1), "you are here"),
    alt="Contour lines of J, with a dot at (2, 1). To the right of the "
    "dot the lines are close together and their numbers grow; to the "
    "left they are far apart. Upwards and downwards from the middle "
    "the numbers fall.",
)


# %% [markdown]
# **Your turn.** Write `gradient_J`. It gets `theta`, an array of shape `(2,)`, and returns the two partial
# derivatives in an array of the same shape.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# Each term of J holds at most one of the two parameters. Which terms vanish when you differentiate with respect to the other?
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# For the simpler landscape 5·θ₁² + θ₂ the partial derivatives are 10·θ₁ and 1. At θ = (3, 4) its gradient is
# the array [30, 1].
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# <code>return np.array([..., ...])</code>, the first entry made of <code>theta[0]</code> alone, the second of
# <code>theta[1]</code> alone. Bring each exponent down as a factor, and keep the minus sign of the second term.
# </blockquote></details>


# %% role="answer"
def gradient_J(theta):
    """The gradient of J at theta, an array of shape (2,)."""
    ### BEGIN SOLUTION
    return np.array([3 * theta[0] ** 2, -2 * theta[1]])
    ### END SOLUTION


# %% role="check" points=5
check.gradient(gradient_J, of=J, at_each=[[5.0, -3.0], [2.5, -1.25]])

# %% role="hidden"
check.gradient(
    gradient_J,
    of=J,
    about="the gradient at other points",
    at_each=[[-1.5, 0.5], [0.7, -3.0], [0.0, 0.0]],
)
check.gradient(
    gradient_J, of=J, about="whole numbers as input", at=np.array([3, -2])
)
check.gradient(
    gradient_J,
    of=J,
    about="the derivative itself, not a difference quotient",
    at=[400.0, 0.01],
)
