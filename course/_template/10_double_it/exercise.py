# %% [markdown]
# ## 1 · Twice as much: `double_it`
#
# *Easy · 3 minutes*
#
# Why this, in a sentence or two that a student wants to read on from. Then the question, with the shapes under the
# letters:
#
# $$\underbrace{y}_{(n,)} = 2\,\underbrace{x}_{(n,)}$$
#
# **Predict first.** What becomes of a list, `2 * [1, 2]`? And of an array, `2 * np.array([1, 2])`?

# %% role="given"
import numpy as np
import torch

from nablabook import checks as check

# %% [markdown]
# **Your turn.** Write `double_it(x)`. It gets an array and returns a new one of the same shape.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# Arrays do arithmetic entry by entry.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# Three times [1, 2] is [3, 6].
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# <code>return ... * x</code>
# </blockquote></details>


# %% role="answer"
def double_it(x):
    """Twice x, in a new array of x's shape."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION


# %% role="check" points=2
check.values(double_it, like=lambda x: torch.add(x, x), at=[1.0, -3.0])

# %% role="hidden"
check.values(
    double_it,
    like=lambda x: torch.add(x, x),
    about="other shapes",
    at_each=[np.array([[1.5, 2.0, -0.5], [0.25, -4.0, 7.0]]), 3.0],
)

# %% [markdown]
# **Explain.** Twice a list is the list two times over; twice an array is an array of twice each entry.
