# %% [markdown] sheet="002.1"
# ## 2 · Two steps by hand
#
# *Easy · 12 minutes, with pencil and paper*
#
# Down is against the gradient. One step of gradient descent, with learning rate $\eta$ (`lr` in code):
#
# $$\underbrace{\theta_{\text{new}}}_{(2,)} =
# \underbrace{\theta}_{(2,)} - \eta\; \underbrace{\nabla J(\theta)}_{(2,)}$$
#
# Start at $\theta = (2, 1)$ with $\eta = 0.1$, and take **two** steps on $J = \theta_1^3 - \theta_2^2 + 1$.
#
# **Predict first.** Which of the two coordinates moves farther in the first step? Will the second step be longer or
# shorter than the first?

# %% [markdown]
# **Your turn.** Put your numbers in place of the dots, $\theta_1$ first, such as `[1.5, -0.25]`. Three decimals do.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# The gradient belongs to the point where you stand. After the first step you stand somewhere else.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# On θ₁² + θ₂ (gradient [2θ₁, 1]) from (5, 3) with rate 0.1: the gradient is [10, 1], so one step leads to
# (5 − 0.1·10, 3 − 0.1·1) = (4, 2.9). There the gradient is [8, 1], and the next step leads to (3.2, 2.8).
# </blockquote></details>
#
# <details><summary>Hint 3: almost the answer</summary>
# <blockquote>
# For each coordinate: old value − 0.1 · (slope there). Subtracting a negative slope makes a coordinate grow.
# Your <code>gradient_J</code> from exercise 1 can do the slopes for you.
# </blockquote></details>

# %% role="answer"
first_step = ...  # [theta_1, theta_2] after one step
second_step = ...  # [theta_1, theta_2] after two steps
### BEGIN SOLUTION
first_step = [0.8, 1.2]
second_step = [0.608, 1.44]
### END SOLUTION

# %% role="check" points=5
with check.several():
    scrambled = SEALED
    check.by_hand(scrambled, first_step=first_step, second_step=second_step)


# %% role="hidden"
def torch_steps(steps):
    """The point after some steps of torch's own optimizer on J, from (2, 1) with rate 0.1."""
    theta = torch.tensor(
        [2.0, 1.0], dtype=torch.float64, requires_grad=True
    )
    optimizer = torch.optim.SGD([theta], lr=0.1)
    for _ in range(steps):
        optimizer.zero_grad()
        J(theta).backward()
        optimizer.step()
    return theta.detach()


check.equal(
    first_step,
    to=torch_steps(1),
    about="the point after one step",
    name="first_step",
)
check.equal(
    second_step,
    to=torch_steps(2),
    about="the point after two steps",
    name="second_step",
)

# %% [markdown]
# **Explain**, once it has passed. Each coordinate follows its own slope. $\theta_1$ took a long step and then a short one,
# since its slope shrank on the way. $\theta_2$ went the other way, and its steps grow: the farther from 0 it is,
# the steeper it gets there. All in all the second step is the shorter one. Was that your prediction?
