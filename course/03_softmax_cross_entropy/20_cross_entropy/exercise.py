# %% [markdown]
# ## 2 · How wrong is that? `cross_entropy`
#
# *Medium · 20 minutes*
#
# It is a cat, and the network gave "cat" a probability of 0.665. Not bad, not perfect. A **loss** puts this into one
# number: 0 if the true class got all the probability, and larger the less it got. The most used one is
#
# $$L = -\log P_{\text{true}}$$
#
# Now write it for a whole target $y$, so that there may be some doubt in it. Cat, but who knows: $y = (0.9, 0.05, 0.05)$
# is called a **smoothed** target. Each class counts as much as $y$ says, and over a batch we take the mean:
#
# $$\underbrace{L}_{()} = -\frac{1}{N} \sum_{n=1}^{N} \sum_{i=1}^{K} Y_{ni} \log P_{ni}
# \qquad \text{with } \underbrace{P}_{(N, K)} \text{ and } \underbrace{Y}_{(N, K)}$$
#
# This is the **cross-entropy**. The shape $()$ is that of a single number. For a one-hot $y$ the inner sum has one term
# that isn't 0, and it is $-\log P_{\text{true}}$ again.
#
# **Predict first**, with the picture below. How large is the loss of a network that knows nothing, and gives each of the
# three classes 1/3? Does it matter which one is true? And how large can a loss become?

# %% role="figure"
from nablabook.plots import style

with style.look():
    figure = style.new_figure(5.6, 3.0)
    ax = figure.add_subplot()
    given_to_it = np.linspace(0.004, 1, 400)
    ax.plot(given_to_it, -np.log(given_to_it))
    ax.plot(
        0.665, -np.log(0.665), "o", color=style.COLOURS[1], markersize=9
    )
    ax.annotate(
        "our photo",
        (0.665, -np.log(0.665)),
        xytext=(4, 10),
        textcoords="offset points",
        color=style.COLOURS[1],
        fontweight="bold",
    )
    ax.set(
        xlabel="probability that the true class got",
        ylabel="loss of this sample",
        xlim=(0, 1.02),
        ylim=(0, 5.6),
    )
show(
    figure,
    alt="A curve that falls from more than 5, where the true class got "
    "almost no probability, to 0, where it got all of it. Towards 0 it "
    "rises ever more steeply. A dot marks our photo: probability 0.665, "
    "loss 0.41.",
)

# %% [markdown]
# **Predict, then run.** A network may well give some class a probability of exactly 0. If this class isn't true, its term
# is $0 \cdot \log 0$. What does numpy make of that?

# %% role="given"
with np.errstate(all="ignore"):  # numpy would warn here
    print("log(0)     =", np.log(0.0))
    print("0 * log(0) =", 0.0 * np.log(0.0))

# %% [markdown]
# **Explain.** $\log 0$ is $-\infty$, and zero times infinity is not a number to a computer. Here we know better: a class
# with $y_i = 0$ has no say in the sum, whatever its probability. So **a term with $y_i = 0$ is 0**.
#
# **Your turn.** Write `cross_entropy(P, Y)`, the mean over the batch as one number. Both arrays have shape `(N, K)`, and
# `Y` holds one-hot or smoothed targets.
#
# - Where `Y` is 0 the term is 0, also where `P` is 0.
# - Where `P` is 0 and `Y` isn't, the loss is infinite. That is what the formula says, so let it be `inf`, and never mind
#   if numpy warns.
# - Small probabilities stay what they are. Many programs cut them off at, say, $10^{-7}$; this one doesn't.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# First all terms, an array of shape (N, K). Then add up, then the mean over the samples: what is divided by, N, K or N·K?
# For the terms: which entries of P must never get into the logarithm, and what could stand there instead?
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# <code>np.where(condition, a, b)</code> takes a's entry where the condition holds, and b's elsewhere. It can put a
# harmless number in before anything goes wrong. For <code>a = np.array([2.0, 0.0, 4.0])</code>,
# <code>1 / np.where(a != 0, a, 1)</code> is [0.5, 1, 0.25], and nothing was divided by 0.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# <code>terms = Y * np.log(np.where(Y &gt; 0, P, ...))</code>, with a number in place of the dots whose logarithm is 0.
# Then their sum, divided by the number of samples <code>len(P)</code>, with a minus in front.
# </blockquote></details>


