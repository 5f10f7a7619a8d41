# %% [markdown]
# # 04 · Fill in the shapes, fill in the code
#
# Somebody has written a zero with a felt pen. A camera makes 28 times 28 grey pixels of it, and we lay them in a row: 784
# numbers. Two matrices, two biases and one bend later we know which digit it was. That is a whole neural
# network, a **multilayer perceptron** or MLP, and in this notebook you write all of it.
#
# Half of the mistakes that people make here are mistakes of *shape*: a matrix that lies on its side, a column where a row
# was meant. The nasty ones raise no error. So first you learn to read shapes, and then you fill in the code.
#
# This is the plan, with blanks. The worksheet that this notebook grew out of asks you to fill them in, and so do we, one
# after the other; the numbers are those of the exercises:
#
# ```
# W1 = random_array(size=____)            # 1, 4
# # ... and so on for b1, W2, b2
#
# for x_batch, y_batch in training_data:
#     linear_out_1 = ____                 # 5
#     activations_1 = ____
#     logits = ____
#     probs = ____
#     loss = cross_entropy_loss(...)      # 6
#     loss.backward()                     # 7
#     for param in [W1, b1, W2, b2]:
#         param += ____                   # 8
# ```
#
# **After this notebook you can**
#
# - name the shape of every array in an MLP, and count its parameters,
# - write its start, its forward pass, its loss, its backward pass and its update in numpy,
# - say what happens where numpy stretches an array without being asked.
#
# **It takes** a good three hours, best in two sittings: a good place to stop is after exercise 5.
# {{coming back}}
# Have pencil and paper at hand for exercise 7. **80 points**.
#
# **You need** numpy arrays with two axes, `@` and the sum over an axis, `X.sum(axis=0)`; functions and dicts. For exercise
# 7 also the chain rule, and $\hat y - y$ from notebook 03.
#
# Run this first:

# %% role="given"
import numpy as np
import torch
from scipy.special import softmax

from nablabook import checks as check
from nablabook.plots import needs, show

# %% [markdown]
# scipy's `softmax` is yours in this notebook: writing one was notebook 03.
#
# ### How we write things
#
# | written | meant |
# |:--|:--|
# | $N$ | the number of samples in a **batch**, the pictures that we look at together. Rows are samples, always |
# | $D$ | the numbers in one sample, here 784 |
# | $H$ | the **hidden units**: how many numbers the network keeps between its two layers. We choose it |
# | $K$ | the classes, here the 10 digits |
# | `x_batch`, `y_batch` | the pictures, and their **labels**: one whole number each, from 0 to 9 |
# | `X @ W + b` | a **linear layer**: weights `W`, biases `b` |
# | $\underbrace{X}_{(N, D)}$ | a small $(N, D)$ below is a shape, as numpy writes it. $(N,)$ is an array with one axis, $()$ a single number |
#
# A gradient has **the shape of what it is the gradient of**, and everything is computed in float64.

# %% [markdown]
# **Before you start:** how sure are you, from 1 (lost) to 5 (I could explain it), that you could write a network with one hidden
# layer, forward and backward, in numpy alone? Put a number into the next cell. At the end we ask again.

# %% [markdown] role="note"
# *Double-click here, then click into the field.* How sure I am before, 1 to 5:
