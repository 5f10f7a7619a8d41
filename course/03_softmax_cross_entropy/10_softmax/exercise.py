# %% [markdown]
# ## 1 · Scores become probabilities: `softmax`
#
# *Medium · 20 minutes*
#
# The network looks at the photo and gives a score to each class: cat 2, dog 1, owl 0. We want probabilities: numbers
# between 0 and 1 that add up to 1. Just divide by the sum? That breaks at once, since scores may be negative. For scores
# of 2, 1 and −1 the sum is 2, and the third "probability" would be −0.5.
#
# So first make every score positive, and keep their order. The function $e^x$ does both. Then divide by the sum. That is
# **softmax**:
#
# $$P_i = \frac{e^{h_i}}{\sum_{k=1}^{K} e^{h_k}} \qquad\qquad
# \underbrace{P}_{(K,)} = \operatorname{softmax}(\underbrace{h}_{(K,)})$$
#
# Only differences count in it: $P_1 / P_2 = e^{h_1 - h_2}$. A class that leads by 1 is $e \approx 2.72$ times as
# probable, whether the scores are 2 and 1, or 12 and 11.

# %% role="figure"
from nablabook.plots.bars import bars

cat_scores = np.array([2.0, 1.0, 0.0])
cat_parts = np.exp(cat_scores)
show(
    bars(
        {
            "the scores $h$": cat_scores,
            "made positive: $e^h$": cat_parts,
            "their shares: $P$": cat_parts / cat_parts.sum(),
        },
        ["cat", "dog", "owl"],
    ),
    alt="Three bar charts for cat, dog and owl. The scores are 2, 1 and 0. "
    "Their exponentials are 7.39, 2.72 and 1. The shares of those, the "
    "probabilities, are 0.665, 0.245 and 0.09.",
)

# %% [markdown]
# **Predict, then run.** Now a network that shouts: its scores are 1000, 999 and 998. The differences are those of 2, 1
# and 0. What should the probabilities be? And what will the computer say? For scale: $e^{10}$ is about 22,000.

# %% role="given"
shouted = np.array([1000.0, 999.0, 998.0])
with np.errstate(all="ignore"):  # numpy would warn here
    print("exp:   ", np.exp(shouted))
    print("shares:", np.exp(shouted) / np.exp(shouted).sum())

# %% [markdown]
# **Explain.** They should be 0.665, 0.245 and 0.090 once more. But float64 ends near $1.8 \cdot 10^{308}$, and $e^{710}$
# is larger: numpy makes it `inf`. And `inf / inf` is `nan`, *not a number*.
#
# The way out: take the same number $c$ off every score. Since $e^{h_i - c} = e^{h_i}\, e^{-c}$, the factor $e^{-c}$ stands
# in the numerator and in each term of the sum, and cancels:
#
# $$\frac{e^{h_i - c}}{\sum_k e^{h_k - c}} = \frac{e^{h_i}}{\sum_k e^{h_k}}$$
#
# Choose $c = \max_k h_k$. Then the largest exponent is 0, nothing overflows, and the sum is at least 1. A function that
# keeps its head at such numbers is called **stable**.
#
# **Two words of numpy** for a batch, one row a sample, shape $(N, K)$. `h.sum(axis=-1)` adds along the *last* axis: one
# number a row, shape $(N,)$. But numpy lines up shapes from the right, so it would set those $N$ numbers against the
# $K$ *columns*. `h.sum(axis=-1, keepdims=True)` keeps them a column of shape $(N, 1)$, which goes with every entry of
# its row. `h.max` takes the same two.
#
# **Your turn.** Write `softmax(h)`, for one sample of shape `(K,)` and for a batch of shape `(N, K)`, each row by itself,
# in a new array of `h`'s shape. It has to work for scores of ±1000 too. numpy only: scipy has a softmax, and torch checks yours.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# Three steps: take off the largest score, exp, divide by the sum. Which of them look along a row, and which entry by
# entry? With axis=−1 the same lines serve one sample and a batch.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# Plain shares, without exp: for <code>a = np.array([[1, 3], [2, 8]])</code>, <code>a.sum(axis=-1, keepdims=True)</code>
# is [[4], [10]], and <code>a</code> divided by it is [[0.25, 0.75], [0.2, 0.8]].
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# <code>e = np.exp(h - ...)</code>, with the largest of each row in place of the dots, then <code>return e / ...</code>,
# with the sum of each row. Both want <code>axis=-1, keepdims=True</code>.
# </blockquote></details>


# %% role="answer"
def softmax(h):
    """Probabilities of h's shape, along its last axis; stable."""
    ### BEGIN SOLUTION
    e = np.exp(h - h.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
    ### END SOLUTION


# %% role="given"
def torch_softmax(h):
    """torch's own softmax, along the last axis."""
    return torch.softmax(h.double(), dim=-1)


# %% role="check" points=6
check.values(
    softmax,
    like=torch_softmax,
    at_each=[
        [0.5, -1.5, 3.0],
        [
            [1.0, 2.0, 0.0, -1.0, 0.5],
            [3.0, 1.0, 1.0, 0.0, -2.0],
            [-0.5, 0.25, 1.5, 2.0, 4.0],
        ],
        [1000.0, 998.0, 999.0],
        [[1000.0, 0.0, 998.0], [2.0, 0.0, 1.0]],
    ],
    without=("scipy",),
)


# %% role="hidden"
def shares(parts):
    return parts / parts.sum(axis=-1, keepdims=True)


def largest(h):
    return h.max(axis=-1, keepdims=True)


mistakes = {
    "The scores are divided by the largest one, and their differences change: subtract it.": (
        lambda expected, h: shares(np.exp(h / largest(h)))
    ),
    "The largest score is taken off above the line, but not below it.": (
        lambda expected, h: (
            np.exp(h - largest(h)) / np.exp(h).sum(axis=-1, keepdims=True)
        )
    ),
    "The scores are divided by their sum, without exp.": (
        lambda expected, h: shares(h)
    ),
    "The division by the sum is missing.": (
        lambda expected, h: np.exp(h - largest(h))
    ),
    "It is the softmax of −h: the largest score gets the smallest probability.": (
        lambda expected, h: shares(
            np.exp(h.min(axis=-1, keepdims=True) - h)
        )
    ),
    "Large scores are cut off, so that different ones become equal: subtract the largest instead.": (
        lambda expected, h: shares(np.exp(np.clip(h, -700, 700)))
    ),
}
check.values(
    softmax,
    like=torch_softmax,
    about="other scores and sizes",
    at_each=[
        np.array(
            [
                [0.7, -2.0, 1.3],
                [4.0, 3.5, -1.0],
                [-0.2, -0.1, -0.4],
                [6.0, 0.0, 2.5],
                [-3.0, 5.0, 1.0],
            ]
        ),
        np.array([[2.0, 0.5, -1.0], [1.0, 3.0, 0.2], [-2.0, 1.5, 0.9]]),
        np.array([[1.5, -0.5, 2.0, 0.0, 3.0, -4.0, 0.25]]),
        np.array([[2.0], [-1.0], [0.5]]),
        np.array([-1.0, 0.4]),
    ],
    without=("scipy",),
    looks_like=mistakes,
)
check.values(
    softmax,
    like=torch_softmax,
    about="very large and very small scores, side by side",
    at_each=[
        np.array(
            [
                [1000.0, 999.0, 998.0, 0.0, -1000.0],
                [-1000.0, -999.0, -1001.0, -1000.5, -998.0],
                [0.5, -0.25, 0.0, 1.0, 2.0],
            ]
        ),
        np.array([[-1000.0, -1001.0, -1003.0]]),
        np.array([-1000.0, 1000.0]),
    ],
    without=("scipy",),
    looks_like=mistakes,
)
check.values(
    softmax,
    like=torch_softmax,
    about="whole numbers, and single precision",
    at_each=[
        np.array([[3, -1], [0, 5], [2, 2]]),
        np.array([[0.5, -1.0, 2.0, 3.0]] * 3, dtype=np.float32),
    ],
    without=("scipy",),
    looks_like=mistakes,
)

# %% [markdown]
# **Run it, and see**: the network that shouts, with *your* softmax.

# %% role="given"
with needs(softmax):
    print("it shouts:  ", np.round(softmax(shouted), 3))
    print("it whispers:", np.round(softmax(shouted - 1000), 3))

# %% [markdown]
# **Remember:** adding one number to all logits changes no probability. Softmax hears who leads, and by how much; it does
# not hear a shift of all scores. We meet this again in exercise 3.
