# %% [markdown]
# ## 1 · Five switches: `relu` and `relu_jacobian`
#
# *Easy · 25 minutes*
#
# Two linear layers in a row are one linear layer. What makes a network more than that stands in between: a function that
# bends. The most used one is **ReLU**. It works on each number by itself:
#
# $$\underbrace{z_2}_{(H,)} = \operatorname{relu}(\underbrace{z_1}_{(H,)}),
# \qquad \operatorname{relu}(z)_i = \max(0, z_i)$$
#
# Think of five switches. A positive number passes, any other becomes 0.
#
# **Your turn.** Write `relu(z)`. The array `z` has any shape; the result is a new array of the same shape.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# It is one decision for each number, and numpy makes all of them at once. Python's own <code>max</code> wants single numbers.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# <code>np.minimum(7, np.array([3, 9]))</code> is [3, 7]: the 7 is compared with each entry. And
# <code>np.array([3, 9]) &gt; 7</code> is [False, True].
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# <code>return np.maximum(..., ...)</code>: the larger of two, entry by entry. (<code>np.max</code>, without the
# <code>imum</code>, is the largest entry of one array.)
# </blockquote></details>


# %% role="answer"
def relu(z):
    """The larger of 0 and z, entry by entry, in a new array."""
    ### BEGIN SOLUTION
    return np.maximum(0, z)
    ### END SOLUTION


# %% role="check" points=2
check.values(
    relu,
    like=torch.relu,
    at_each=[
        [-1.5, 0.5, 0.0, 2.0, -0.25],
        [[0.5, -1.0, 3.0], [-2.5, 4.0, 0.0]],
    ],
)

# %% role="hidden"
relu_batch = np.round(np.random.default_rng(5).normal(0, 2, (3, 7)), 2)
relu_batch[1, 2] = 0.0
check.values(
    relu,
    like=torch.relu,
    about="a batch, and other sizes",
    at_each=[relu_batch, np.array([[-0.5, 3.0]]), np.array([-2.0])],
)
check.values(
    relu,
    like=torch.relu,
    about="whole numbers as input",
    at_each=[[0.5, -1.5, 2.25], np.array([3, -2, 0, 5])],
)
check.values(
    relu,
    like=torch.relu,
    about="very large and very small numbers",
    at=[1000.0, -1000.0, 1e-8, -1e-8, 0.0, 1e200],
)
check.values(
    relu,
    like=torch.relu,
    about="single precision as input",
    at=np.array([0.5, -1.25, 3.0], dtype=np.float32),
)

# %% [markdown]
# ### Its slopes
#
# Five numbers go in, five come out. So there are 25 slopes.
#
# **Predict first.** How many of the 25 can be anything but 0? And what is the slope at exactly 0, where the curve has its
# kink: 0, 1, or something else?
#
# **Then run.** The cell moves one input at a time, up by 0.01 and down by 0.01, and prints by how much all five outputs
# move, divided by 0.01, so they are slopes. A line belongs to an **input**, so it is a *column* of the Jacobian.

# %% role="given"
relu_z = np.array([-1.5, 0.5, 0.0, 2.0, -0.25])
with needs(relu):
    for j in range(5):
        bump = np.zeros(5)
        bump[j] = 0.01
        up = (relu(relu_z + bump) - relu(relu_z)) / 0.01
        down = (relu(relu_z) - relu(relu_z - bump)) / 0.01
        print(f"input {j}, z = {relu_z[j]:5}:", end="  ")
        print("up", np.round(up, 6) + 0.0, " down", np.round(down, 6) + 0.0)

# %% [markdown] sheet="003.1.2d1 004.2"
# **Explain.** Moving one input moves one output at most. And input 2, at exactly 0, gives two answers: up and down
# disagree. There is no slope at a kink, so one has to choose. torch takes **0** there, and so do we.
#
# **Your turn.** Write `relu_jacobian(z)` for one sample, `z` of shape `(H,)`:
#
# $$\underbrace{J}_{(H, H)}, \qquad J_{ij} = \frac{\partial \operatorname{relu}(z)_i}{\partial z_j}$$
#
# It is an array of numbers, not of `True` and `False`.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# Take one entry, say i = 3 and j = 1. Which number of z does output 3 look at? Does it notice z₁ at all? Now i = j: how
# steep is the curve to the right of 0, and how steep to the left?
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# The function that doubles each number, (u, v) ↦ (2u, 2v), has the Jacobian [[2, 0], [0, 2]]. In numpy
# <code>np.diag([2.0, 2.0])</code> makes it: a matrix with these two on its diagonal, and 0 elsewhere.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# <code>z &gt; 0</code> is True where the switch is open, and <code>(z &gt; 0).astype(float)</code> makes 1 and 0 of it.
# Put these on a diagonal.
# </blockquote></details>


# %% role="answer"
def relu_jacobian(z):
    """J[i, j] = d relu(z)_i / d z_j at z of shape (H,): shape (H, H)."""
    ### BEGIN SOLUTION
    return np.diag((z > 0).astype(float))
    ### END SOLUTION


# %% role="check" points=6
check.jacobian(
    relu_jacobian, of=torch.relu, at_each=[relu_z, [2.0, -1.0, 0.0]]
)

# %% role="hidden"
check.jacobian(
    relu_jacobian,
    of=torch.relu,
    about="other sizes",
    at_each=[
        [0.25, -3.0, 1.5],
        [-0.5, 0.75, 4.0, -2.0, 0.0, 1.25, -0.125],
        [2.5],
        [-2.5],
    ],
    looks_like={
        "Where a switch is closed the slope is 0. Here it is −1, as if the "
        "sign of z were the slope.": lambda expected, z: np.diag(
            np.sign(z)
        ),
        "Open switches are paired with each other. Output i notices input i "
        "alone.": lambda expected, z: np.outer(
            np.diag(expected), np.diag(expected)
        ),
        "It is the matrix for switches that are open where they should be "
        "closed.": lambda expected, z: np.eye(len(z)) - expected,
        "Half a slope at exactly 0 is another choice than ours: we take 0.": (
            lambda expected, z: expected + 0.5 * np.diag(z == 0)
        ),
    },
)
check.jacobian(
    relu_jacobian,
    of=torch.relu,
    about="exact zeros",
    at_each=[[0.0, 1.0, 0.0], [0.0]],
)
check.jacobian(
    relu_jacobian,
    of=torch.relu,
    about="very large and very small numbers",
    at=[1e-8, -1e-8, 1000.0, -1000.0, 1e200],
)
check.jacobian(
    relu_jacobian,
    of=torch.relu,
    about="whole numbers as input",
    at_each=[[0.5, -1.0, 3.0], np.array([3, -2, 0, 1, 7])],
)
check.jacobian(
    relu_jacobian,
    of=torch.relu,
    about="single precision as input",
    at=np.array([0.5, -1.25, 3.0], dtype=np.float32),
)

# %% [markdown]
# **Run it, and see.** Here is the *Jacobian microscope*: your matrix, torch's, and the difference. Outputs go down, inputs
# across. Orange is positive, blue negative, no colour is 0. A wrong entry gets a ring. You will meet it
# again and again, and it works before your check is green, too.

# %% role="figure"
with needs(relu_jacobian):
    show(
        *microscope(
            relu_jacobian(relu_z),
            of=torch.relu,
            at=relu_z,
            names=("relu(z)", "z"),
        )
    )

# %% [markdown] sheet="003.1.2d1 004.2"
# **Explain.** A function that works on each number by itself has a **diagonal** Jacobian. Here the diagonal is the record
# of the switches: 1 for open, 0 for closed. A closed switch lets no slope through.
#
# **On the sheets.** Sheet 003 writes the condition with two indices, $z_{1,ij} > 0$. But $z_1$ has one index only. What is
# meant: 1 where $i = j$ **and** $z_{1,i} > 0$, otherwise 0. Sheet 004 asks for $\nabla_{z}(a)$ of 128 units, in the
# denominator layout: a matrix of $128 \times 128$, with the same diagonal. A diagonal matrix is its own
# transpose, so here you can't even tell the layouts apart. That is pleasant, and dangerous: exercise 4 can tell them.
