# %% [markdown] sheet="002.1"
# ## 5 · Two slopes tied together: `step_J2`
#
# *Medium · 15 minutes*
#
# On $J = \theta_1^3 - \theta_2^2 + 1$ the slope in $\theta_1$ knows nothing of $\theta_2$. Here is a landscape in
# which it does:
#
# $$J_2(\theta_1, \theta_2) = \theta_1^2\, \theta_2$$
#
# **Predict first.** From $\theta = (2, 1)$ with rate 0.1 we move $\theta_1$, and then $\theta_2$. Does it matter
# whether the slope for $\theta_2$ is taken *before* or *after* $\theta_1$ has moved?
#
# To differentiate a product, take the other parameter for a constant. With respect to $\theta_2$, $\theta_1^2$ is the
# constant. Were it 7, we would have $7\,\theta_2$, and its slope is 7. With respect to $\theta_1$, $\theta_2$ is the
# constant. Were it 7, we would have $\theta_1^2 \cdot 7$, and its slope is $2\theta_1 \cdot 7$. A constant **factor**
# stays; only a constant **term** vanishes.

# %% role="given"
def J2(theta):
    """A landscape whose two slopes depend on each other."""
    return theta[0] ** 2 * theta[1]


def torch_step_J2(theta, lr, landscape=J2):
    """One step of torch.optim.SGD on J2, both coordinates at once."""
    theta = torch.as_tensor(theta).double().clone().requires_grad_()
    landscape(theta).backward()
    torch.optim.SGD([theta], lr=lr).step()
    return theta.detach()


# %% [markdown]
# **Your turn.** Write `step_J2(theta, lr)`: the point after one step of gradient descent on $J_2$ from `theta`, in a new
# array (there is no `gradient_J2` yet: write the two slopes here).
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# First the whole gradient, then the whole step. In between nothing moves.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# On θ₁·θ₂ the gradient is [θ₂, θ₁]. From [2, 1] with rate 0.1 it is [1, 2], so the step leads to [1.9, 0.8]. Moving
# θ₁ first would make it [1.9, 0.81], since the second slope would then be 1.9.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# <code>grad = np.array([..., ...])</code>, both entries made of <code>theta</code> as it came in; then
# <code>return descent_step(theta, grad, lr)</code>.
# </blockquote></details>


# %% role="answer"
def step_J2(theta, lr):
    """The point after one step on J2 from theta, a new array (2,)."""
    ### BEGIN SOLUTION
    grad = np.array([2 * theta[0] * theta[1], theta[0] ** 2])
    return theta - lr * grad
    ### END SOLUTION


# %% role="check" points=5
slips = {
    "This is the step on J of exercise 1; here it is J₂.": (
        lambda expected, theta, lr: torch_step_J2(theta, lr, J)
    ),
    "That is a path, from start to end: its last row is meant.": (
        lambda expected, theta, lr: np.stack([theta, expected])
    ),
    (
        "The height J₂(θ), one number, is subtracted from both "
        "coordinates. The gradient is meant: two slopes."
    ): (
        lambda expected, theta, lr: torch_step_J2(
            theta, lr, lambda at: at.sum() * J2(theta)
        )
    ),
    (
        "The other coordinate is missing in both slopes: in a product it "
        "is a constant factor, and stays."
    ): (
        lambda expected, theta, lr: torch_step_J2(
            theta, lr, lambda at: at[0] ** 2 + at[1] ** 2 / 2
        )
    ),
}
check.values(
    step_J2,
    like=torch_step_J2,
    at_each=[
        (np.array([5.0, -3.0]), 0.25),
        (np.array([2.5, -0.75]), 0.5),
    ],
    looks_like=slips,
)

# %% role="hidden"
check.values(
    step_J2,
    like=torch_step_J2,
    about="other points and rates",
    at_each=[
        (np.array([-1.5, 0.7]), 0.03),
        (np.array([0.3, -2.0]), 0.2),
        (np.array([0.0, 5.0]), 1.0),
    ],
    looks_like=slips,
)
check.values(
    step_J2,
    like=torch_step_J2,
    about="a start of whole numbers",
    at=(np.array([3, -2]), 0.25),
)

# %% [markdown]
# **Explain.** It does matter. The gradient belongs to **one** point, and both of its entries have to be taken there. A
# step that has already moved $\theta_1$ when it asks for the slope in $\theta_2$ asks at a place where it never stood.
# The right step from $(2, 1)$ leads to $(1.6, 0.6)$. One coordinate after the other, you would land on
# $(1.6, 0.744)$, or, the other way round, on $(1.76, 0.6)$. In Python, `a, b = f(a, b), g(a, b)` is safe: the right side
# is computed whole before either name changes.
