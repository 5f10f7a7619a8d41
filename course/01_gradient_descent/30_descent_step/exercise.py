# %% [markdown] sheet="002.1"
# ## 3 · A step in code: `descent_step`
#
# *Easy · 10 minutes*
#
# Two steps by hand are enough for a lifetime. Let the machine do the next thousand:
#
# $$\underbrace{\theta_{\text{new}}}_{(n,)} = \underbrace{\theta}_{(n,)} - \eta\; \underbrace{\nabla J(\theta)}_{(n,)}$$
#
# numpy does all $n$ coordinates at once: `2 * a` doubles each entry of an array, and `a - b` subtracts entry by entry.
#
# **Predict, then run.** What does the next cell print for `moved`, and what for `start`?

# %% role="given"
start = np.array([2.0, 1.0])
moved = start
moved -= 0.1
print("moved:", moved, " start:", start)

# %% [markdown]
# **Explain.** `moved = start` copies nothing: both names mean the same array, and `-=` writes into it. Whoever handed
# you `start` has lost it. So a function that computes a *new* point should return a *new* array.
#
# **Your turn.** Write `descent_step(theta, grad, lr)`. It gets the point, the gradient there (an array of the same
# shape) and the learning rate; it returns the next point in a new array, and leaves `theta` and `grad` as they are.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# It is the formula above, with other letters: η is called <code>lr</code> here, and ∇J(θ) comes in as <code>grad</code>.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# From [5, 3] with gradient [10, 1] and rate 0.1 the next point is [4, 2.9].
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# One line: <code>return theta - ...</code>. A minus between two arrays makes a new array; <code>-=</code> does not.
# </blockquote></details>


# %% role="answer"
def descent_step(theta, grad, lr):
    """The point after one step from theta, a new array of its shape."""
    ### BEGIN SOLUTION
    return theta - lr * grad
    ### END SOLUTION


# %% [markdown]
# The check asks torch for the same step. What takes steps is called an **optimizer** there, and the plainest one is `SGD`:


# %% role="given"
def torch_step(theta, grad, lr):
    """One step of torch.optim.SGD from theta, with grad as the gradient."""
    theta = theta.double().clone().requires_grad_()
    theta.grad = grad.double()
    torch.optim.SGD([theta], lr=lr).step()
    return theta.detach()


# %% role="check" points=5
check.values(
    descent_step,
    like=torch_step,
    at=(np.array([1.0, -2.0, 0.5]), np.array([4.0, 2.0, -8.0]), 0.25),
)

# %% role="hidden"
check.values(
    descent_step,
    like=torch_step,
    about="other points, gradients and rates",
    at_each=[
        (np.array([0.5, -3.0, 1.25]), np.array([-4.0, 0.3, 7.0]), 0.03),
        (np.array([1.5]), np.array([-2.0]), 0.5),
        (
            np.array([[1.0, 2.0, 0.5], [3.0, -4.0, 6.0]]),
            np.array([[0.1, -0.2, 0.7], [5.0, 1.0, -3.0]]),
            0.2,
        ),
    ],
)
check.values(
    descent_step,
    like=torch_step,
    about="a start of whole numbers",
    at=(np.array([2, 1, -7]), np.array([1.5, -2.25, 3.5]), 0.1),
)
