# %% [markdown]
# # 03 · Why it is ŷ − y
#
# A network has looked at a photo. Out come three numbers, one for each thing that it might be: cat, dog, owl. How do
# such **scores** become probabilities? How wrong are those? And which way should each score have been pushed?
#
# The answer to the last question is the most used gradient of all: *what you said, minus what was true.* Each time a
# language model or a classifier learns, it starts there. In this notebook you prove it line by line, and code it.
#
# **After this notebook you can**
#
# - turn scores into probabilities, and probabilities into a loss, without overflow,
# - prove that the gradient of softmax cross-entropy is $\hat y - y$, and say where each fact is used,
# - code it for a batch, and say for which targets it holds.
#
# **It takes** about four hours, best in two sittings: a good place to stop is after exercise 4.
# {{coming back}}
# Have pencil and paper at hand. **60 points**, 2 of them for a short text that a person reads.
#
# **You need** the derivatives of $e^x$ and $\log x$, the chain rule and the quotient rule; the sum sign $\sum$; numpy arrays
# with two axes. Gradients and what one does with them are notebook 01.
#
# Run this first:

# %% role="given"
import numpy as np
import torch

from nablabook import checks as check
from nablabook.plots import needs, show

# %% [markdown]
# ### How we write things
#
# | written | meant |
# |:--|:--|
# | $K$, $N$ | the number of classes, and of samples in a batch |
# | $h$, `h` | the **logits**: one score a class, any number, shape $(K,)$; for a batch $(N, K)$, one row a sample |
# | $P$, `P` | the **probabilities** that softmax makes of them, same shape; elsewhere often $\hat y$ |
# | $y$, `y`; $Y$, `Y` | the **target**, the probabilities that would be right. *One-hot*: 1 for the true class and 0 for the others |
# | $L$ | the **loss**, one number: small where $P$ is close to $y$ |
# | $\log$, `np.log` | the natural logarithm |
# | $\delta_{ij}$ | 1 where $i = j$, otherwise 0 |
#
# All exercises tell of one photo. Its classes are cat, dog, owl, in this order; the network's logits are
# $h = (2, 1, 0)$; and it is a cat, so $y = (1, 0, 0)$.

# %% [markdown]
# **Before you start:** how sure are you, from 1 (lost) to 5 (I could explain it), that you could find the gradient of a loss
# through a softmax on paper? Put a number into the next cell. At the end we ask again.

# %% [markdown] role="note"
# *Double-click here, then click into the field.* How sure I am before, 1 to 5:
