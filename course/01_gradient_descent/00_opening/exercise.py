# %% [markdown]
# # 01 · Down J(θ)
#
# You stand on a hillside in fog. You can't see the valley, but you can feel with your foot which way is down,
# and how steep. Take a step that way. Feel again. That is **gradient descent**, and it is how every neural network
# you have heard of was trained.
#
# **After this notebook you can**
#
# - write the gradient of a function of two variables as a numpy function,
# - take steps of gradient descent by hand, and in code,
# - say what a path of gradient descent looks like, and when it goes wrong.
#
# **It takes** about 100 minutes with pencil, paper and a break; you can stop after any exercise. **50 points**, 7 of them
# for two short texts that a person reads.
#
# **You need** derivatives of powers, such as $\frac{d}{dx}x^3 = 3x^2$, and numpy arrays: `theta[0]` is the first entry.
#
# ### How the exercises work
#
# - Write where it says `# YOUR CODE HERE`. All other cells are locked: run them, with <kbd>Shift</kbd>+<kbd>Enter</kbd>.
# - The cell after yours is a **check**. It holds your answer against [torch](https://pytorch.org), and says what your
#   mistake looks like. Run it as often as you like: tries cost nothing.
# - When the notebook is graded, **hidden tests** run too, on other numbers. So an answer has to work everywhere, not
#   only at the number that you see.
# - Stuck? Each exercise has hints to unfold, from a nudge to almost the code.
#
# Run this first:

# %% role="given"
import numpy as np
import torch

from nablabook import checks as check

# %% [markdown]
# ### How we write things, here and in all notebooks
#
# | written | meant |
# |:--|:--|
# | $\theta$ | the parameters, the numbers we may turn; in code an array `theta`, with $\theta_1$ in `theta[0]` |
# | $J(\theta)$ | what we want to make small, one number |
# | $\nabla J(\theta)$ | its **gradient**: all partial derivatives, in an array **of the same shape as `theta`** |
# | `lr` | the **learning rate**, the size of a step |
#
# Python counts from 0 and mathematics from 1. So $\theta_1$ is `theta[0]`, and $\theta_2$ is `theta[1]`.

# %% [markdown]
# **Before you start:** how sure are you, from 1 (lost) to 5 (I could explain it), that you can run gradient descent on a
# function that you haven't seen? Put a number into the next cell. At the end we ask again.

# %% [markdown] role="note"
# *Double-click here.* How sure I am before, 1 to 5:
