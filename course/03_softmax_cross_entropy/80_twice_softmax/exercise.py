# %% [markdown] sheet="000.2"
# ## 8 · One softmax too many
#
# *Medium · 25 minutes, with a short text*
#
# A friend trains a classifier. *"A network should say probabilities"*, she thinks, and ends hers with a softmax. What comes
# out, she hands to torch's `CrossEntropyLoss`. Her code runs.
#
# But torch's cross-entropy wants **logits**: it takes the softmax itself. So now there are two, one on top of the
# other, and what torch takes for logits are her probabilities:
#
# $$\underbrace{h}_{(K,)} \;\longrightarrow\; \underbrace{P = \operatorname{softmax}(h)}_{(K,)}
# \;\longrightarrow\; \underbrace{Q = \operatorname{softmax}(P)}_{(K,)}$$
#
# and the loss is taken of $Q$: it is $L = -\sum_j y_j \log Q_j$.
#
# **Predict first.** Is it true of her network? Write `"true"` or `"false"`, with the quotes.
#
# | name | statement |
# |:--|:--|
# | `torch_complains` | torch raises an error, since probabilities are no logits |
# | `same_class_wins` | the class with the largest $P$ has the largest $Q$ too |
# | `loss_nears_0` | where $P$ is nearly $(1, 0, 0)$, and it is a cat, the loss is nearly 0 |
# | `wrong_and_sure_learns` | where $P$ is nearly $(0, 1, 0)$, and it is a cat, the gradient by $h$ is large |

# %% role="answer"
torch_complains = ...
same_class_wins = ...
loss_nears_0 = ...
wrong_and_sure_learns = ...
### BEGIN SOLUTION
torch_complains = "false"
same_class_wins = "true"
loss_nears_0 = "false"
wrong_and_sure_learns = "false"
### END SOLUTION

# %% role="check" points=2
check.choice(
    ["true", "false"],
    torch_complains=torch_complains,
    same_class_wins=same_class_wins,
    loss_nears_0=loss_nears_0,
    wrong_and_sure_learns=wrong_and_sure_learns,
)

# %% role="hidden"
check.choice(
    ["true", "false"],
    right={
        "torch_complains": "false",
        "same_class_wins": "true",
        "loss_nears_0": "false",
        "wrong_and_sure_learns": "false",
    },
    says={
        ("true", "true", "false", "false"): (
            "Any numbers can be logits, and those between 0 and 1 can be "
            "too: torch can't know."
        ),
        ("false", "false", "false", "false"): (
            "A softmax keeps the order: the larger number gets the larger "
            "share."
        ),
        ("false", "true", "true", "false"): (
            "A loss near 0 needs a Q near 1, and for that logits that lie "
            "far apart. How far apart can two probabilities lie?"
        ),
        ("false", "true", "false", "true"): (
            "By the chain rule the Jacobian of the first softmax comes in "
            "as a factor: what is left of it where P is nearly one-hot?"
        ),
        ("false", "true", "true", "true"): (
            "That would be so with one softmax. What does the second one "
            "make of (1, 0, 0)?"
        ),
    },
    about="what a second softmax does",
    torch_complains=torch_complains,
    same_class_wins=same_class_wins,
    loss_nears_0=loss_nears_0,
    wrong_and_sure_learns=wrong_and_sure_learns,
)

# %% [markdown]
# ### How small can her loss get?
#
# Say the network can't do any better: it is a cat, and $P = (1, 0, 0)$ to the last digit. With one softmax the loss would
# be $-\log 1 = 0$. Now $P$ goes through another softmax.
#
# **Your turn.** Compute her loss for this best of all $P$, with pencil and calculator or with numpy, to three decimals:
# for $K = 3$ classes, and for $K = 10$, where $P$ has a single 1 and nine zeros.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# Take (1, 0, 0) for logits, as torch does. What is the softmax of it? Remember that e to the power of 0 is 1.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# For K = 2: the softmax of (1, 0) is (e, 1) / (e + 1), about (0.731, 0.269). It is the first class, so the loss is
# −log 0.731, about 0.313.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the answer</summary>
# <blockquote>
# The true class has e, each of the others 1: the second softmax gives the true class e / (e + K − 1). In numpy e is
# <code>np.e</code>, and the loss is <code>-np.log(...)</code> of that.
# </blockquote></details>

# %% role="answer"
best_loss_3 = ...  # K = 3
best_loss_10 = ...  # K = 10
### BEGIN SOLUTION
best_loss_3 = 0.551
best_loss_10 = 1.461
### END SOLUTION

# %% role="check" points=2
with check.several():
    scrambled = SEALED
    check.by_hand(
        scrambled, best_loss_3=best_loss_3, best_loss_10=best_loss_10
    )

# %% [markdown]
# **Run it, and measure.** Logits $h = (s, -s, 0)$, and it is a cat. To the left the network is sure that it is a dog, and
# wrong; to the right it is sure that it is a cat. torch finds both gradients by $h$:


# %% role="given"
def torch_once(h):
    """The loss as it should be, for a cat: torch gets the logits."""
    cat = torch.zeros(len(h), dtype=torch.int64)
    return torch.nn.functional.cross_entropy(h, cat, reduction="sum")


def torch_twice(h):
    """The loss as she wrote it: torch gets probabilities."""
    return torch_once(torch.softmax(h, dim=-1))


def measured(loss, h):
    """The loss of some photos, one row each, and its gradient by h."""
    leaf = torch.tensor(np.array(h, dtype=float), requires_grad=True)
    total = loss(leaf)
    total.backward()
    return total.item(), leaf.grad.numpy()


for h in ([[10, 0, 0]], [[0, 10, 0]]):
    for name, loss in (("once", torch_once), ("twice", torch_twice)):
        length = np.linalg.norm(measured(loss, h)[1])
        print(f"h = {h[0]}, {name:5}: gradient of length {length:.5f}")

# %% role="figure"
from nablabook.plots.style import COLOURS, look, new_figure

s = np.linspace(-8, 8, 161)
path_h = np.stack([s, -s, 0 * s], axis=1)
with look():
    figure = new_figure(9, 3.4)
    left, right = figure.subplots(1, 2)
    for loss, colour, line, words in (
        (torch_once, COLOURS[0], "-", "one softmax"),
        (torch_twice, COLOURS[1], "--", "two"),
    ):
        found = [measured(loss, [h]) for h in path_h]
        losses = [value for value, _ in found]
        lengths = [np.linalg.norm(slope) for _, slope in found]
        left.plot(s, losses, line, color=colour, label=words)
        right.plot(s, lengths, line, color=colour, label=words)
    left.set(title="the loss", ylim=(-0.1, 4.1))
    right.set(title="the length of its gradient by h")
    for ax in (left, right):
        ax.set_xlabel("sure it is a dog  ←  s  →  sure it is a cat")
    left.legend()

show(
    figure,
    alt="Two plots over s, from sure of a dog at −8 to sure of a cat at 8. "
    "The loss with one softmax falls from far above 4 to 0; with two it "
    "falls by about 1 in all, and stays well above 0. The length of the "
    "gradient with one softmax is about 1.4 where the network is sure and "
    "wrong, and falls to 0 where it is right; with two it is a bump around "
    "s = 0, and nearly 0 at both ends.",
)

# %% [markdown]
# **Explain.** Probabilities lie between 0 and 1, so as logits they are at most 1 apart. From such logits no softmax makes a
# clear choice. The loss is squeezed into a band of width 1: its lower end is the number that you have computed, and its
# upper end, where $P$ is certain of a wrong class, exactly 1 more. There is no 0.
#
# And the gradient by $h$ isn't $P - y$ any more. It is $J\,(Q - y)$, where $J$ is the Jacobian of the first softmax, and $J$
# vanishes wherever $P$ is nearly one-hot, **also where it is wrong**. At $h = (0, 10, 0)$ the gradient is about
# 14 000 times shorter than with one softmax. How long does it take to change such a mind? Steps of descent on the logits,
# with rate 1, until the cat has the largest:

# %% role="given"
for name, loss in (("once", torch_once), ("twice", torch_twice)):
    h, steps = np.array([[0.0, 10.0, 0.0]]), 0
    while h.argmax() != 0:
        h = h - measured(loss, h)[1]
        steps += 1
    print(f"{name}: {steps} steps")

# %% [markdown] sheet="000.2"
# ### In your own words
#
# Nothing crashes, and the most probable class often is even the right one. **What would you notice** in training, say with ten
# classes, and **how would you find out** what is wrong? Three or four sentences.
#
# *A person reads it and gives 2 points, one each: for something that can be seen in training, with the reason for it; and
# for a test that tells this mistake from other reasons for slow learning.*

# %% [markdown] role="essay" points=2
# ### BEGIN SOLUTION
# The loss starts near log 10 = 2.303, as it should, but it comes to rest above 1.461, even on the training photos and even
# where every guess is right, since probabilities as logits lie at most 1 apart. And photos on which the network is sure and
# wrong hardly change, since the first softmax lets no gradient through there. To find out I would give my loss, softmax and
# all, the best logits there are, 100 for the true class and 0 for the others: it should say 0, and it says 1.461. Then I
# would look at what my network returns: if each row adds up to 1, these are probabilities, and torch's documentation asks
# for logits. Or I would compare the gradient by the logits with (P − Y) / N.
# ### END SOLUTION
