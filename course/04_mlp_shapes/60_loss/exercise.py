# %% [markdown] sheet="000.2"
# ## 6 · How wrong? `cross_entropy_loss`
#
# *Medium · 15 minutes*
#
# The network has given each picture ten probabilities. How wrong is it? We look at one of the ten only: the one that it gave
# to the digit that was there. If that is 1, nothing is wrong. The smaller it is, the larger is $-\log$ of it. The loss is the mean
# over the batch:
#
# $$\underbrace{L}_{()} = \frac1N \sum_{n=1}^{N} -\log P_{[n,\, y_n]}$$
#
# $$\underbrace{P}_{(N, K)} \text{: the probabilities},
# \quad \underbrace{y}_{(N,)} \text{: the labels, from } 0 \text{ to } K - 1$$
#
# So from each row of `probs` you want one entry, and `y_batch` says which. numpy can pick many entries at once.
#
# **Predict, then run.** `table[rows, columns]` with two arrays, and `table[:, columns]` with one. What shapes?

# %% role="given"
table = np.array([[0.1, 0.2, 0.7], [0.3, 0.4, 0.3], [0.5, 0.4, 0.1]])
columns = np.array([2, 0, 1])
print("two arrays:", table[[0, 1, 2], columns])
print("one array:")
print(table[:, columns])

# %% [markdown]
# **Explain.** Two arrays are read in pairs, (0, 2), (1, 0), (2, 1): one entry a row. With `:` in front *every* row is read
# at *every* label: a table of $(N, N)$. Its mean is a number, too. It looks quite like a loss, and it is none. The difference of a column and a flat array, $(N, 1) - (N,)$, makes the same kind of table.
#
# **Your turn.** Write `cross_entropy_loss(probs, y_batch)`. It returns one number, of shape `()`. The probability of a true
# class is never exactly 0 here, so nothing has to be added inside of the logarithm; other classes may well have 0.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# First pick, then take the logarithm, then the mean. In any other order it is something else.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# Two samples with probs [[0.5, 0.5], [0.2, 0.8]] and labels [0, 1]: the entries are 0.5 and 0.8, so the loss is
# (−log 0.5 − log 0.8)/2 = (0.693 + 0.223)/2 = 0.458.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# <code>np.arange(len(y_batch))</code> is the array 0, 1, 2, ... of all rows. With it and the labels,
# <code>probs[..., ...]</code> picks one entry a row. Then <code>-np.mean(np.log(...))</code>.
# </blockquote></details>


# %% role="answer"
def cross_entropy_loss(probs, y_batch):
    """The mean of −log of the true classes' probabilities, one number."""
    ### BEGIN SOLUTION
    picked = probs[np.arange(len(y_batch)), y_batch]
    return -np.mean(np.log(picked))
    ### END SOLUTION


# %% role="given"
def torch_loss_of_probs(probs, y_batch):
    """torch's loss for logarithms of probabilities and labels."""
    return torch.nn.functional.nll_loss(torch.log(probs), y_batch)


five_rows = softmax(small_network(0, 5, 3, 2, 7)[0] * 2, axis=1)
seven_rows = softmax(small_network(1, 7, 5, 2, 3)[0], axis=1)

# %% role="check" points=8
check.values(
    cross_entropy_loss,
    like=torch_loss_of_probs,
    at_each=[
        (five_rows, np.array([2, 0, 1, 1, 2])),
        (seven_rows, np.array([4, 0, 3, 3, 1, 2, 0])),
        (np.array([[0.0, 0.25, 0.75], [0.5, 0.5, 0.0]]), np.array([2, 0])),
    ],
)

# %% role="hidden"
mistakes = {
    "The logarithm is left out.": lambda expected, probs, y_batch: (
        -np.mean(probs[np.arange(len(y_batch)), y_batch])
    ),
    "All classes are counted: only the true one's probability is.": (
        lambda expected, probs, y_batch: (
            -np.mean(np.sum(np.log(probs), axis=1))
        )
    ),
    "All classes are counted, and the mean is taken over them too: only the true one's probability counts.": (
        lambda expected, probs, y_batch: -np.mean(np.log(probs))
    ),
}
rng = np.random.default_rng(5)
sure = np.array(
    [
        [0.0, 1.0, 0.0],
        [0.25, 0.0, 0.75],
        [0.5, 0.5, 0.0],
        [1e-6, 0.999999, 0.0],
        [0.0, 0.0, 1.0],
    ]
)
for behaviour, batches in {
    "other batches": [
        (
            softmax(rng.normal(size=(N, K)), axis=1),
            rng.integers(0, K, size=N),
        )
        for N, K in ((11, 3), (3, 7), (5, 2))
    ],
    "a single sample": [
        (softmax(rng.normal(size=(1, K)), axis=1), np.array([K - 2]))
        for K in (5, 3)
    ],
    "as many samples as classes": [
        (softmax(rng.normal(size=(4, 4)), axis=1), np.array([3, 0, 0, 2]))
    ],
    "classes with the probability 0": [
        (sure, np.array([1, 2, 0, 1, 2])),
        (sure[:3], np.array([1, 0, 1])),
    ],
}.items():
    check.values(
        cross_entropy_loss,
        like=torch_loss_of_probs,
        about=behaviour,
        at_each=batches,
        looks_like=mistakes,
    )

# %% [markdown]
# ### One softmax is enough
#
# **Predict, then run.** torch's own `cross_entropy` takes **logits**: it has the softmax built in. What if you hand it `probs`? Here are
# three times three logits of a picture that belongs to class 0: in doubt, sure and right, sure and wrong.

# %% role="given"
for scores in ([2.0, 1.0, 0.0], [20.0, 0.0, 0.0], [0.0, 20.0, 0.0]):
    h, label = torch.tensor([scores]), torch.tensor([0])
    right_loss = torch.nn.functional.cross_entropy(h, label)
    twice = torch.nn.functional.cross_entropy(h.softmax(dim=1), label)
    print(scores, f"from logits {right_loss:.3f}, from probs {twice:.3f}")

# %% [markdown]
# **Explain.** No error, only a wrong loss, squeezed between 0.551 and 1.551 for three classes: never small, and never large for a bad
# mistake either. The network would learn, slowly and badly, and nobody would tell you why. Our `cross_entropy_loss` takes `probs`; torch's
# takes what came before.
