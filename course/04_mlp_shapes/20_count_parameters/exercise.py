# %% [markdown] sheet="001.T3"
# ## 2 · How many numbers is that? `count_parameters`
#
# *Easy · 12 minutes*
#
# "A model with seven billion parameters": that is the sum of the sizes of all its weights and biases. For a network of
# linear layers you can count them on a napkin.
#
# A layer from $D$ numbers to $H$ is $\underbrace{X}_{(N, D)}\;\underbrace{W}_{(D, H)}\, + \;\underbrace{b}_{(H,)}$. Each output has a
# weight for each input, and one bias of its own. ReLU and softmax have nothing to learn.
#
# **On the napkin first.** A network takes 30 numbers. Then come a layer of 1024 units, one of 512, and one that gives a single
# number. How many parameters does it have, biases included? Write a whole number.
#
# **Predict:** which of the three layers has by far the most?
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# Three layers: three matrices, and three arrays of biases. The input itself is no layer.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# From 4 numbers over 3 units to 2: weights 4·3 + 3·2 = 18, biases 3 + 2 = 5, together 23.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the answer</summary>
# <blockquote>
# 30·1024 weights and 1024 biases; then 1024·… and …; then 512·1 and 1. Let Python do the sum: the answer may be an expression.
# </blockquote></details>

# %% role="answer"
napkin_count = ...  # a whole number, or an expression
### BEGIN SOLUTION
napkin_count = 30 * 1024 + 1024 + 1024 * 512 + 512 + 512 * 1 + 1
### END SOLUTION

# %% role="check" points=2
with check.several():
    scrambled = SEALED
    check.by_hand(scrambled, whole=True, napkin_count=napkin_count)


# %% role="hidden"
def count_napkin():
    """What torch counts in this very network."""
    layers = [
        torch.nn.Linear(a, b, device="meta")
        for a, b in ((30, 1024), (1024, 512), (512, 1))
    ]
    return sum(p.numel() for layer in layers for p in layer.parameters())


check.equal(
    napkin_count,
    to=count_napkin(),
    about="the number of parameters",
    name="napkin_count",
)

# %% [markdown]
# **Now for any network.** `sizes` lists the numbers between the layers, input first and output last: the network on the napkin is
# `[30, 1024, 512, 1]`, and that for digits with 32 hidden units is `[784, 32, 10]`.
#
# **Your turn.** Write `count_parameters(sizes, bias=True)`. With `bias=False` the layers have no biases. `sizes` is a
# list or an array of whole numbers, with two of them at least.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# Three sizes make two layers. Each layer sees two neighbours of the list.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# <code>list(zip([7, 5, 3], [5, 3]))</code> is [(7, 5), (5, 3)]: zip stops where the shorter list ends. And
# <code>[7, 5, 3][1:]</code> is [5, 3].
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# <code>total = 0</code>, then <code>for a, b in zip(sizes, sizes[1:]):</code> add the weights of a layer from a to b, and, if
# <code>bias</code>, its biases. At the end <code>return total</code>.
# </blockquote></details>


# %% role="answer"
def count_parameters(sizes, bias=True):
    """The number of weights, and of biases, of layers between sizes."""
    ### BEGIN SOLUTION
    total = 0
    for a, b in zip(sizes, sizes[1:]):
        total += a * b + (b if bias else 0)
    return total
    ### END SOLUTION


# %% [markdown]
# The check lets torch build the network and count.


# %% role="given"
def torch_count(sizes, bias=True):
    """The parameters that torch's own layers have."""
    network = torch.nn.Sequential()
    for i in range(len(sizes) - 1):
        ends = int(sizes[i]), int(sizes[i + 1])
        network.append(torch.nn.Linear(*ends, bias=bias, device="meta"))
    return sum(p.numel() for p in network.parameters())


# %% role="check" points=4
check.values(
    count_parameters,
    like=torch_count,
    at_each=[([4, 3, 2],), ([5, 4, 3, 2],), ([4, 3, 2], False)],
    looks_like={
        "Only the first layer is counted: "
        "does a `return` stand inside the loop?": (
            lambda expected, sizes, bias=True: torch_count(sizes[:2], bias)
        ),
        "The biases are left out: each layer has one for each of its "
        "outputs.": (
            lambda expected, sizes, bias=True: torch_count(sizes, False)
        ),
        "The biases are counted although bias is False.": (
            lambda expected, sizes, bias=True: torch_count(sizes)
        ),
        "The biases are counted by what comes into a layer: "
        "it has one for each of its outputs.": (
            lambda expected, sizes, bias=True: (
                expected + bias * (sizes[0] - sizes[-1])
            )
        ),
        "One layer too many is counted, from the last size back to the "
        "first: n sizes have n − 1 layers between them.": (
            lambda expected, sizes, bias=True: torch_count(
                [*sizes, sizes[0]], bias
            )
        ),
        "The input has no biases: only the outputs of layers have.": (
            lambda expected, sizes, bias=True: expected + bias * sizes[0]
        ),
        "The input has no biases: only the outputs of layers have. "
        "With bias=False nothing has.": (
            lambda expected, sizes, bias=True: (
                torch_count(sizes, False) + sum(sizes)
            )
        ),
        "One bias for each layer is too few: each of its outputs has one.": (
            lambda expected, sizes, bias=True: (
                torch_count(sizes, False) + bias * len(sizes[1:])
            )
        ),
    },
)


# %% role="hidden"
def neighbours(sizes):
    return np.asarray(sizes)[:-1], np.asarray(sizes)[1:]


mistakes = {
    "The biases are left out: each layer has one for each of its outputs.": (
        lambda expected, sizes, bias=True: np.sum(
            np.multiply(*neighbours(sizes))
        )
    ),
    "The input has no biases: only the outputs of layers have.": (
        lambda expected, sizes, bias=True: expected + sizes[0] * bias
    ),
    "The biases of the last layer are left out.": lambda expected, sizes, bias=True: (
        expected - sizes[-1] * bias
    ),
    "The sizes are multiplied with each other, all of them: each layer has a matrix of its own.": (
        lambda expected, sizes, bias=True: np.prod(sizes)
    ),
    "Those are the units, not what is between them.": lambda expected, sizes, bias=True: (
        np.sum(sizes)
    ),
    "The biases are counted although bias is False.": (
        lambda expected, sizes, bias=True: (
            expected + (not bias) * np.sum(sizes[1:])
        )
    ),
}
check.values(
    count_parameters,
    like=torch_count,
    about="deeper networks, and a single layer",
    at_each=[([30, 1024, 512, 1],), ([5, 7],), ([3, 11, 2, 13, 5],)],
    looks_like=mistakes,
)
check.values(
    count_parameters,
    like=torch_count,
    about="layers without biases",
    at_each=[([6, 5, 3], False), ([7, 2, 11, 3], False)],
    looks_like=mistakes,
)

# %% [markdown]
# **Run it, and see**: the network for digits, for some numbers of hidden units.

# %% role="given"
with needs(count_parameters):
    for units in (16, 32, 128, 1024):
        count = count_parameters([784, units, 10])
        print(f"H = {units:4}: {count:7} parameters")

# %% [markdown]
# **Explain.** $784 \cdot H + H + H \cdot 10 + 10 = 795\,H + 10$: twice the units, twice the parameters, nearly. And nearly all of them sit in `W1`, since a
# picture is so wide. Most parameters of a network are where two wide layers meet.
