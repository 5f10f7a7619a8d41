# %% [markdown] sheet="001.T4"
# ## 3 · Who moves when one score moves? `softmax_jacobian`
#
# *Medium · 35 minutes, with pencil and paper*
#
# Turn up the cat's score a little, and leave the others as they are. What becomes of the probability of cat? Of dog? Of
# owl? There are $K$ scores to turn and $K$ probabilities to watch. All $K \cdot K$ derivatives stand in one table, the
# **Jacobian**:
#
# $$\underbrace{J}_{(K, K)} \qquad\text{with}\qquad J_{ij} = \frac{\partial P_i}{\partial h_j}$$
#
# Row $i$ says which probability is watched, column $j$ which score is turned.
#
# **Predict first.**
#
# - Which entries are positive, and which negative?
# - One score is turned up: that is a **column**. The three probabilities change. What do their changes add up to?
# - All scores are turned up together, by the same: then $P_i$ changes at a rate that is the sum of **row** $i$. Think of
#   the end of exercise 1. What is this sum?
#
# Then run the next two cells. They show the Jacobian of our photo, as torch finds it, and its sums.

# %% role="given"
import scipy.special  # scipy.special.softmax(h) is a softmax to build on

cat_jacobian = torch.autograd.functional.jacobian(
    torch_softmax, torch.tensor([2.0, 1.0, 0.0], dtype=torch.float64)
).numpy()
print("sums of the columns:", cat_jacobian.sum(axis=0).round(6) + 0.0)
print("sums of the rows:   ", cat_jacobian.sum(axis=1).round(6) + 0.0)

# %% role="figure"
from nablabook.plots.heatmap import signed

show(
    signed(
        cat_jacobian,
        ["P of cat", "P of dog", "P of owl"],
        ["h of cat", "h of dog", "h of owl"],
        ("which is watched", "which score is turned up"),
    ),
    alt="A table of three rows and three columns. On the diagonal stand "
    "positive numbers: 0.223, 0.185 and 0.082. All others are negative: "
    "−0.163 for cat and dog, −0.060 for cat and owl, −0.022 for dog and "
    "owl, the same on both sides of the diagonal.",
)

# %% [markdown]
# **Explain.** A class that gets a higher score wins probability, and every other class pays for it. The probabilities add
# up to 1 before and after, so the changes in a column add up to 0. And turning up all scores together changes nothing:
# each row adds up to 0, too.
#
# **Now on paper.** Call the sum $S = \sum_k e^{h_k}$, so that $P_i = e^{h_i} / S$. Differentiate by $h_j$ with the quotient rule,
#
# $$\left(\frac{u}{v}\right)' = \frac{u'\,v - u\,v'}{v^2}$$
#
# once for $j = i$, where $h_j$ stands above the line and below it, and once for $j \ne i$, where it stands below only.
# Both results can be written with the $P$'s alone; no $e$ and no $S$ needs to be left.
#
# **Your turn.** Write `softmax_jacobian(h)` for one sample `h` of shape `(K,)`. It returns the array of shape `(K, K)`. For
# the probabilities take your `softmax`, or scipy's, `scipy.special.softmax(h)`, which you may use from here on wherever
# nothing else is said.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# By h_j, only one term of S changes, whatever i is. What is the derivative of S by h_j, then? And that of the numerator,
# in each of the two cases? At the end, e^(h_i)/S is P_i again.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# Plain shares of two numbers, s₁ = a₁/(a₁ + a₂). By a₁, above and below: (1·(a₁ + a₂) − a₁·1)/(a₁ + a₂)² = a₂/(a₁ + a₂)².
# By a₂, below only: (0·(a₁ + a₂) − a₁·1)/(a₁ + a₂)² = −a₁/(a₁ + a₂)². For a = (1, 3) these are 3/16 and −1/16.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# <code>np.outer(a, b)</code> is the matrix with a[i]·b[j] in row i and column j, and <code>np.diag(a)</code> has a on its
# diagonal and 0 elsewhere. Let the case j ≠ i fill the whole matrix. What has to be added on the diagonal to make it right
# there, too?
# </blockquote></details>


# %% role="answer"
def softmax_jacobian(h):
    """J[i, j], the derivative of P_i by h_j: an array (K, K)."""
    ### BEGIN SOLUTION
    P = scipy.special.softmax(h)
    return np.diag(P) - np.outer(P, P)
    ### END SOLUTION


# %% role="check" points=6
one_a_class = (
    "P * P has one number a class, and numpy puts it into every row. Each "
    "pair of i and j has a product of its own."
)


def pairs_missed(expected, h):
    P = np.exp(h) / np.exp(h).sum()
    return np.diag(P) - P * P


check.jacobian(
    softmax_jacobian,
    of=torch_softmax,
    at=[0.5, -1.0, 2.0, 0.0, 1.5],
    looks_like={one_a_class: pairs_missed},
)


# %% role="hidden"
def probabilities(h):
    parts = np.exp(h - h.max())
    return parts / parts.sum()


mistakes = {
    one_a_class: pairs_missed,
    "P_i P_j stands everywhere: its sign is wrong, and i = j is a case of its own.": (
        lambda expected, h: np.outer(probabilities(h), probabilities(h))
    ),
    "The logits stand where the probabilities belong.": (
        lambda expected, h: np.diag(h) - np.outer(h, h)
    ),
    "It is the derivative of log P: a factor P_i is missing.": (
        lambda expected, h: np.eye(len(h)) - probabilities(h)
    ),
    "The sum S is taken for a constant: it changes with every score.": (
        lambda expected, h: np.diag(probabilities(h))
    ),
}
check.jacobian(
    softmax_jacobian,
    of=torch_softmax,
    about="other scores, and other numbers of classes",
    at_each=[
        np.array([1.0, -0.5, 0.75]),
        np.array([0.3, -2.0, 1.0, 0.0, 2.5, -1.0, 0.6]),
        np.array([-1.5, 0.25]),
    ],
    looks_like=mistakes,
)
check.jacobian(
    softmax_jacobian,
    of=torch_softmax,
    about="very large and very small scores",
    at_each=[
        np.array([1000.0, 999.0, -1000.0]),
        np.array([-1000.0, -1001.0, -1000.5, -998.0, -1003.0]),
        np.array([0.0, 1000.0]),
    ],
)
check.jacobian(
    softmax_jacobian,
    of=torch_softmax,
    about="whole numbers, and single precision",
    at_each=[
        np.array([2, 0, -1]),
        np.array([0.5, 1.5, -0.5, 2.0], dtype=np.float32),
    ],
    looks_like=mistakes,
)
check.jacobian(
    softmax_jacobian,
    of=torch_softmax,
    about="the derivative itself, not a difference quotient",
    at=np.array([1e7 + 2, 1e7 + 1, 1e7]),
)

# %% [markdown]
# **Look at the picture again**, with your two cases in mind. An owl that nobody takes seriously has a small $P$, and so its
# row and its column are small: a class that is certain, or out of the question, hardly feels the scores. A score of
# 1000 against 0 gives a Jacobian of zeros. Where there are only zeros, no gradient gets through; what saves the
# training of such a network is the logarithm of the loss. Exercises 4 and 5 show how.
