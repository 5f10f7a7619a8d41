# %% [markdown] sheet="001.T4 002.6c"
# ## 5 · What you said, minus what was true: `softmax_cross_entropy_gradient`
#
# *Easy · 25 minutes*
#
# A softmax by itself is a chore to differentiate, and so is a cross-entropy. One after the other they cancel to nearly
# nothing. That was your proof, and now it becomes code:
#
# $$\underbrace{\nabla_h L}_{(K,)} = \underbrace{P}_{(K,)} - \underbrace{y}_{(K,)}$$
#
# Read it as a remark on each class. A positive entry: *you said too much here.* A negative one: *too little.*
#
# The target need not be a 1 among zeros. Some people never ask a network to be certain: in place of $(1, 0, 0)$ they aim
# at $(0.9, 0.05, 0.05)$. Such a target is called **smoothed**. It adds up to 1 as well.
#
# **Predict first.** Our photo has the logits $h = (2, 1, 0)$, so $P \approx (0.665, 0.245, 0.090)$, and it is a cat. Which
# entries of the gradient are negative? What do the three add up to, and would a smoothed target change that?

# %% role="given"
import scipy.special


def torch_loss(h, y):
    """The loss of one sample, for torch: one number."""
    return -(y * torch.log_softmax(h, dim=-1)).sum()


# %% [markdown]
# **Your turn.** Write `softmax_cross_entropy_gradient(h, y)` for **one** sample: logits `h` and target `y` of shape
# `(K,)`, and the result a new array of that shape. Leave `h` and `y` as they are. For the softmax take yours from
# exercise 1, or scipy's, `scipy.special.softmax(h)`.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# The formula above is all there is. Which of its letters comes in, and which one do you have to make first?
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# Two classes, h = (log 3, 0): then e to the power of h is (3, 1), so P = (0.75, 0.25). If the second class is the true
# one, y = (0, 1), the gradient is (0.75, −0.75).
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# <code>P = scipy.special.softmax(h)</code>, and then <code>return ...</code> with a plain minus between two arrays. A minus
# makes a new array; <code>y -= ...</code> would write into the caller's.
# </blockquote></details>


# %% role="answer"
def softmax_cross_entropy_gradient(h, y):
    """The gradient of one sample's loss by its logits h, shape (K,)."""
    ### BEGIN SOLUTION
    return scipy.special.softmax(h) - y
    ### END SOLUTION


# %% role="check" points=4
looks_like = {
    "It is the softmax alone: the target is not taken off.": (
        lambda expected, h, y: scipy.special.softmax(h)
    ),
    "No softmax was taken: it is h itself, minus the target.": (
        lambda expected, h, y: h - y
    ),
    "The log of P stands where P itself is meant.": (
        lambda expected, h, y: scipy.special.log_softmax(h) - y
    ),
    "It is the derivative by P. Asked is the one by h: the softmax lies "
    "between them.": lambda expected, h, y: -y / scipy.special.softmax(h),
    "It is divided by K: the loss adds up over the classes, it takes no "
    "mean over them.": lambda expected, h, y: expected / len(h),
}
check.gradient(
    softmax_cross_entropy_gradient,
    of=torch_loss,
    at=([0.5, -1.0, 2.0, 0.0, 1.5], [0.0, 0.0, 0.0, 1.0, 0.0]),
    looks_like=looks_like,
)

# %% role="hidden"
smoothed = [0.02, 0.02, 0.88, 0.02, 0.02, 0.02, 0.02]
check.gradient(
    softmax_cross_entropy_gradient,
    of=torch_loss,
    about="targets that are not one-hot",
    at_each=[
        ([1.5, 0.0, -0.25, 3.0, -2.0, 0.5, 1.0], smoothed),
        ([-1.0, 2.5, 0.25], [0.7, 0.05, 0.25]),
        ([0.5, -0.75], [0.5, 0.5]),
    ],
    looks_like=looks_like
    | {
        "The 1 is taken off at one class alone. A smoothed target takes off "
        "something everywhere.": lambda expected, h, y: (
            scipy.special.softmax(h) - (np.arange(len(h)) == np.argmax(y))
        ),
    },
)
check.gradient(
    softmax_cross_entropy_gradient,
    of=torch_loss,
    about="very large logits",
    at_each=[
        ([1000.0, 0.0, -1000.0, 999.0, 3.0], [0.0, 0.0, 1.0, 0.0, 0.0]),
        ([-1000.0, -1001.0, -1002.0], [0.0, 1.0, 0.0]),
    ],
)
check.gradient(
    softmax_cross_entropy_gradient,
    of=torch_loss,
    about="whole numbers as input",
    at_each=[
        ([0.5, -1.0, 2.0], [0.0, 1.0, 0.0]),
        (np.array([3, 0, -1, 2, 1]), np.array([0, 1, 0, 0, 0])),
        (np.array([2, 1, 0]), np.array([0.9, 0.05, 0.05])),
    ],
)
check.gradient(
    softmax_cross_entropy_gradient,
    of=torch_loss,
    about="single precision as input",
    at=(
        np.array([0.5, -1.0, 0.25], dtype=np.float32),
        np.array([0.0, 0.0, 1.0], dtype=np.float32),
    ),
)

# %% [markdown]
# **Run it, and see.** All triples of probabilities fit into a triangle. A corner is certainty, the middle is *no idea*.
# The thin lines join points of the same loss, the diamond is the target $y$, and the arrow is what a step of descent asks
# for: $-(P - y)$, computed by your function. The dots are $P$ after each of 40 steps on the logits, with rate 0.5.

# %% role="figure"
from nablabook.plots import simplex

with needs(softmax_cross_entropy_gradient):
    photo = {
        "it is a cat": simplex.Step(
            [2, 1, 0], [1, 0, 0], softmax_cross_entropy_gradient
        ),
        "if it were an owl, smoothed": simplex.Step(
            [2, 1, 0], [0.05, 0.05, 0.9], softmax_cross_entropy_gradient
        ),
    }
    show(
        simplex.triangles(photo),
        alt=" ".join(
            f"{title}: {simplex.words(step)}"
            for title, step in photo.items()
        ),
    )

# %% [markdown]
# **Explain.** The arrow starts at $P$ and ends at $y$: of course, for $P - (P - y) = y$. The farther off the network is, the
# longer the arrow. Its three numbers add up to $1 - 1 = 0$ for every target that adds up to 1: what one class is pushed up,
# the others are pushed down.
#
# But $P$ itself does not walk along the arrow. The step is taken on the **logits**, and between them and $P$ lies the
# softmax. So the line of dots bends, as is best seen on the right. It comes to rest where $P = y$, if any logits give that.
# For a smoothed target some do. For a corner none do, nor for a point on an edge, since a softmax never gives an exact 0 or
# 1, and so the logits of a one-hot target drift apart for ever, ever more slowly.
#
# Move the logits and the target yourself. Where is the arrow longest, and where are the dots closest together?

# %% role="figure"
from nablabook.plots.explore import chooser, slider, sliders

targets = {
    "cat": (1, 0, 0),
    "dog": (0, 1, 0),
    "owl": (0, 0, 1),
    "cat, smoothed": (0.9, 0.05, 0.05),
    "cat or dog, who knows": (0.5, 0.5, 0),
}


def draw_step(h_cat, h_dog, h_owl, y):
    """The triangle with your gradient at these logits, and its words."""
    step = simplex.Step(
        [h_cat, h_dog, h_owl], y, softmax_cross_entropy_gradient
    )
    return simplex.triangles({"": step}), simplex.words(step)


with needs(softmax_cross_entropy_gradient):
    box = sliders(
        draw_step,
        {
            "h_cat": slider(-6, 6, 0.5, 2.0, "logit of cat"),
            "h_dog": slider(-6, 6, 0.5, 1.0, "logit of dog"),
            "h_owl": slider(-6, 6, 0.5, 0.0, "logit of owl"),
            "y": chooser(targets, "the target"),
        },
    )
    display(box)

# %% [markdown] sheet="002.6c"
# ### A whole batch: `softmax_cross_entropy_gradient_batch`
#
# A network looks at $N$ photos at once. Each row of `h` and of `Y` is one of them, and the loss of the batch is the **mean**
# of the losses $L_n$ of its samples:
#
# $$L = \frac{1}{N} \sum_{n=1}^{N} L_n
# \qquad\qquad \underbrace{h}_{(N, K)}, \quad \underbrace{Y}_{(N, K)}, \quad \underbrace{\nabla_h L}_{(N, K)}$$
#
# **Think first.** In how many of the $N$ losses does row 3 of the logits occur? And by what is that one multiplied?


