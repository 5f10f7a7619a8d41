# %% [markdown]
# ## 3 · Multiply, don't build: `relu_vjp` and `sigmoid_vjp`
#
# *Medium · 20 minutes*
#
# Backpropagation walks through the network from its end. When it comes to a layer, it brings `grad_out` along: the slopes
# of the loss $l$ by everything that comes **out** of the layer. What it wants to take along to the layer before are
# the slopes by everything that goes **in**.
#
# The loss notices input $j$ by way of every output $i$. So the chain rule adds up over the outputs:
#
# $$\frac{\partial l}{\partial\, \text{in}_j}
# = \sum_i \frac{\partial l}{\partial\, \text{out}_i}\, \frac{\partial\, \text{out}_i}{\partial\, \text{in}_j}
# = \sum_i \texttt{grad\_out}_i \, J_{ij}$$
#
# As matrices, with the shape of each below it:
#
# $$\underbrace{\texttt{grad\_in}}_{(\text{in},)} =
# \underbrace{J^{\mathsf T}}_{(\text{in},\, \text{out})}\, \underbrace{\texttt{grad\_out}}_{(\text{out},)}$$
#
# This is called a **vector-Jacobian product**, `vjp` for short: written as a row, `grad_out` stands on the left of $J$.
#
# Now the numbers. A layer of 500 ReLUs, and a batch of 64 samples: 32 000 numbers in, 32 000 out. Its
# Jacobian has $32\,000^2$ entries of 8 bytes each. That is **8.2 gigabytes** for one layer of a small network.
#
# **Predict, then run.** How many of these entries are not 0, at most? And what does multiplying by such a matrix do to
# `grad_out`? The cell tries it for one sample, and prints the first eight of its 500 numbers.

# %% role="given"
import time

with needs(relu_jacobian):
    vjp_z = np.round(np.random.default_rng(30).normal(0, 1, 500), 2)
    vjp_grad = np.round(np.random.default_rng(31).normal(0, 1, 500), 2)
    vjp_start = time.perf_counter()
    vjp_J = relu_jacobian(vjp_z)
    vjp_built = vjp_J.T @ vjp_grad
    vjp_seconds = time.perf_counter() - vjp_start
    print(f"one sample, 500 ReLUs: {vjp_J.nbytes / 1e6:.0f} MB, ", end="")
    print(f"built and multiplied in {1000 * vjp_seconds:.1f} ms")
    print("z       ", vjp_z[:8])
    print("grad_out", vjp_grad[:8])
    print("grad_in ", vjp_built[:8] + 0.0)

# %% [markdown]
# **Your turn.** Write both without building any matrix. `grad_out` and `z` have the same shape, and it may be any: $(H,)$
# for one sample, $(N, H)$ for a batch. The result is a new array of that shape. For the sigmoid take yours from exercise 2,
# or scipy's, `scipy.special.expit(z)`.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# In the sum over i above nearly every J_ij is 0. Which single term is left?
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# The function that squares each number has the slopes 2z. At z = (3, 5) with grad_out = (10, −1) the result is
# (10·6, −1·10) = (60, −10).
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# <code>return grad_out * ...</code>, entry by entry, with what stood on the diagonal in exercises 1 and 2. A product makes
# a new array; <code>grad_out[...] = 0</code> would write into the caller's.
# </blockquote></details>


# %% role="answer"
def relu_vjp(grad_out, z):
    """The gradient of the loss by z, from that by relu(z)."""
    ### BEGIN SOLUTION
    return grad_out * (z > 0)
    ### END SOLUTION


# %% role="given"
# What comes of matrices, for the cards of both checks.
built_with_diag = {
    "`np.diag` makes a matrix of one sample's slopes, and of a batch it takes "
    "the diagonal: build no matrix, multiply entry by entry.": (
        lambda expected, grad_out, z: (
            np.diag(expected / grad_out) @ grad_out
        )
    ),
    "Of a batch `np.diag` takes the diagonal: build no matrix, multiply entry "
    "by entry.": lambda expected, grad_out, z: (
        grad_out @ np.diag(expected / grad_out)
    ),
    "`*` leaves a matrix a matrix: build no matrix, multiply the slopes by "
    "grad_out.": lambda expected, grad_out, z: (
        np.diag(expected / grad_out) * grad_out
    ),
}