# %% role="answer"
def cross_entropy(P, Y):
    """The mean over the samples of −Σ Y log P, one number."""
    ### BEGIN SOLUTION
    with np.errstate(divide="ignore"):
        terms = Y * np.log(np.where(Y > 0, P, 1.0))
    return -terms.sum() / len(P)
    ### END SOLUTION


# %% [markdown]
# The check asks torch, on two batches with smoothed targets, on one with one-hot targets and some zeros in `P`, and on one
# with a zero where `Y` is 1. torch has a function for a product $y \log p$ that is 0 where $y$ is:


# %% role="given"
def torch_cross_entropy(P, Y):
    """One sample after the other, then their mean."""
    losses = [
        -torch.xlogy(y, p).sum() for p, y in zip(P.double(), Y.double())
    ]
    return torch.stack(losses).mean()


batch_P = np.array(
    [
        [0.7, 0.2, 0.1],
        [0.1, 0.3, 0.6],
        [0.25, 0.5, 0.25],
        [0.05, 0.9, 0.05],
        [0.4, 0.4, 0.2],
    ]
)
batch_Y = np.array([[0.9, 0.05, 0.05]] * 3 + [[0.1, 0.8, 0.1]] * 2)
two_P = np.array([[0.8, 0.2], [0.35, 0.65], [0.5, 0.5]])
two_Y = np.array([[0.9, 0.1], [0.2, 0.8], [0.9, 0.1]])
batch_P_zeros = np.array(
    [
        [0.5, 0.0, 0.3, 0.2, 0.0],
        [0.0, 1.0, 0.0, 0.0, 0.0],
        [0.1, 0.1, 0.6, 0.1, 0.1],
    ]
)
batch_Y_one_hot = np.eye(5)[[2, 1, 4]]
batch_Y_ruled_out = np.eye(5)[[2, 1, 0]]
batch_Y_ruled_out[1] = [0.1, 0.9, 0.0, 0.0, 0.0]

# %% role="check" points=6
check.values(
    cross_entropy,
    like=torch_cross_entropy,
    at_each=[
        (batch_P, batch_Y),
        (two_P, two_Y),
        (batch_P_zeros, batch_Y_one_hot),
        (batch_P_zeros, batch_Y_ruled_out),
    ],
    looks_like={
        "No entry of a smoothed Y is 1: nothing is picked there, and the "
        "mean of nothing is NaN.": lambda expected, P, Y: (
            expected if (Y == 1).any() else np.nan
        ),
    },
)

