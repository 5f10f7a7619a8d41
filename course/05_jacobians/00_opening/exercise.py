# %% [markdown]
# # 05 · Jacobians: a network, taken apart
#
# A small network looks at a house: how large, how old, how far from the station. It predicts two numbers: what the house
# costs to buy, and what it costs to heat. In between five hidden units do the work. How should each of their
# weights change, so that the prediction gets better?
#
# In this notebook you take such a network apart, screw by screw. Each layer is a function with several numbers in
# and several numbers out, and the slopes of such a function fill a matrix: its **Jacobian**. Then you put everything
# together again, and see what makes backpropagation fast: *it multiplies by all these matrices, and never builds one.*
#
# $$\underbrace{x}_{(D,)} \xrightarrow{\;\text{linear}\;} \underbrace{z_1}_{(H,)} \xrightarrow{\;\text{ReLU}\;}
# \underbrace{z_2}_{(H,)} \xrightarrow{\;\text{linear}\;} \underbrace{z_3}_{(K,)} \xrightarrow{\;g\;}
# \underbrace{\hat y}_{(K,)} \xrightarrow{\;\text{error}\;} \underbrace{l}_{\text{one number}}$$
#
# For our house $D = 3$, $H = 5$ and $K = 2$.
#
# **After this notebook you can**
#
# - write the Jacobian of a layer, and hold it against torch's,
# - multiply by a Jacobian without building it, as backpropagation does,
# - find every gradient of a network with one hidden layer, with ReLU or sigmoid, squared error or cross-entropy,
# - tell in which **layout** a formula stands, and convert it.
#
# **It takes** about six hours, best in three sittings: good places to stop are after exercise 3 and after exercise 6.
# {{coming back}}
# Have pencil and paper at hand. **100 points**.
#
# **You need** partial derivatives and the chain rule; numpy arrays with two axes, and the product `A @ B`. Gradients and
# what one does with them are notebook 01. Now and then the text speaks of *sheet 003* or *sheet 004*: these are exercise
# sheets whose questions this notebook answers. You don't need them here.
#
# Run this first:

# %% role="given"
import numpy as np
import scipy.special
import torch

from nablabook import checks as check
from nablabook.plots import needs, show
from nablabook.plots.microscope import microscope

# %% [markdown]
# ### How we write things
#
# | written | meant |
# |:--|:--|
# | $N$, $D$, $H$, $K$ | the number of samples, of features, of hidden units, of outputs |
# | $x$, `x`; $X$, `X` | one sample, shape $(D,)$; a batch of them, $(N, D)$, one **row** a sample |
# | $W$, `W`; $b$, `b` | weights $(D, H)$ and biases $(H,)$ of a linear layer, `X @ W + b` |
# | $z$ | the numbers between two layers, such as those that go into ReLU |
# | $\hat y$, `y_hat`; $y$, `y` | what the network predicts, and what would be right |
# | $l$ | the **loss**, one number: how wrong $\hat y$ is |
# | `grad_out` | the gradient of the loss by (short for *with respect to*) what **comes out** of a layer. It has the shape of that, and is always the first argument |
# | $A^{\mathsf T}$, `A.T` | $A$ **transposed**: its rows become columns |
#
# All arrays hold decimals in full precision, `float64`.
#
# ### What a Jacobian is
#
# Take a function with two numbers in and two numbers out, $f(u, v) = (u^2,\; 3u + v)$. Each output has a slope for each
# input. That makes four, and they go into a table: **a row for each output, a column for each input**.
#
# $$J = \begin{bmatrix}
# \dfrac{\partial f_1}{\partial u} & \dfrac{\partial f_1}{\partial v} \\[2ex]
# \dfrac{\partial f_2}{\partial u} & \dfrac{\partial f_2}{\partial v} \end{bmatrix}
# = \begin{bmatrix} 2u & 0 \\ 3 & 1 \end{bmatrix}
# \qquad\qquad J_{ij} = \frac{\partial\, \text{out}_i}{\partial\, \text{in}_j}$$
#
# **Predict, then run.** What are the four numbers at $(u, v) = (2, 5)$? And if $u$ grows by 0.001, by how much do the two
# outputs grow? (Read a column.)


# %% role="given"
def opening_f(point):
    """(u, v) -> (u², 3u + v), for torch."""
    u, v = point
    return torch.stack([u**2, 3 * u + v])


opening_at = torch.tensor([2.0, 5.0], dtype=torch.float64)
print(torch.autograd.functional.jacobian(opening_f, opening_at).numpy())
opening_moved = torch.tensor([2.001, 5.0], dtype=torch.float64)
print((opening_f(opening_moved) - opening_f(opening_at)).numpy())

# %% [markdown]
# **Explain.** The first column tells what $u$ does: $4 \cdot 0.001$ to the first output, $3 \cdot 0.001$ to the second.
# The tiny rest, 0.000001, is there because $u^2$ is curved. Close to a point a function is nearly its Jacobian:
# a small step $\Delta$ in gives a step of about $J \Delta$ out.
#
# This order, outputs down and inputs across, is called the **numerator layout**. torch uses it, and so do we. Other
# people write the transpose, the **denominator layout**, and both are right. Where a sheet uses another one, we say so.
#
# For a loss there is one output, so its Jacobian is a single row. In code we keep no row: **the gradient by $W$ has the
# shape of $W$**, so that it can be subtracted from $W$.

# %% [markdown]
# **Before you start:** how sure are you, from 1 (lost) to 5 (I could explain it), that you could find the gradient of a loss
# by the *first* weights of a network with a hidden layer? Put a number into the next cell. At the end we ask again.

# %% [markdown] role="note"
# *Double-click here, then click into the field.* How sure I am before, 1 to 5:
