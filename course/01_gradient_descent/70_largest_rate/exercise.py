# %% [markdown]
# ## 7 · How fast is too fast? `largest_stable_rate`
#
# *Hard · 40 minutes*
#
# A small rate wastes your afternoon. A large one throws you out of the valley. Where is the border?
#
# The simplest valley is a bowl. In one dimension, $J = \tfrac12 a\,\theta^2$ with $a > 0$; its gradient is $a\,\theta$,
# so one step is
#
# $$\theta_{\text{new}} = \theta - \eta\, a\, \theta = (1 - \eta a)\,\theta$$
#
# Each step multiplies $\theta$ by the same number. **Predict:** for which $\eta$ does $\theta$ come closer to 0, and for
# which does it swing out farther and farther?
#
# A flat bowl along $\theta_1$ and a steep one along $\theta_2$ add up to $J = \tfrac12(\theta_1^2 + 4\theta_2^2)$, the
# picture below.
#
# In $n$ dimensions the numbers in front become a matrix $A$. The product $A\theta$, in numpy `A @ theta`, is an array
# again: its entry $i$ is row $i$ of $A$ times $\theta$, entry by entry, added up. For example,
#
# $$\begin{bmatrix} 3 & 1 \\ 1 & 2 \end{bmatrix} \begin{bmatrix} 4 \\ 5 \end{bmatrix} =
# \begin{bmatrix} 3 \cdot 4 + 1 \cdot 5 \\ 1 \cdot 4 + 2 \cdot 5 \end{bmatrix} = \begin{bmatrix} 17 \\ 14 \end{bmatrix}$$
#
# A bowl is $J = \tfrac12\,\theta^{\mathsf T} A\, \theta$. The small T means *transposed*, laid on its side, as a row: so
# multiply $\theta$ and $A\theta$ entry by entry, add up, and take half. In the example that is
# $\tfrac12 (4 \cdot 17 + 5 \cdot 14) = 69$. $A$ is **symmetric**, `A[i, j] == A[j, i]`. For the picture it has 1 and 4 on
# its diagonal and 0 elsewhere, so that $A\theta = (\theta_1, 4\theta_2)$. The gradient of a bowl is
#
# $$\underbrace{\nabla J}_{(n,)} = \underbrace{A}_{(n, n)}\,\underbrace{\theta}_{(n,)}$$
#
# An **eigenvector** $v$ of $A$ is a direction in which $A$ only stretches, $A v = \lambda v$; the factor $\lambda$ is its
# **eigenvalue**. Along $v$ the bowl is a one-dimensional one, with $a = \lambda$. For the picture:
# along $\theta_1$, $\lambda = 1$; along $\theta_2$, $\lambda = 4$. A bowl has $n$ such directions, some
# steep, some flat, all with positive $\lambda$; and there is **one** rate for all of them.

# %% role="given"
A = np.array([[1.0, 0.0], [0.0, 4.0]])


def bowl(theta):
    """The height of the bowl above, one number for each point."""
    return 0.5 * (theta[0] ** 2 + 4 * theta[1] ** 2)


def gradient_A(theta):
    """The gradient of the bowl."""
    return A @ theta


# %% role="figure"
with needs(descend):
    bowl_paths = {
        rate: descend(gradient_A, np.array([4.0, 1.0]), rate, 12)
        for rate in (0.05, 0.45, 0.52)
    }
    show(
        landscapes.rates(bowl, bowl_paths, (-5, 5, -3, 3)),
        alt="The same bowl three times, with 12 steps of your descend from "
        "(4, 1). At rate 0.05 the path creeps and is still far from the "
        "middle. At rate 0.45 it zigzags across the valley and comes "
        "close to the middle. At rate 0.52 the zigzag grows with each "
        "step, along the steep direction.",
    )

# %% [markdown]
# **Your turn.** Write `largest_stable_rate(A)`: the border itself. At each positive rate below it, descent on the bowl comes
# to rest at 0 from every start; at each rate above it, it doesn't. `A` has shape `(n, n)`, for any size $n$.
# numpy's `np.linalg.eigvalsh(A)` gives the eigenvalues of a symmetric matrix in an array, the smallest first.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# Multiplying by a number again and again goes to 0 just where the number lies between −1 and 1. So for one dimension: for
# which η is −1 &lt; 1 − ηa &lt; 1?
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# For a = 4 the factor is 1 − 4η. At η = 0.4 it is −0.6 and the swings die out; at η = 0.6 it is −1.4 and they grow. Where
# between the two is it exactly −1? In the picture above the steep direction has a = 4, too.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# Each direction has a border of its own, made of its eigenvalue alone. All of them have to hold at once, so the
# tightest one counts. Which eigenvalue has it? <code>return ... / np.linalg.eigvalsh(A)[...]</code>
# </blockquote></details>


# %% role="answer"
def largest_stable_rate(A):
    """The border of the rates at which descent on A's bowl rests."""
    ### BEGIN SOLUTION
    return 2 / np.linalg.eigvalsh(A).max()
    ### END SOLUTION


# %% [markdown]
# The check knows no formula. It tries: torch walks $2^{40}$ steps at once, by squaring the matrix of one step forty times,
# and halves the range of rates until the border is found.


# %% role="given"
def torch_border(A):
    """The border of the rates that come to rest, found by trying."""
    one_step = lambda rate: (
        torch.eye(len(A), dtype=torch.float64) - rate * A.double()
    )
    low, high = 0.0, 1.0
    while comes_to_rest(one_step(high)):
        high *= 2
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (
            (middle, high)
            if comes_to_rest(one_step(middle))
            else (low, middle)
        )
    return torch.tensor(low)


def comes_to_rest(step):
    """Whether step @ step @ ... goes to zero."""
    for _ in range(40):
        step = step @ step
    return bool(torch.linalg.norm(step) < 1)


# %% role="check" points=5
askew = np.array([[2.0, 0.0, 2.0], [0.0, 4.0, 2.0], [2.0, 2.0, 5.0]])
check.values(largest_stable_rate, like=torch_border, at_each=[askew, A])

# %% role="hidden"
bowls = [
    np.array([[2.0, 1.0], [1.0, 2.0]]),
    np.array([[5.0, 2.0, 0.0], [2.0, 3.0, 0.5], [0.0, 0.5, 0.25]]),
    np.array([[0.125]]),
    np.array(
        [
            [0.3, 0.1, 0.0, 0.05],
            [0.1, 0.9, 0.2, 0.0],
            [0.0, 0.2, 0.7, 0.1],
            [0.05, 0.0, 0.1, 0.4],
        ]
    ),
]
check.values(
    largest_stable_rate,
    like=torch_border,
    about="bowls that lie askew, of other sizes",
    at_each=bowls,
)

# %% [markdown]
# **Explain**, once it has passed. One rate has to serve all directions. The steepest one sets the largest rate that is
# allowed, and at rates well below it the flattest one sets the pace. In the picture, at rate 0.05, the flat direction
# keeps $1 - 0.05 \cdot 1 = 0.95$ of itself at each step, the steep one $1 - 0.05 \cdot 4 = 0.8$. A larger rate helps the
# flat one, but near 0.5 the steep one swings: at 0.45 the flat one keeps 0.55, and the steep one
# $|1 - 0.45 \cdot 4| = 0.8$. At 0.4 both keep 0.6 in size, and no rate does better for both. The larger the ratio of the
# largest to the smallest eigenvalue, the **condition number**, the longer the walk even at the best rate. Methods with
# names such as momentum and Adam are, in good part, remedies for this.
#
# Turn the rate and the start yourself, and look for the border: there $\theta_2$ keeps swinging, at equal size.
# Leave theta_2 away from 0: along the flat direction alone there is another border (2, beyond this slider).

# %% role="given"
from nablabook.plots.explore import slider, sliders


def draw_bowl(rate, theta_1, theta_2):
    """25 steps of your descend on the bowl, and what they show."""
    with np.errstate(all="ignore"):
        path = descend(gradient_A, np.array([theta_1, theta_2]), rate, 25)
    figure = landscapes.paths(
        bowl, {f"rate {rate:.3g}": path}, (-5, 5, -3, 3)
    )
    first, last = bowl(path[0]), bowl(path[-1])
    return figure, f"J goes from {first:.3g} to {last:.3g} in 25 steps."


with needs(descend):
    box = sliders(
        draw_bowl,
        {
            "rate": slider(0.01, 0.6, 0.01, 0.2, "learning rate"),
            "theta_1": slider(-5, 5, 0.5, 4.0, "start, theta_1"),
            "theta_2": slider(-2, 2, 0.25, 1.0, "start, theta_2"),
        },
    )
    display(box)
