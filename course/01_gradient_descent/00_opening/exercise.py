# %% [markdown]
# # 01 · Down J(θ)
#
# You stand on a hillside in fog. You can't see the valley, but you can feel with your foot which way is down,
# and how steep. Take a step that way. Feel again. That is **gradient descent**, and it is how nearly every neural
# network that you have heard of was trained.
#
# **After this notebook you can**
#
# - write the gradient of a function of two variables as a numpy function,
# - take steps of gradient descent by hand, and in code,
# - say what a path of gradient descent looks like, and when it goes wrong.
#
# **It takes** a good three hours, best in two sittings: a good place to stop is after exercise 5. Save before you go.
# {{coming back}}
# Have pencil and paper at hand. **50 points**, 7 of them for two short texts that a person reads.
#
# **You need** derivatives of powers, such as $\frac{d}{dx}x^3 = 3x^2$; functions and loops in Python; numpy arrays, where
# `np.array([3, 4])` makes one and `theta[0]` is the first entry. Exercise 7 also uses matrices and eigenvalues, and
# exercise 8 dicts; both explain what they use.
#
# ### How the exercises work
#
# - Write where it says `# YOUR CODE HERE`. Where it says *YOUR ANSWER HERE*, double-click, then click once more into the
#   field, until a cursor blinks. All other cells are locked: <kbd>Shift</kbd>+<kbd>Enter</kbd> runs them.
# - The cell after yours is a **check**. It compares your answer with that of [torch](https://pytorch.org), and says
#   what your mistake looks like. Run it as often as you like: tries cost nothing.
# - When the notebook is graded, **hidden tests** run too, on other numbers. So an answer has to work everywhere, not
#   only at the numbers that you see.
# - Stuck? Each exercise has hints to unfold, from a nudge to almost the code.
# - `NameError`? Then a name is misspelt, a text lacks its quotes, your own cell ended in an error (red, below it), or a
#   cell further up hasn't been run yet: menu **Run**, *Run All Above Selected Cell*. If that stops at a check that you
#   haven't passed, run the cells below it one by one.
# - torch is a library for neural networks. It finds derivatives by itself, so here it knows the right answers.
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
# | $\eta$, `lr` | the **learning rate**: what the gradient is multiplied by to make a step |
# | $\underbrace{\theta}_{(2,)}$ | a small $(2,)$ below is the **shape**, as numpy writes it: an array with 2 entries |
#
# Python counts from 0 and mathematics from 1. So $\theta_1$ is `theta[0]`, and $\theta_2$ is `theta[1]`.

# %% [markdown]
# **Before you start:** how sure are you, from 1 (lost) to 5 (I could explain it), that you can run gradient descent on a
# function that you haven't seen? Put a number into the next cell. At the end we ask again.

# %% [markdown] role="note"
# *Double-click here, then click into the field.* How sure I am before, 1 to 5:
