# %% [markdown]
# ## 7 · Straight from the scores: `log_softmax`
#
# *Hard · 30 minutes*
#
# In exercise 2 a probability of 0 for the true class cost $\infty$. But look at softmax: $e^{h_i}$ is positive, whatever
# $h_i$ is. So on paper no probability is ever 0, and no loss infinite. Who put the zeros in?
#
# **Predict, then run.** The scores are 1000 and 0. On paper the second class gets about $e^{-1000}$, and the log of that
# is −1000, quite an ordinary number. What does the computer say, with scipy's stable softmax?

# %% role="given"
far_apart = scipy.special.softmax(np.array([1000.0, 0.0]))
with np.errstate(all="ignore"):
    print("softmax:       ", far_apart)
    print("log of softmax:", np.log(far_apart))

# %% [markdown]
# **Explain.** Floats end at both sides: $e^{-746}$ is smaller than the smallest of them, so it becomes 0, and $\log 0$ is
# $-\infty$. Subtracting the maximum was right, and can't help here: the number got lost in between, on the way through exp
# and back through log.
#
# So don't go there and back. Take the logarithm on paper,
#
# $$\log P_i = \log \frac{e^{h_i}}{\sum_k e^{h_k}} = \;?$$
#
# The log of a quotient is a difference of two logs. In one of them, log and exp cancel. In the other they don't, since
# there is a sum between them; there, the trick of exercise 1 keeps exp from overflowing.
#
# **Your turn, first part.** Write `log_softmax(h)`, along the last axis as in exercise 1: `h` is `(K,)` or `(N, K)`, and
# so is the result. Scores of ±1000 give the numbers that they give on paper. numpy only: neither scipy nor torch.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# Adding one number to all scores changes no probability, so no log of one either. Take the largest of each row off first;
# then do on paper, with what is left, what the formula asks for.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# The same with powers of 10 and scores (300, 299): P₁ = 10³⁰⁰/(10³⁰⁰ + 10²⁹⁹). Take off 300: P₁ = 10⁰/(10⁰ + 10⁻¹) and
# P₂ = 10⁻¹/(10⁰ + 10⁻¹). Then log₁₀ P₁ = 0 − log₁₀(1.1) ≈ −0.041, and log₁₀ P₂ = −1 − log₁₀(1.1) ≈ −1.041.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# <code>shifted = h - ...</code> as in <code>softmax</code>, then <code>return shifted - np.log(...)</code>, with the sum
# over the last axis of something in place of the dots. Where is <code>keepdims=True</code> wanted?
# </blockquote></details>


# %% role="answer"
def log_softmax(h):
    """The logarithms of softmax(h), of h's shape; stable."""
    ### BEGIN SOLUTION
    shifted = h - h.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    ### END SOLUTION


# %% role="given"
def torch_log_softmax(h):
    """torch's own, along the last axis."""
    return torch.log_softmax(h.double(), dim=-1)


# %% role="check" points=4
check.values(
    log_softmax,
    like=torch_log_softmax,
    at_each=[
        [0.5, -1.5, 3.0],
        [
            [1.0, 2.0, 0.0, -1.0, 0.5],
            [3.0, 1.0, 1.0, 0.0, -2.0],
            [-0.5, 0.25, 1.5, 2.0, 4.0],
        ],
        [1000.0, 0.0, 998.0],
        [[1000.0, 0.0, 998.0], [2.0, 0.0, 1.0]],
    ],
    without=("scipy",),
    looks_like={
        "The largest score is taken off inside of the sum alone: it has to "
        "be taken off, or put back, outside too.": lambda expected, h: (
            expected + h.max(axis=-1, keepdims=True)
        ),
        "The logarithm is missing: these are the probabilities.": (
            lambda expected, h: np.exp(expected)
        ),
        "The largest score is taken off outside of the sum alone: it has "
        "to be taken off inside too.": lambda expected, h: (
            expected - h.max(axis=-1, keepdims=True)
        ),
        "It is the sum of all exp(h) that is taken off, and not its "
        "logarithm.": lambda expected, h: h - np.exp(h - expected),
        "The sum is taken off, where its logarithm is meant.": (
            lambda expected, h: (
                (shifted := h - h.max(axis=-1, keepdims=True))
                - np.exp(shifted - expected)
            )
        ),
        "The sum is taken over the whole batch: each row has one of its own, "
        "along the last axis.": lambda expected, h: (
            (shifted := h - h.max(axis=-1, keepdims=True))
            - np.log(np.exp(shifted).sum())
        ),
    },
)

# %% role="hidden"
mistakes = {
    "The logarithm is missing: these are the probabilities.": (
        lambda expected, h: np.exp(expected)
    ),
    "The log of the sum is missing: only the largest score is taken off.": (
        lambda expected, h: h - h.max(axis=-1, keepdims=True)
    ),
    "The sum is taken off, where its logarithm is meant.": (
        lambda expected, h: (
            h
            - h.max(axis=-1, keepdims=True)
            - np.exp(h - h.max(axis=-1, keepdims=True)).sum(
                axis=-1, keepdims=True
            )
        )
    ),
    "The largest score is taken off inside of the sum alone: it has to be taken off, or put back, outside too.": (
        lambda expected, h: expected + h.max(axis=-1, keepdims=True)
    ),
}
check.values(
    log_softmax,
    like=torch_log_softmax,
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
        np.array([-1.0, 0.4]),
    ],
    without=("scipy",),
    looks_like=mistakes,
)
check.values(
    log_softmax,
    like=torch_log_softmax,
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
    log_softmax,
    like=torch_log_softmax,
    about="whole numbers, and single precision",
    at_each=[
        np.array([[3, -1], [0, 5], [2, 2]]),
        np.array([[0.5, -1.0, 2.0, 3.0]] * 3, dtype=np.float32),
    ],
    without=("scipy",),
    looks_like=mistakes,
)

# %% [markdown]
# **Run it, and see**: the scores are $x$ and 0, and $x$ grows. What is the log of the second probability?

# %% role="figure"
with needs(log_softmax), style.look(), np.errstate(all="ignore"):
    growing = np.linspace(0, 1500, 301)
    scores = np.stack([growing, np.zeros(301)], axis=1)
    mine = np.asarray(log_softmax(scores))[:, 1]
    there_and_back = np.log(scipy.special.softmax(scores, axis=1))[:, 1]
    reached = np.isfinite(there_and_back)
    figure = style.new_figure(6.4, 3.0)
    ax = figure.add_subplot()
    ax.plot(
        growing[reached],
        there_and_back[reached],
        linewidth=7,
        alpha=0.45,
        color=style.COLOURS[1],
        solid_capstyle="butt",
        label="log of softmax",
    )
    ax.plot(growing, mine, label="your log_softmax")
    ax.set(xlabel="score $x$ of the first class", ylabel="log $P_2$")
    ax.legend()
    show(
        figure,
        alt="Two lines fall together from about 0. The one through "
        f"softmax breaks off at {growing[reached].max():.0f}; your "
        f"log_softmax ends at {mine[-1]:.0f}, where the score is 1500.",
    )

# %% [markdown]
# ### The loss, with labels
#
# Data sets don't store one-hot rows. They store **labels**, one integer a sample: 0 for cat, 1 for dog, 2 for owl. If
# `labels[n]` is the true class of sample $n$, the cross-entropy needs just one number from each row:
#
# $$\underbrace{L}_{()} = -\frac{1}{N} \sum_{n=1}^{N} \log P_{n,\,\text{labels}_n}
# \qquad \text{with } \underbrace{h}_{(N, K)} \text{ and } \underbrace{\text{labels}}_{(N,)}$$
#
# **Predict, then run.** Take entry 2 from row 0 and entry 0 from row 1. Which of the two lines below does it? What does the
# other one do?

# %% role="given"
table = np.array([[10, 11, 12], [20, 21, 22]])
print("table[:, [2, 0]]      =", table[:, [2, 0]].tolist())
print("table[[0, 1], [2, 0]] =", table[[0, 1], [2, 0]].tolist())

# %% [markdown]
# **Explain.** `:` means *every row*, so the first line takes both columns from every row. Two lists of one length are
# read as **pairs**: row 0 with column 2, row 1 with column 0.
#
# **Your turn, second part.** Write `cross_entropy_from_logits(h, labels)`: the mean loss of a batch, one number, from the
# logits `h` of shape `(N, K)` and the integer labels of shape `(N,)`. Your `log_softmax` is what it stands on. Again
# without scipy and torch.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# Three steps: all log-probabilities, (N, K); the true one of each row, (N,); their mean, (), with a sign. The loss is
# never negative.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# <code>np.arange(3)</code> is [0, 1, 2]: the numbers of three rows. For <code>t = np.array([[5, 6], [7, 8], [9, 0]])</code>
# and <code>which = np.array([1, 1, 0])</code>, <code>t[np.arange(3), which]</code> is [6, 8, 9], one from each row.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# <code>log_P = log_softmax(h)</code>, then pick from it with <code>np.arange(len(h))</code> and <code>labels</code> in one
# pair of square brackets, and return minus the mean of what you picked.
# </blockquote></details>


# %% role="answer"
def cross_entropy_from_logits(h, labels):
    """The mean over the samples of −log P of their true class."""
    ### BEGIN SOLUTION
    return -log_softmax(h)[np.arange(len(h)), labels].mean()
    ### END SOLUTION


# %% role="given"
def torch_cross_entropy_from_logits(h, labels):
    """torch's cross-entropy: it takes logits, not probabilities."""
    return torch.nn.functional.cross_entropy(h.double(), labels.long())


batch_h = np.random.default_rng(7).normal(0, 2, size=(7, 5)).round(1)
batch_labels = np.array([0, 4, 2, 3, 1, 4, 0])
far_h = np.array([[1000.0, 0.0], [2.0, 1.0], [-998.0, 0.0]])

# %% role="check" points=4
check.values(
    cross_entropy_from_logits,
    like=torch_cross_entropy_from_logits,
    at_each=[
        (batch_h, batch_labels),
        (far_h, np.array([0, 0, 1])),  # right each time
        (far_h, np.array([1, 0, 0])),  # sure and wrong, twice
    ],
    without=("scipy",),
    looks_like={
        "It went through the probabilities: exp(−746) is 0 already, and "
        "log(0) is −inf.": lambda expected, h, labels: (
            np.inf if expected > 250 else expected
        ),
    },
)


# %% role="hidden"
def log_P(h):
    shifted = h - h.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def picked(array, labels):
    return -array[np.arange(len(array)), labels].mean()


mistakes = {
    "It went through the probabilities: exp(−746) is 0 already, and log(0) is −inf.": (
        lambda expected, h, labels: picked(np.log(np.exp(log_P(h))), labels)
    ),
    "The logarithm is missing: these are probabilities.": (
        lambda expected, h, labels: picked(np.exp(log_P(h)), labels)
    ),
    "The scores themselves are picked, and no log-probabilities.": (
        lambda expected, h, labels: picked(h, labels)
    ),
}
seven = np.array(
    [
        [0.7, -2.0, 1.3, 0.0, 2.0],
        [4.0, 3.5, -1.0, 1.0, 0.5],
        [-0.2, -0.1, -0.4, 0.3, 0.6],
        [6.0, 0.0, 2.5, -1.0, 3.0],
        [-3.0, 5.0, 1.0, 2.0, 0.4],
        [0.1, 0.2, 3.0, -2.5, 1.0],
        [1.0, 1.0, 1.0, 1.0, 1.0],
    ]
)
check.values(
    cross_entropy_from_logits,
    like=torch_cross_entropy_from_logits,
    about="other batches and labels",
    at_each=[
        (seven, np.array([4, 0, 3, 2, 1, 1, 4])),
        (seven[:3], np.array([2, 2, 0])),
        (seven[3:6, :2], np.array([1, 0, 0])),
    ],
    without=("scipy",),
    looks_like=mistakes,
)
check.values(
    cross_entropy_from_logits,
    like=torch_cross_entropy_from_logits,
    about="a batch of one",
    at_each=[(seven[:1], np.array([3])), (seven[4:5], np.array([2]))],
    without=("scipy",),
)
check.values(
    cross_entropy_from_logits,
    like=torch_cross_entropy_from_logits,
    about="a large loss is a number, not inf",
    at_each=[
        (
            np.array(
                [
                    [1000.0, 0.0, -1000.0],
                    [-1000.0, -998.0, -1001.0],
                    [0.5, 1.5, 1.0],
                ]
            ),
            np.array([2, 0, 1]),
        ),
        (np.array([[0.0, 1000.0], [1000.0, 0.0]]), np.array([0, 0])),
    ],
    without=("scipy",),
    looks_like=mistakes,
)
check.values(
    cross_entropy_from_logits,
    like=torch_cross_entropy_from_logits,
    about="whole numbers, single precision, and labels of another integer type",
    at_each=[
        (np.array([[3, -1, 0], [0, 5, 1]]), np.array([1, 1])),
        (seven.astype(np.float32), np.array([1, 1, 0, 4, 3, 2, 2])),
        (seven[:3], np.array([4, 1, 0], dtype=np.uint8)),
    ],
    without=("scipy",),
    looks_like=mistakes,
)

# %% [markdown]
# **Run it, and see.** A network is sure of the wrong class: scores 1000 and 0, and the second class is true.

# %% role="given"
with needs(cross_entropy_from_logits):
    very_wrong = np.array([[1000.0, 0.0]])
    loss = cross_entropy_from_logits(very_wrong, np.array([1]))
    print(f"the loss: {loss:.1f}")

# %% [markdown]
# **Explain.** Through the probabilities it was $\infty$; straight from the scores it is 1000, a number to learn from. That
# is why torch's `cross_entropy` takes **logits**, and does the softmax itself, inside. Whoever hands it probabilities has
# taken softmax twice; exercise 8 shows what comes of that.