# %% role="given"
def torch_mean_loss(h, Y):
    """The loss of a batch, for torch: the mean over its rows."""
    return -(Y * torch.log_softmax(h, dim=-1)).sum(dim=-1).mean()


# %% [markdown]
# **Your turn.** Write `softmax_cross_entropy_gradient_batch(h, Y)`. The result has the shape of `h`.
#
# A trap on the way: `scipy.special.softmax(h)` takes *all* entries of a matrix for one sample. To take each row by itself,
# write `scipy.special.softmax(h, axis=-1)`.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# Row n of the logits occurs in the loss of sample n and nowhere else. So row n of the gradient is the gradient of that one
# loss, times the factor that it has in the mean.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# A batch of two whose own gradients are (0.75, −0.75) and (−0.5, 0.5): the gradient of the batch is
# [[0.375, −0.375], [−0.25, 0.25]].
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# The same line as before with <code>axis=-1</code> in the softmax, all of it in parentheses, divided by the number of
# rows. For an array that is <code>len(h)</code>, or <code>h.shape[0]</code>.
# </blockquote></details>


# %% role="answer"
def softmax_cross_entropy_gradient_batch(h, Y):
    """The gradient of the mean loss by the logits h, shape (N, K)."""
    ### BEGIN SOLUTION
    return (scipy.special.softmax(h, axis=-1) - Y) / len(h)
    ### END SOLUTION


# %% role="check" points=4
rng = np.random.default_rng(3)
five_photos = np.round(rng.normal(0, 2, (5, 7)), 1)
check.gradient(
    softmax_cross_entropy_gradient_batch,
    of=torch_mean_loss,
    at=(five_photos, np.eye(7)[[0, 3, 1, 6, 3]]),
    looks_like={
        "Y alone is divided by N: / comes before −, so the difference "
        "needs parentheses.": lambda expected, h, Y: (
            len(h) * expected + (1 - 1 / len(h)) * Y
        ),
    },
)

# %% role="hidden"
smoothed_rows = (
    np.full((7, 3), 0.05) + 0.85 * np.eye(3)[[0, 2, 1, 1, 0, 2, 2]]
)
check.gradient(
    softmax_cross_entropy_gradient_batch,
    of=torch_mean_loss,
    about="targets that are not one-hot, batches of other sizes",
    at_each=[
        (rng.normal(0, 2, (7, 3)), smoothed_rows),
        (
            rng.normal(0, 1, (3, 2)),
            np.array([[0.5, 0.5], [0.1, 0.9], [0, 1]]),
        ),
    ],
    looks_like={
        "The 1 is taken off at one class alone. A smoothed target takes off "
        "something everywhere.": lambda expected, h, Y: (
            (
                scipy.special.softmax(h, axis=-1)
                - (np.arange(h.shape[1]) == np.argmax(Y, axis=-1)[:, None])
            )
            / len(h)
        ),
    },
)
check.gradient(
    softmax_cross_entropy_gradient_batch,
    of=torch_mean_loss,
    about="a batch of one",
    at_each=[
        (five_photos, np.eye(7)[[2, 5, 0, 0, 4]]),
        ([[0.5, 2.0, -1.0, 0.0, 1.0]], [[0.0, 0.0, 1.0, 0.0, 0.0]]),
    ],
)
check.gradient(
    softmax_cross_entropy_gradient_batch,
    of=torch_mean_loss,
    about="very large logits",
    at=(
        [[1000.0, 0.0, -1000.0], [3.0, 1.0, 2.0], [-1000.0, -999.0, 0.5]],
        np.eye(3)[[1, 0, 2]],
    ),
)
check.gradient(
    softmax_cross_entropy_gradient_batch,
    of=torch_mean_loss,
    about="whole numbers as input",
    at_each=[
        (rng.normal(0, 1, (5, 3)), np.eye(3)[[1, 1, 0, 2, 0]]),
        (
            np.array([[3, 0, -1], [1, 2, 0]]),
            np.array([[0, 1, 0], [1, 0, 0]]),
        ),
    ],
)

# %% [markdown]
# **Explain**, once it has passed. Each photo has a row of its own, so nothing is summed here: the rows stand below each
# other, each divided by $N$. Every backward pass through a classifier starts with this array, and the chain rule
# takes it from there, layer by layer, to the first bias. So be sure *by what* it is a gradient: by the **logits**. The
# derivative by $P$ would be another one, $-y_i / P_i$ for class $i$, and the softmax's own would still have to come.
