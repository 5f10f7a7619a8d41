# %% [markdown] sheet="000.2"
# ## 5 · Down the network: `forward`
#
# *Easy · 20 minutes*
#
# You know what comes in, what goes out, and every shape between. So this is a matter of four lines:
#
# $$\underbrace{\text{linear\_out\_1}}_{(N, H)} = \underbrace{X}_{(N, D)}\;\;\underbrace{W_1}_{(D, H)} + \;\underbrace{b_1}_{(H,)}$$
#
# $$\underbrace{\text{activations\_1}}_{(N, H)} = \operatorname{ReLU}(\text{linear\_out\_1})$$
#
# $$\underbrace{\text{logits}}_{(N, K)} = \underbrace{\text{activations\_1}}_{(N, H)}\;\underbrace{W_2}_{(H, K)} +
# \;\underbrace{b_2}_{(K,)}$$
#
# $$\underbrace{\text{probs}}_{(N, K)} = \operatorname{softmax}(\text{logits})\ \text{of each row}$$
#
# Why keep all four, if only `probs` is wanted? The way back, in exercise 7, needs what happened on the way down.
#
# **Predict, then run.** scipy's `softmax` takes an `axis`: the one along which the numbers add up to 1 afterwards. Which of the
# three lines below gives each **sample** its own probabilities?

# %% role="given"
two_samples = np.array([[2.0, 1.0, 0.0], [0.0, 0.0, 0.0]])
print("axis=0:", softmax(two_samples, axis=0).round(2).tolist())
print("axis=1:", softmax(two_samples, axis=1).round(2).tolist())
print("none:  ", softmax(two_samples).round(2).tolist())

# %% [markdown]
# **Explain.** Rows are samples, so in each row the entries have to add up to 1. In one of the three, columns do; in another the whole table does.
# All three have the same shape and hold numbers between 0 and 1: nothing would warn you.
#
# **Your turn.** Write `forward(x_batch, W1, b1, W2, b2)`. It returns the four arrays, in the order above:
# `return linear_out_1, activations_1, logits, probs`.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# ReLU takes the larger of each entry and 0. numpy's <code>max</code> finds the largest of all entries; which function compares entry by entry?
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# <code>np.maximum(np.array([-2.0, 3.0]), 1)</code> is [1, 3]. And
# <code>np.ones((5, 4)) @ np.ones((4, 3)) + np.zeros(3)</code> has shape (5, 3).
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# <code>linear_out_1 = x_batch @ W1 + b1</code>, then <code>activations_1 = np.maximum(..., 0)</code>, then the second
# layer as the first, then <code>probs = softmax(..., axis=...)</code>.
# </blockquote></details>


# %% role="answer"
def forward(x_batch, W1, b1, W2, b2):
    """linear_out_1, activations_1, logits and probs of a batch."""
    ### BEGIN SOLUTION
    linear_out_1 = x_batch @ W1 + b1
    activations_1 = np.maximum(linear_out_1, 0)
    logits = activations_1 @ W2 + b2
    probs = softmax(logits, axis=1)
    return linear_out_1, activations_1, logits, probs
    ### END SOLUTION


# %% [markdown]
# The check builds a small network of torch's own layers: $N = 5$ samples of $D = 2$ numbers, $H = 7$ hidden units, $K = 3$ classes.


# %% role="given"
def torch_forward(x_batch, W1, b1, W2, b2):
    """The four stages, by torch's functions."""
    linear = torch.nn.functional.linear
    first = linear(x_batch.double(), W1.double().T, b1.double())
    hidden = torch.relu(first)
    logits = linear(hidden, W2.double().T, b2.double())
    return first, hidden, logits, torch.softmax(logits, dim=1)


def small_network(seed, N, D, H, K):
    """A batch of N samples, W1, b1, W2 and b2: few decimals to look at."""
    rng = np.random.default_rng(seed)
    sizes = [(N, D), (D, H), H, (H, K), K]
    arrays = [rng.normal(size=size).round(1) for size in sizes]
    arrays[2] += 0.005  # so that no hidden unit is nearly 0 by chance
    return tuple(arrays)


stages_of_forward = ["linear_out_1", "activations_1", "logits", "probs"]

# %% role="check" points=10
check.values(
    forward,
    like=torch_forward,
    at=small_network(0, N=5, D=2, H=7, K=3),
    parts=stages_of_forward,
)


# %% role="hidden"
def stages(*args):
    return [
        stage.numpy()
        for stage in torch_forward(*(torch.as_tensor(arg) for arg in args))
    ]


mistakes = {
    "There is a ReLU too many: logits are scores, and may be negative.": (
        lambda expected, *args: np.maximum(stages(*args)[2], 0)
    ),
    "exp overflows: exp(710) is inf already, and inf/inf is NaN. scipy's softmax takes care of that.": (
        lambda expected, *args: (
            np.exp(stages(*args)[2])
            / np.exp(stages(*args)[2]).sum(axis=1, keepdims=True)
        )
    ),
    "The biases b1 are left out.": lambda expected, x_batch, W1, b1, W2, b2: (
        x_batch @ W1
    ),
    "The biases b2 are left out.": lambda expected, *args: (
        stages(*args)[1] @ args[3]
    ),
}
zero_row = list(small_network(3, 3, 2, 5, 7))
zero_row[0][1], zero_row[2][:3] = 0, 0
large = list(small_network(4, 5, 3, 2, 7))
large[0][2] *= 3000
single = list(small_network(5, 7, 5, 3, 2))
single[0] = single[0].astype(np.float32)
for behaviour, network_and_batch in {
    "another network": small_network(1, 11, 3, 5, 2),
    "a single sample": small_network(2, 1, 3, 7, 5),
    "entries that are exactly 0": tuple(zero_row),
    "pixels in float32": tuple(single),
    "logits in the thousands": tuple(large),
}.items():
    check.values(
        forward,
        like=torch_forward,
        about=behaviour,
        at=network_and_batch,
        parts=stages_of_forward,
        looks_like=mistakes,
    )
whole = np.random.default_rng(6).integers(0, 9, size=(3, 5))
check.values(
    forward,
    like=torch_forward,
    about="pixels that are whole numbers",
    at=(whole, *small_network(6, 3, 5, 2, 7)[1:]),
    parts=stages_of_forward,
    looks_like=mistakes,
)