# %% role="check" points=4
check.vjp(
    relu_vjp,
    of=torch.relu,
    at_each=[
        ([0.5, -2.0, 3.0, 1.5, -1.0], [-1.5, 0.5, 0.0, 2.0, -0.25]),
        (
            [[2.0, -1.0, 0.5], [3.0, 1.0, -4.0]],
            [[1.0, 2, -3], [-2, 0.5, 1]],
        ),
    ],
    looks_like=built_with_diag
    | {
        "The switch is read off grad_out. Whether it is open is z's to say.": (
            lambda expected, grad_out, z: np.maximum(grad_out, 0)
        ),
        "relu's value stands where its slope is meant.": (
            lambda expected, grad_out, z: expected * z
        ),
        "grad_out is left out: these are the slopes of relu alone.": (
            lambda expected, grad_out, z: expected / grad_out
        ),
    },
)

# %% role="hidden"
vjp_rng = np.random.default_rng(11)
vjp_batch = np.round(vjp_rng.normal(0, 2, (2, 5, 3)), 2)
vjp_batch[1, 2, 0] = 0.0
check.vjp(
    relu_vjp,
    of=torch.relu,
    about="a batch, and other sizes",
    at_each=[
        ([0.25, -1.0, 4.0], [3.0, 1.0, -2.0]),
        (vjp_batch[0], vjp_batch[1]),
        ([[2.0, -0.5]], [[-1.0, 0.5]]),
        ([-3.0], [0.5]),
    ],
    looks_like=built_with_diag
    | {
        "The switch is read off grad_out. Whether it is open is z's to say.": (
            lambda expected, grad_out, z: grad_out * (grad_out > 0)
        ),
        "Two switches in a row: one of z, one of grad_out. A negative "
        "grad_out passes too.": (
            lambda expected, grad_out, z: expected * (grad_out > 0)
        ),
        "grad_out is left out: these are the slopes of relu alone.": (
            lambda expected, grad_out, z: (z > 0).astype(float)
        ),
        "relu's value stands where its slope is meant.": (
            lambda expected, grad_out, z: grad_out * np.maximum(0, z)
        ),
    },
)
check.vjp(
    relu_vjp,
    of=torch.relu,
    about="exact zeros",
    at_each=[
        ([1.0, -2.0, 0.5], [0.0, 1.0, 0.0]),
        ([0.0, 1.0, 0.0], [-1.0, 2.0, 3.0]),
    ],
)
check.vjp(
    relu_vjp,
    of=torch.relu,
    about="whole numbers as input",
    at_each=[
        ([0.5, -1.0, 2.25], [0.5, -1.0, 3.0]),
        (np.array([3, -1, 4, 1, 5]), np.array([3, -2, 0, 1, 7])),
        (np.array([0.5, -0.25, 1.5]), np.array([3, -2, 1])),
    ],
)
check.vjp(
    relu_vjp,
    of=torch.relu,
    about="single precision as input",
    at=(
        np.array([0.5, -1.25, 3.0], dtype=np.float32),
        np.array([1.5, -0.5, 2.0], dtype=np.float32),
    ),
)


# %% role="answer"
def sigmoid_vjp(grad_out, z):
    """The gradient of the loss by z, from that by sigmoid(z)."""
    ### BEGIN SOLUTION
    s = scipy.special.expit(z)
    return grad_out * s * (1 - s)
    ### END SOLUTION


# %% role="check" points=4
check.vjp(
    sigmoid_vjp,
    of=torch.sigmoid,
    at_each=[
        ([0.5, -2.0, 3.0, 1.5, -1.0], [-1.5, 0.5, 0.0, 2.0, -0.25]),
        (
            [[2.0, -1.0, 0.5], [3.0, 1.0, -4.0]],
            [[1.0, 2, -3], [-2, 0.5, 1]],
        ),
    ],
    looks_like=built_with_diag
    | {
        "grad_out is left out: these are the slopes of sigmoid alone.": (
            lambda expected, grad_out, z: expected / grad_out
        ),
    },
)

# %% role="hidden"
hidden_expit = scipy.special.expit
vjp_rng = np.random.default_rng(13)
vjp_batch = np.round(vjp_rng.normal(0, 2, (2, 5, 3)), 2)
check.vjp(
    sigmoid_vjp,
    of=torch.sigmoid,
    about="a batch, and other sizes",
    at_each=[
        ([0.25, -1.0, 4.0], [3.0, 1.0, -2.0]),
        (vjp_batch[0], vjp_batch[1]),
        ([[2.0, -0.5]], [[-1.0, 0.5]]),
        ([-3.0], [0.5]),
    ],
    looks_like=built_with_diag
    | {
        "grad_out is left out: these are the slopes of sigmoid alone.": (
            lambda expected, grad_out, z: (
                hidden_expit(z) * (1 - hidden_expit(z))
            )
        ),
        "The sigmoid's value stands where its slope is meant.": (
            lambda expected, grad_out, z: grad_out * hidden_expit(z)
        ),
        "One factor of the slope has lost its sigmoid: z stands there by "
        "itself.": lambda expected, grad_out, z: (
            grad_out * hidden_expit(z) * (1 - z)
        ),
        "z is used as if it were σ(z) already.": (
            lambda expected, grad_out, z: grad_out * z * (1 - z)
        ),
        "The slopes are taken at grad_out, where z is meant.": (
            lambda expected, grad_out, z: (
                grad_out
                * hidden_expit(grad_out)
                * (1 - hidden_expit(grad_out))
            )
        ),
    },
)
check.vjp(
    sigmoid_vjp,
    of=torch.sigmoid,
    about="very large numbers",
    at=([1.0, -2.0, 0.5, 3.0, -1.0], [1000.0, -1000.0, 0.0, 40.0, -710.0]),
)
check.vjp(
    sigmoid_vjp,
    of=torch.sigmoid,
    about="whole numbers as input",
    at_each=[
        ([0.5, -1.0, 2.25], [0.5, -1.0, 3.0]),
        (np.array([3, -1, 4, 1, 5]), np.array([3, -2, 0, 1, 2])),
    ],
)
check.vjp(
    sigmoid_vjp,
    of=torch.sigmoid,
    about="single precision as input",
    at=(
        np.array([0.5, -1.25, 3.0], dtype=np.float32),
        np.array([1.5, -0.5, 2.0], dtype=np.float32),
    ),
)

# %% [markdown]
# **Run it, and see.** The same 500 ReLUs again, this time with your `relu_vjp`. And is it really $J^{\mathsf T}$ times
# `grad_out`, for both layers?

# %% role="given"
with needs(relu_vjp, sigmoid_vjp, relu_jacobian, sigmoid_jacobian):
    vjp_start = time.perf_counter()
    vjp_short = relu_vjp(vjp_grad, vjp_z)
    vjp_fast = time.perf_counter() - vjp_start
    print(f"built and multiplied: {1000 * vjp_seconds:8.3f} ms")
    print(f"your relu_vjp:        {1000 * vjp_fast:8.3f} ms")
    for name, jacobian_of, vjp_of in (
        ("relu   ", relu_jacobian, relu_vjp),
        ("sigmoid", sigmoid_jacobian, sigmoid_vjp),
    ):
        long_way = jacobian_of(vjp_z[:5]).T @ vjp_grad[:5]
        short_way = vjp_of(vjp_grad[:5], vjp_z[:5])
        off = np.abs(long_way - short_way).max()
        print(f"{name}: the two ways differ by {off:.1e} at most")

# %% [markdown]
# **Explain.** A diagonal matrix times a vector is the diagonal times the vector, entry by entry. So the 32 000 numbers of
# the batch above need 32 000 products and no matrix. For ReLU it is a **mask**: where the switch was open, `grad_out` goes
# through unchanged, and where it was closed, 0 comes out. The switch was set by `z` on the way forward. So the forward pass
# has to keep `z`, and `grad_out` has no say in it.
#
# This is how deep learning libraries work. Hardly any of their layers has a Jacobian; each has a
# function from `grad_out` to the gradient by what came in. In torch these are the functions behind `backward()`.
