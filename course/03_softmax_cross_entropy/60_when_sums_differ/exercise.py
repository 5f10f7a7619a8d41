# %% [markdown] sheet="001.T4"
# ## 6 · A cat and a dog: `gradient_for_any_target`
#
# *Medium · 20 minutes*
#
# The next photo shows a cat *and* a dog. Somebody writes both into the target, $y = (1, 1, 0)$, and trains on. Such a
# target is called **multi-hot**. torch takes it without a word, and why shouldn't it? The loss
#
# $$L = -\sum_{j=1}^{K} y_j \log P_j$$
#
# is a number for any $y$. But is its gradient still $P - y$? That would be 0 only where $P = (1, 1, 0)$, and no softmax says
# that: its probabilities add up to 1, never to 2. Will the network simply never be done? Or is $P - y$ not the gradient
# here? Look through the lines of your proof once more, for what they ask of $y$. (If yours claims that $y$ is one-hot, ask
# what a proof could do with less: which sum of $y_j$ would it need, and what must that be?)
#
# **Predict first.** For which of these targets is $P - y$ the gradient?
#
# | name | such as | |
# |:--|:--|:--|
# | `for_one_hot` | $(1, 0, 0)$ | it is a cat |
# | `for_smoothed` | $(0.9, 0.05, 0.05)$ | it is a cat, but let us not be certain |
# | `for_multi_hot` | $(1, 1, 0)$ | there is a cat, and there is a dog |
#
# Write `"yes"` or `"no"`, with the quotes.

# %% role="answer"
for_one_hot = ...
for_smoothed = ...
for_multi_hot = ...
### BEGIN SOLUTION
for_one_hot = "yes"
for_smoothed = "yes"
for_multi_hot = "no"
### END SOLUTION

# %% role="check" points=2
check.choice(
    ["yes", "no"],
    for_one_hot=for_one_hot,
    for_smoothed=for_smoothed,
    for_multi_hot=for_multi_hot,
)

# %% role="hidden"
check.choice(
    ["yes", "no"],
    right={
        "for_one_hot": "yes",
        "for_smoothed": "yes",
        "for_multi_hot": "no",
    },
    says={
        ("yes", "yes", "yes"): (
            "Something in the proof was used for one-hot and smoothed "
            "targets that a multi-hot one doesn't have: what do its "
            "entries add up to?"
        ),
        ("yes", "no", "no"): (
            "A smoothed target has no 0 and no 1 in it, but the proof "
            "didn't ask for those."
        ),
        ("yes", "no", "yes"): (
            "Zeros and ones are not what the proof asked for: look at the "
            "sum of the entries."
        ),
        ("no", "no", "no"): (
            "Exercise 5 held P − y against torch, and it was right there."
        ),
    },
    about="for which targets P − y is right",
    for_one_hot=for_one_hot,
    for_smoothed=for_smoothed,
    for_multi_hot=for_multi_hot,
)

# %% [markdown]
# **Your turn.** Write `gradient_for_any_target(h, y)` for one sample: the gradient of the loss above by the logits, for
# a target whose entries may add up to anything. Both have shape `(K,)`, and so has the result.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# Go back to the line of the proof where the sum of y appears, and stop there, before you put 1 in its place. (No such
# line in a proof for one-hot targets? Begin again at −Σ<sub>j</sub> y<sub>j</sub>(δ<sub>ij</sub> − P<sub>i</sub>), and split the sum.)
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# Two classes with P = (0.75, 0.25), and y = (0, 3). Then L = −3·log P₂: three times the loss of y = (0, 1), so its gradient
# is three times (0.75, −0.75), which is (2.25, −2.25). Now with y itself: which multiple of P, with (0, 3) taken off, is that?
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# Each y_j pulls on its own class and pushes on all by P. Together they push <code>y.sum()</code> times as hard. So one of
# the two terms of P − y gets this factor. Which one? Try the small case of hint 2.
# </blockquote></details>


# %% role="answer"
def gradient_for_any_target(h, y):
    """The gradient of -sum(y log P) by h, for any y of shape (K,)."""
    ### BEGIN SOLUTION
    return scipy.special.softmax(h) * np.sum(y) - y
    ### END SOLUTION


# %% role="check" points=4
check.gradient(
    gradient_for_any_target,
    of=torch_loss,
    at=([1.0, -0.5, 0.25, 2.0, 0.0], [1.0, 0.0, 1.0, 0.0, 1.0]),
    looks_like={
        "It is P − y, which is right where y adds up to 1.": (
            lambda expected, h, y: scipy.special.softmax(h) - y
        ),
        "y was scaled so that it adds up to 1. That is the gradient of "
        "another loss.": lambda expected, h, y: (
            scipy.special.softmax(h) - y / y.sum()
        ),
        "P is divided by the sum of y, where it is multiplied by it.": (
            lambda expected, h, y: scipy.special.softmax(h) / y.sum() - y
        ),
        "The sum of y belongs to one term alone, not to both.": (
            lambda expected, h, y: y.sum() * (scipy.special.softmax(h) - y)
        ),
        "The sum of y stands at the wrong one of the two terms.": (
            lambda expected, h, y: scipy.special.softmax(h) - y.sum() * y
        ),
        "P is counted once for each class. Which line of the proof says so?": (
            lambda expected, h, y: len(h) * scipy.special.softmax(h) - y
        ),
        "It is the sigmoid of h, minus y: that belongs to another loss, "
        "binary cross-entropy.": lambda expected, h, y: (
            scipy.special.expit(h) - y
        ),
    },
)

# %% role="hidden"
mistakes = {
    "y was scaled so that it adds up to 1. That is the gradient of another loss.": (
        lambda expected, h, y: scipy.special.softmax(h) - y / y.sum()
    ),
    "P is divided by the sum of y, where it is multiplied by it.": (
        lambda expected, h, y: scipy.special.softmax(h) / y.sum() - y
    ),
    "The sum of y belongs to one term alone, not to both.": (
        lambda expected, h, y: y.sum() * (scipy.special.softmax(h) - y)
    ),
    "The sum of y stands at the wrong one of the two terms.": (
        lambda expected, h, y: scipy.special.softmax(h) - y.sum() * y
    ),
    "P is counted once for each class. It counts as often as y adds up to.": (
        lambda expected, h, y: len(h) * scipy.special.softmax(h) - y
    ),
    "The entries of y that are not 0 are counted, where their sum is meant.": (
        lambda expected, h, y: (
            np.count_nonzero(y) * scipy.special.softmax(h) - y
        )
    ),
}
check.gradient(
    gradient_for_any_target,
    of=torch_loss,
    about="targets that add up to other numbers",
    at_each=[
        ([1.5, 0.0, -2.0], [1.0, 1.0, 0.0]),
        (
            [0.5, 1.0, -1.0, 0.0, 2.0, -0.5, 0.25],
            [0.5, 2.0, 0.0, 1.25, 0.0, 0.75, 3.0],
        ),
        ([-1.0, 0.5], [0.2, 0.1]),
    ],
    looks_like=mistakes,
)
check.gradient(
    gradient_for_any_target,
    of=torch_loss,
    about="targets that add up to 1",
    at_each=[
        ([2.0, -1.0, 0.5], [0.0, 1.0, 0.0]),
        ([0.5, 0.0, 1.0, -3.0, 0.25], [0.1, 0.6, 0.1, 0.1, 0.1]),
    ],
)
check.gradient(
    gradient_for_any_target,
    of=torch_loss,
    about="a target of zeros",
    at=([1.0, 0.0, -2.0], [0.0, 0.0, 0.0]),
)
check.gradient(
    gradient_for_any_target,
    of=torch_loss,
    about="very large logits",
    at=([1000.0, -1000.0, 998.0, 0.0, 0.5], [0.0, 1.0, 0.0, 1.0, 0.0]),
)
check.gradient(
    gradient_for_any_target,
    of=torch_loss,
    about="whole numbers as input",
    at_each=[
        ([0.5, -1.0, 2.0], [0.0, 1.0, 1.0]),
        (np.array([2, 0, 1]), np.array([1, 0, 1])),
    ],
)

# %% [markdown]
# **Run it, and see.** Three targets for our photo, $h = (2, 1, 0)$: your function, $P - y$, and torch's own cross-entropy.
# The first check has only noted your words; this tells. You may change them afterwards.

# %% role="given"
photo_h = np.array([2.0, 1.0, 0.0])
three = {
    "one-hot": np.array([1.0, 0.0, 0.0]),
    "smoothed": np.array([0.9, 0.05, 0.05]),
    "multi-hot": np.array([1.0, 1.0, 0.0]),
}
with needs(gradient_for_any_target, softmax_cross_entropy_gradient):
    for kind, y in three.items():
        leaf = torch.tensor(photo_h, requires_grad=True)
        loss = torch.nn.functional.cross_entropy(leaf, torch.tensor(y))
        loss.backward()
        yours = np.round(gradient_for_any_target(photo_h, y), 9)
        P_y = np.round(softmax_cross_entropy_gradient(photo_h, y), 9)
        rows = {
            "  yours  ": yours,
            "  P - y  ": P_y,
            "  torch  ": leaf.grad.numpy(),
        }
        print(f"{kind}, y = {y}")
        for label, row in rows.items():
            entries = "  ".join(f"{entry:6.3f}" for entry in row)
            total = np.round(np.sum(row), 9) + 0.0
            print(f"{label} {entries}   added up: {total:.3f}")

# %% [markdown]
# **Explain.** There is a test that needs no torch. Add the same number to all logits: softmax doesn't notice, so $P$
# stays, and so does the loss. Hence the slopes of the logits must cancel: a true gradient adds up to 0. But the entries of
# $P - y$ add up to $1 - \sum_j y_j$. For $(1, 1, 0)$ that is $-1$, and something is wrong.
#
# What becomes of the cat and the dog, then? Descent with the true gradient makes $P$ creep towards
# $y / \sum_j y_j = (0.5, 0.5, 0)$. *Cat or dog*, that says, not *cat and dog*; and the loss stays above
# $2 \log 2 \approx 1.386$ for ever. A softmax shares out one certainty. Where several things may be true at once, one
# uses no softmax: each class gets a **sigmoid**, a probability of its own, and the loss is binary cross-entropy,
# in torch `BCEWithLogitsLoss`. Notebook 05 tells more.