# %% role="hidden"
mistakes = {
    "Only the largest entry of each target counts: in a smoothed target all of them do.": (
        lambda expected, P, Y: (
            -np.log(P[np.arange(len(P)), Y.argmax(axis=1)]).mean()
        )
    ),
    "It is the binary cross-entropy, with 1 − Y and 1 − P beside Y and P.": (
        lambda expected, P, Y: (
            -(Y * np.log(P) + (1 - Y) * np.log(1 - P)).sum(axis=1).mean()
        )
    ),
    "It is the logarithm of a sum: the sum of logarithms is meant.": (
        lambda expected, P, Y: -np.log((Y * P).sum(axis=1)).mean()
    ),
    "Y is left out: every class counts alike.": (
        lambda expected, P, Y: -np.log(P).sum(axis=1).mean()
    ),
    "The logarithm is missing.": (
        lambda expected, P, Y: -(Y * P).sum(axis=1).mean()
    ),
    "It is a squared error, not the cross-entropy.": (
        lambda expected, P, Y: ((P - Y) ** 2).sum(axis=1).mean()
    ),
}
smoothed_P = np.array(
    [
        [0.2, 0.3, 0.5],
        [0.8, 0.15, 0.05],
        [0.3, 0.3, 0.4],
        [0.6, 0.1, 0.3],
        [0.05, 0.25, 0.7],
        [0.1, 0.85, 0.05],
        [0.45, 0.35, 0.2],
    ]
)
smoothed_Y = np.array(
    [[0.05, 0.05, 0.9]] * 3 + [[0.8, 0.1, 0.1]] * 2 + [[0.3, 0.6, 0.1]] * 2
)
check.values(
    cross_entropy,
    like=torch_cross_entropy,
    about="other targets, one-hot and smoothed, and a batch of one",
    at_each=[
        (smoothed_P, smoothed_Y),
        (smoothed_P, np.eye(3)[[0, 2, 1, 1, 2, 0, 0]]),
        (
            np.array([[0.1, 0.2, 0.3, 0.15, 0.25]]),
            np.array([[0.04, 0.84, 0.04, 0.04, 0.04]]),
        ),
    ],
    looks_like=mistakes,
)
certain = np.array(
    [[0.0, 0.0, 1.0], [0.25, 0.0, 0.75], [1.0, 0.0, 0.0], [0.5, 0.5, 0.0]]
)
check.values(
    cross_entropy,
    like=torch_cross_entropy,
    about="a probability of 0 where the target is 0 too",
    at_each=[
        (certain, np.eye(3)[[2, 0, 0, 1]]),
        (certain[1:2], np.array([[0.9, 0.0, 0.1]])),
    ],
)
check.values(
    cross_entropy,
    like=torch_cross_entropy,
    about="very small probabilities, taken as they are",
    at_each=[
        (
            np.array(
                [[1e-30, 0.5, 0.5], [0.1, 1e-12, 0.9], [1e-9, 1.0, 0.0]]
            ),
            np.eye(3)[[0, 1, 0]],
        ),
        (
            np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]]),
            np.eye(2)[[0, 1, 0]],
        ),
    ],
)
check.values(
    cross_entropy,
    like=torch_cross_entropy,
    about="a probability of 0 for what is true",
    at=(certain, np.eye(3)[[2, 1, 0, 1]]),
)
check.values(
    cross_entropy,
    like=torch_cross_entropy,
    about="targets of whole numbers, and single precision",
    at_each=[
        (smoothed_P, np.eye(3, dtype=int)[[1, 2, 0, 0, 1, 2, 0]]),
        (smoothed_P.astype(np.float32), smoothed_Y.astype(np.float32)),
    ],
    looks_like=mistakes,
)

# %% [markdown]
# **Run it, and see**: five networks look at our cat, and *your* function says how wrong each of them is.

# %% role="given"
opinions = {
    "ours": [0.665, 0.245, 0.09],
    "knows nothing": [1 / 3, 1 / 3, 1 / 3],
    "sure, and right": [1.0, 0.0, 0.0],
    "sure, and wrong": [0.001, 0.998, 0.001],
    "certain, and wrong": [0.0, 1.0, 0.0],
}
with needs(cross_entropy), np.errstate(all="ignore"):
    for network, p in opinions.items():
        loss = cross_entropy(np.array([p]), np.array([[1.0, 0.0, 0.0]]))
        print(f"{network:20} {loss + 0.0:.3f}")  # no minus before a 0

# %% [markdown]
# **Explain.** Who knows nothing pays $\log 3 \approx 1.10$, whichever class is true; with $K$ classes it is $\log K$. Keep
# this number in mind: a classifier that has just been made should start near it, or something is broken. Who is sure
# and wrong pays 6.91, and there is no upper limit: certain and wrong costs $\infty$. Being sure is cheap only when one is
# right.
