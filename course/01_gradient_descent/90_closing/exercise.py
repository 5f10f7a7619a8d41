# %% [markdown]
# ## What you know now
#
# - The **gradient** holds one slope for each parameter, all taken at one point. It points uphill.
# - A **step** goes against it: $\theta_{\text{new}} = \theta - \eta\,\nabla J(\theta)$, all coordinates at once, in a new
#   array.
# - A gradient of zero is a place to rest, not always a minimum; and some landscapes have no bottom.
# - On a bowl the steepest direction sets the largest rate, and well below it the flattest one sets the pace.
# - What no gradient reaches, the **hyperparameters**, is found by trying.
#
# ### Where this lives in torch
#
# | here | there |
# |---|---|
# | `gradient_J(theta)` | `J(theta).backward()`, then `theta.grad`: torch finds the derivative |
# | `descent_step(theta, grad, lr)` | `torch.optim.SGD([theta], lr=lr).step()`, which works in place |
# | `descend` | the training loop: `zero_grad`, forward, `backward`, `step`, again and again |
# | `grid_search` | a loop around the training; tools such as Optuna and Ray Tune try more cleverly |
#
# torch **adds** each new gradient to `theta.grad`. Without `zero_grad` before the next `backward` you would walk by the
# sum of all slopes so far.

# %% role="given"
start = torch.tensor([2.0, 1.0], dtype=torch.float64)
theta = start.requires_grad_()
optimizer = torch.optim.SGD([theta], lr=0.1)
for step in range(2):
    optimizer.zero_grad()
    J(theta).backward()
    optimizer.step()
    print(f"after step {step + 1}:", theta.detach().numpy())

# %% [markdown] sheet="000.exit"
# ### Exit ticket
#
# Before you leave, pick **two** of these questions and write a line or two on each. Nothing here is graded; it is for you,
# and for whoever teaches you.
#
# 1. What was the most important idea for you today?
# 2. Which one is still the muddiest?
# 3. What does it remind you of that you knew before?
# 4. What should we go over once more?
# 5. What has it made you curious about?
#
# And at last: **how sure are you now**, from 1 (lost) to 5 (I could explain it), that you can run gradient descent on a
# function that you haven't seen? You gave a number at the start.

# %% [markdown] role="note"
# *Double-click here, then click into the field.*
#
# - My first question is number … :
# - My second question is number … :
# - How sure I am now, 1 to 5:
