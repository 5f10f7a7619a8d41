# %% [markdown] sheet="000.2"
# ## 4 · Where to begin: `init_params`
#
# *Easy · 20 minutes*
#
# Before the first step the parameters need values. Why not simply zeros? Try it. The next two cells are a network of
# torch's, with 4 inputs, 3 hidden units and 3 classes, and all of its parameters are zero.
#
# **Predict, then run.** Gradient descent moves a parameter only if its gradient isn't zero. Which of `W1`, `b1`, `W2` and `b2` will move
# at the first step?


# %% role="given"
def torch_loss(x_batch, y_batch, W1, b1, W2, b2):
    """The loss of the whole network, as torch computes it."""
    linear = torch.nn.functional.linear
    hidden = torch.relu(linear(x_batch.double(), W1.T, b1))
    logits = linear(hidden, W2.T, b2)
    return torch.nn.functional.cross_entropy(logits, y_batch)


six_flowers = np.random.default_rng(0).normal(size=(6, 4))
six_labels = np.array([0, 2, 1, 1, 0, 1])

# %% role="given"
zeros = {
    name: torch.zeros(size, dtype=torch.float64, requires_grad=True)
    for name, size in {"W1": (4, 3), "b1": 3, "W2": (3, 3), "b2": 3}.items()
}
torch_loss(
    torch.tensor(six_flowers), torch.tensor(six_labels), **zeros
).backward()
for name, parameter in zeros.items():
    print(f"{name}: largest slope {float(abs(parameter.grad).max()):.3f}")

# %% [markdown]
# **Explain.** Only `b2` moves. With zeros everywhere the hidden units are 0, so `W2` has nothing to weigh; and `W2` is 0, so
# nothing of the loss gets back to `W1`. It stays so at every later step. Weights have to begin **different
# from each other**, or all hidden units learn the same. So we draw them by chance.
#
# How large? A sum of $D$ products gets larger with $D$. To keep the numbers in the network at one size, weights are drawn
# with the standard deviation
#
# $$\sqrt{\frac{2}{\text{fan-in}}}, \qquad \text{fan-in} = \text{the numbers that come into the layer,}$$
#
# where the 2 makes up for the half that ReLU throws away. Biases may well begin at zero.
#
# **Your turn.** Write `init_params(seed, D, H, K)`: a dict with the keys `"W1"`, `"b1"`, `"W2"`, `"b2"` and, in these shapes,
#
# $$\underbrace{W_1}_{(D, H)}, \quad \underbrace{b_1}_{(H,)}, \quad \underbrace{W_2}_{(H, K)}, \quad \underbrace{b_2}_{(K,)}$$
#
# so that it is the same for everybody who has the same `seed`:
#
# - **one** generator, `rng = np.random.default_rng(seed)`, serves all the weights;
# - `W1` is drawn first, then `W2`, each at once with `rng.normal(0, std, size=...)`, where `std` is as above;
# - the biases are zero.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# What comes into the second layer is what the first one hands on. How many numbers are that?
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# <code>rng.normal(0, 0.5, size=(8, 5))</code> draws a matrix with standard deviation 0.5, which is √(2/8), as for weights from 8 numbers to 5. Asked again, the
# same <code>rng</code> goes on with new numbers; a new one with the same seed begins from the start.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# <code>W1 = rng.normal(0, np.sqrt(2 / D), size=(D, H))</code>, the same for <code>W2</code> with other letters, then
# <code>return {"W1": W1, "b1": np.zeros(H), ...}</code>
# </blockquote></details>


# %% role="answer"
def init_params(seed, D, H, K):
    """A dict with W1 (D, H), b1 (H,), W2 (H, K) and b2 (K,)."""
    ### BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, np.sqrt(2 / D), size=(D, H))
    W2 = rng.normal(0, np.sqrt(2 / H), size=(H, K))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(K)}
    ### END SOLUTION


# %% [markdown]
# torch draws other numbers than numpy does. So these were written down, for the seed 7 with $D = 3$, $H = 5$, $K = 4$, and for
# the seed 8 with $D = 5$, $H = 2$, $K = 3$:


# %% role="given"
def written_down(seed, D, H, K):
    """What comes out for two seeds, each with sizes of its own."""
    written = {
        (7, 3, 5, 4): (
            [
                [0.0010044160, 0.2439247099, -0.2238326216, -0.7271651913],
                [-0.3712371415, -0.8096760216, 0.0491070459, 1.0942811657],
                [-0.4018849395, -0.5066156343, 0.3999543592, 0.2913970219],
                [0.0860703739, -0.7597239772, -0.0238840130],
            ],
            [
                [0.4397483518, -0.8501559267, -0.2894216196, -1.2024388394],
                [
                    -0.8155752773,
                    -1.1648155132,
                    -0.1486846864,
                    -0.8016035387,
                ],
                [0.1715626444, 0.0991380919, -0.1182255100, -1.5917386019],
                [-0.3406993020, -0.0306746912, 0.0716628950, -0.9677428297],
                [-0.3021577024, -0.6188698041, -0.5115535866, 0.6709712033],
            ],
        ),
        (8, 5, 2, 3): (
            [
                [-1.0993761999, -0.8453671289],
                [-0.8608394675, -0.2223821998],
                [-1.4626050134, -0.1194690766],
                [-0.6054049207, 0.5651623804],
                [0.6051633287, 0.8805414190],
            ],
            [
                [0.7674701131, -0.0530297788, 0.8597939889],
                [1.5054811564, -0.6535945334, 0.6103511458],
            ],
        ),
    }
    W1, W2 = written[seed, D, H, K]
    return {
        "W1": np.concatenate(W1).reshape(D, H),
        "b1": np.zeros(H),
        "W2": np.array(W2),
        "b2": np.zeros(K),
    }


# %% role="check" points=8
check.values(
    init_params, like=written_down, at_each=[(7, 3, 5, 4), (8, 5, 2, 3)]
)


# %% role="hidden"
def drawn(seed, D, H, K):
    """numpy's own stream of normal numbers, cut in two and scaled by torch."""
    stream = torch.tensor(
        np.random.default_rng(seed).standard_normal(D * H + H * K)
    )
    first, second = torch.split(stream, [D * H, H * K])
    W1 = torch.nn.init.calculate_gain("relu") / D**0.5 * first.reshape(D, H)
    W2 = (
        torch.nn.init.calculate_gain("relu") / H**0.5 * second.reshape(H, K)
    )
    return {"W1": W1, "b1": torch.zeros(H), "W2": W2, "b2": torch.zeros(K)}


check.values(
    init_params,
    like=drawn,
    about="other seeds and sizes",
    at_each=[(0, 7, 3, 5), (11, 13, 5, 3), (2, 5, 11, 7)],
)

# %% [markdown]
# **Run it, and see.** The squares of these pixels are 1 on average. How large are the squares of the hidden units, on average? The cell prints
# that three times: with weights that are far too small, with your start, and with weights that are not scaled at all.

# %% role="given"
with needs(init_params):
    pixels = np.random.default_rng(1).normal(size=(200, 784))
    yours = init_params(1, 784, 100, 10)["W1"]
    for words, weights in {
        "a fifth of yours": yours / 5,
        "yours": yours,
        "not scaled": yours / np.sqrt(2 / 784),
    }.items():
        units = np.maximum(pixels @ weights, 0)
        print(f"{words:16} mean square {np.mean(units**2):.3g}")

# %% [markdown]
# **Explain.** Yours stays near 1. A fifth of the weights makes the squares 1/25 as large; weights that are not scaled make them
# 784/2 = 392 times as large. One more layer of 784 inputs with such weights does the same once more to what it gets, and
# so does the next one: in a deep network the numbers would fade away or explode, and the gradients with them. That is
# notebook 07's story.
