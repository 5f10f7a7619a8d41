# %% [markdown] sheet="002.1"
# ## 4 · The whole path: `descend`
#
# *Medium · 25 minutes*
#
# Now walk. Feel the slope, take a step, feel again. We want to keep the **path**, every point on the way, so that we
# can draw it later and see what happened:
#
# $$\underbrace{\text{path}}_{(\text{steps}+1,\; n)} =
# \begin{bmatrix} \theta^{(0)} \\ \theta^{(1)} \\ \vdots \\ \theta^{(\text{steps})} \end{bmatrix},
# \qquad \theta^{(t+1)} = \theta^{(t)} - \eta\,\nabla J\big(\theta^{(t)}\big)$$
#
# The number in parentheses counts the steps: row 0, $\theta^{(0)}$, is the start, before any step. So three steps make
# four rows.
#
# One thing is new. Your function does not know $J$. It gets `gradient`, **a function**, and calls it: `gradient(theta)`
# is the slope at `theta`. In this way one `descend` serves every landscape there is.
#
# **Your turn.** Write `descend(gradient, theta0, lr, steps)`. It returns the path as an array of shape
# `(steps + 1, n)`, and leaves `theta0` as it is. Your `descent_step` may help.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# You need a place to keep the points, and the start belongs in it before the loop begins.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# On J = θ² the gradient is 2θ. From [8.0] with rate 0.25 each step halves θ, so three steps give the path
# [[8], [4], [2], [1]].
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# <code>path = [theta0]</code>, then, <code>steps</code> times, append a step from <code>path[-1]</code>, which is the
# last point so far; at the end <code>return np.array(path)</code>. Beware of <code>-=</code>: it would change the
# points that are in the path already.
# </blockquote></details>

# %% role="answer"
def descend(gradient, theta0, lr, steps):
    """The path from theta0, its first row: an array (steps + 1, n)."""
    ### BEGIN SOLUTION
    path = [np.array(theta0, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - lr * gradient(path[-1]))
    return np.array(path)
    ### END SOLUTION


# %% [markdown]
# The check walks down a bowl, $J = \tfrac12(\theta_1^2 + 4\theta_2^2 + 2\theta_3^2)$, and then a valley in two dimensions,
# $J = \theta_1^2 + \theta_2$. So does torch:


# %% role="given"
def gradient_bowl(theta):
    """The gradient of a bowl in three dimensions."""
    return np.array([1.0, 4.0, 2.0]) * theta


def gradient_valley(theta):
    """The gradient of a valley in two dimensions."""
    return np.array([2.0 * theta[0], 1.0])


def torch_descend(gradient, theta0, lr, steps):
    """The path of torch.optim.SGD, with the same gradient."""
    theta = theta0.double().clone().requires_grad_()
    optimizer = torch.optim.SGD([theta], lr=lr)
    path = [theta.detach().clone()]
    for _ in range(steps):
        theta.grad = torch.as_tensor(
            gradient(theta.detach().numpy()), dtype=torch.float64
        )
        optimizer.step()
        path.append(theta.detach().clone())
    return torch.stack(path)


# %% role="check" points=7
check.path(
    descend,
    like=torch_descend,
    at_each=[
        (gradient_bowl, np.array([4.0, 1.0, -2.0]), 0.2, 5),
        (gradient_valley, np.array([5.0, 3.0]), 0.25, 3),
    ],
)


# %% role="hidden"
def gradient_waves(theta):
    return np.cos(theta) + 0.3 * theta


check.path(
    descend,
    like=torch_descend,
    about="another landscape, start, rate and number of steps",
    at_each=[
        (gradient_waves, np.array([0.5, -2.0, 1.0, 3.0]), 0.2, 5),
        (gradient_waves, np.array([-1.0]), 0.7, 2),
        (gradient_bowl, np.array([-1.5, 0.5, 2.0]), 0.3, 7),
    ],
)
check.path(
    descend,
    like=torch_descend,
    about="no step at all: the start alone",
    at=(gradient_bowl, np.array([3.0, 2.0, 1.0]), 0.1, 0),
)
check.path(
    descend,
    like=torch_descend,
    about="a start of whole numbers",
    at=(gradient_waves, np.array([2, -3, 1]), 0.25, 4),
)
