# %% [markdown] sheet="000.2"
# ## 7 · And back up: `backward`
#
# *Hard · 50 minutes, with pencil and paper*
#
# The loss is too large. Which way should each of the parameters move? In the loop at the top of this notebook one line asks torch,
# `loss.backward()`. Here you are torch.
#
# The way back goes through the same stages in reverse. At each one we hold one array: how the loss changes with the numbers
# of this stage. It has the shape of the stage.
#
# **It starts at the logits**, with what notebook 03 proved: for one sample, what you said minus what was true. The mean over the batch divides by $N$:
#
# $$\underbrace{G}_{(N, K)} = \frac{\partial L}{\partial\, \text{logits}} = \frac1N \big(\underbrace{P}_{(N, K)} - \underbrace{Y}_{(N, K)}\big)$$
#
# $$Y_{[n, k]} = 1 \text{ where } k = y_n, \text{ otherwise } 0$$
#
# **Then the output layer.** `logits` are $\text{logits}_{[n, k]} = \sum_h a_{[n, h]} W_{2[h, k]} + b_{2[k]}$, with $a$ for
# `activations_1`. The weight $W_{2[h, k]}$ has a hand in *every* row $n$, each time multiplied by $a_{[n, h]}$. The bias
# $b_{2[k]}$ has, too, multiplied by 1. So their shares add up over the batch:
#
# $$\frac{\partial L}{\partial W_{2[h, k]}} = \sum_n a_{[n, h]}\, G_{[n, k]},
# \qquad \frac{\partial L}{\partial b_{2[k]}} = \sum_n G_{[n, k]}$$
#
# **Predict first.** The gradient of $W_2$ has the shape $(H, K)$. You have $a$, $(N, H)$, and $G$, $(N, K)$. There is only one
# way to multiply the two, one of them transposed, so that this shape comes out. Which?
#
# **Your turn: the output layer.** Write `output_layer_gradients(activations_1, y_batch, W2, b2)`. It returns a dict with the keys `"W2"`
# and `"b2"`. It gets no logits: compute them first, from `activations_1`, `W2` and `b2`, then the probabilities, then $G$. The labels are whole numbers.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# Subtracting the one-hot Y changes one entry in each row of P. You have picked just these entries in exercise 6.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# With M = np.zeros((3, 2)), <code>M[np.arange(3), [1, 0, 1]] -= 5</code> takes 5 from the entries (0, 1), (1, 0), (2, 1).
# And with A of (5, 3) and B of (5, 2), <code>A.T @ B</code> has shape (3, 2): it adds up over the 5.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# <code>G = softmax(activations_1 @ W2 + b2, axis=1)</code>, then <code>G[np.arange(...), y_batch] -= 1</code>, then <code>G = G / ...</code>. The weights'
# gradient is <code>activations_1.T @ ...</code>, that of the biases <code>G.sum(axis=...)</code>.
# </blockquote></details>


# %% role="answer"
def output_layer_gradients(activations_1, y_batch, W2, b2):
    """The gradients of the loss by W2 and b2, a dict with these keys."""
    ### BEGIN SOLUTION
    G = softmax(activations_1 @ W2 + b2, axis=1)
    G[np.arange(len(y_batch)), y_batch] -= 1
    G = G / len(y_batch)
    return {"W2": activations_1.T @ G, "b2": G.sum(axis=0)}
    ### END SOLUTION


# %% role="given"
def torch_output_loss(activations_1, y_batch, W2, b2):
    """The loss as a function of what comes into the output layer."""
    logits = torch.nn.functional.linear(activations_1.double(), W2.T, b2)
    return torch.nn.functional.cross_entropy(logits, y_batch)


def labelled(seed, N, D, H, K):
    """A small network with a labelled batch: what backward gets."""
    x_batch, *params = small_network(seed, N, D, H, K)
    y_batch = np.random.default_rng(seed).integers(0, K, size=N)
    return x_batch, y_batch, *params


def with_zeros(batch):
    """The same with a picture and biases of 0: some units are exactly 0."""
    x_batch, y_batch, W1, b1, W2, b2 = batch
    x_batch[1], b1[::2] = 0, 0
    return x_batch, y_batch, W1, b1, W2, b2


def labelled_output(seed, N, H, K):
    """The same for the output layer: activations, labels, W2 and b2."""
    x_batch, y_batch, _, _, W2, b2 = labelled(seed, N, H, H, K)
    return np.maximum(x_batch, 0), y_batch, W2, b2


# %% role="check" points=8
check.gradient(
    output_layer_gradients,
    of=torch_output_loss,
    wrt=("W2", "b2"),
    at=labelled_output(0, N=5, H=7, K=3),
)


# %% role="hidden"
def probs_of(activations_1, W2, b2):
    return softmax(activations_1 @ W2 + b2, axis=1)


mistakes = {
    "b2 is left out of the logits.": lambda expected, a, y_batch, W2, b2: (
        a.T @ (softmax(a @ W2, axis=1) - np.eye(len(b2))[y_batch]) / len(a)
    ),
}
for behaviour, inputs in {
    "other batches": [
        labelled_output(1, 11, 2, 5),
        labelled_output(2, 3, 5, 7),
        labelled_output(3, 7, 3, 2),
    ],
    "a single sample": [
        labelled_output(4, 1, 5, 3),
        labelled_output(5, 1, 3, 2),
    ],
    "as many samples as classes": [labelled_output(6, 5, 3, 5)],
    "activations that are whole numbers": [
        (
            np.array([[1, 0, 2, 0], [0, 3, 0, 1], [4, 0, 0, 0]]),
            np.array([1, 0, 1]),
            *labelled_output(7, 3, 4, 2)[2:],
        )
    ],
    "logits in the thousands": [
        tuple(
            v * 3000 if i == 0 else v
            for i, v in enumerate(labelled_output(8, 5, 3, 7))
        )
    ],
}.items():
    check.gradient(
        output_layer_gradients,
        of=torch_output_loss,
        wrt=("W2", "b2"),
        about=behaviour,
        at_each=inputs,
        looks_like=mistakes,
    )

# %% [markdown]
# **On to the hidden layer.** The activation $a_{[n, h]}$ goes into all $K$ logits of its own row, with the weight
# $W_{2[h, k]}$. So what comes back to it is
#
# $$\frac{\partial L}{\partial a_{[n, h]}} = \sum_k G_{[n, k]}\, W_{2[h, k]}$$
#
# Next is the ReLU. On the way down it let a number pass as it was, or made it 0. On the way back it is a gate: what comes
# back passes where the number had passed, and is stopped where it had been made 0. (At exactly 0 it is stopped, as in
# torch.)
#
# And then you stand behind the first layer, $X W_1 + b_1$, with an array of shape $(N, H)$ in your hands. That is just where you stood with $G$ behind the
# second.
#
# **Predict first.** Does the gate look at the sign of what went *down*, or of what comes *back*? And which $W_2$ does the
# gradient go back through, if $W_2$ is about to be changed?
#
# **Your turn: the whole way.** Write `backward(x_batch, y_batch, W1, b1, W2, b2)`. It returns a dict with the keys `"W1"`, `"b1"`,
# `"W2"` and `"b2"`. It is graded on its own: call your `forward` and `output_layer_gradients` if you trust them, or write it anew. The second doesn't hand $G$ out: compute that once more.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# Write the shape below every array. The sum over k above makes (N, H) out of G, (N, K), and W2, (H, K): one product, with one
# of them transposed.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# One sample, 2 hidden units, 2 classes: linear_out_1 = [3, −1], G = [0.2, −0.2], W2 = [[1, 0], [5, 2]]. Back to the
# activations come [0.2·1 − 0.2·0, 0.2·5 − 0.2·2] = [0.2, 0.6]. The gate lets the first one pass: [0.2, 0]. That is
# the gradient of b1, and for x = [10] that of W1 is [[2, 0]].
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# Compute <code>G</code> as before. Then <code>back = (G @ W2.T) * (linear_out_1 &gt; 0)</code>: True counts as 1, False as 0. For
# W1 and b1 do with <code>x_batch</code> and <code>back</code> what you did for W2 and b2 with <code>activations_1</code> and
# <code>G</code>; there is no second 1/N.
# </blockquote></details>


# %% role="answer"
def backward(x_batch, y_batch, W1, b1, W2, b2):
    """The gradients of the loss by W1, b1, W2 and b2, in a dict."""
    ### BEGIN SOLUTION
    linear_out_1 = x_batch @ W1 + b1
    activations_1 = np.maximum(linear_out_1, 0)
    G = softmax(activations_1 @ W2 + b2, axis=1)
    G[np.arange(len(y_batch)), y_batch] -= 1
    G = G / len(y_batch)
    back = (G @ W2.T) * (linear_out_1 > 0)
    return {
        "W1": x_batch.T @ back,
        "b1": back.sum(axis=0),
        "W2": activations_1.T @ G,
        "b2": G.sum(axis=0),
    }
    ### END SOLUTION


# %% role="given"
def slope_behind_units(x_batch, y_batch, W1, b1, W2, b2):
    """The slope by weights from the hidden units to the hidden units."""
    down = torch.tensor(x_batch @ W1 + b1)
    none = torch.zeros(len(b1), len(b1), dtype=down.dtype)
    none.requires_grad_()
    rest = torch.tensor(W2), torch.tensor(b2)
    torch_loss(
        down.relu(), torch.tensor(y_batch), none, down, *rest
    ).backward()
    return none.grad


# %% role="check" points=8
check.gradient(
    backward,
    of=torch_loss,
    wrt=("W1", "b1", "W2", "b2"),
    at_each=[
        labelled(0, N=5, D=2, H=7, K=3),
        with_zeros(labelled(14, N=7, D=3, H=5, K=2)),
    ],
    looks_like={
        "The activations stand where x_batch is meant: "
        "what comes into the first layer is the batch itself.": (
            lambda expected, *batch: {"W1": slope_behind_units(*batch)}
        ),
    },
)


# %% role="hidden"
def way_back(x_batch, y_batch, W1, b1, W2, b2, through):
    """The gradient of W1 with another W2 on the way back."""
    down = x_batch @ W1 + b1
    hidden = np.maximum(down, 0)
    G = (
        softmax(hidden @ W2 + b2, axis=1) - np.eye(len(b2))[y_batch]
    ) / len(down)
    return x_batch.T @ (G @ through(W2, hidden.T @ G).T * (down > 0))


def moved(lr):
    return lambda expected, *args: way_back(
        *args, through=lambda W2, slope: W2 - lr * slope
    )


mistakes = {
    f"W2 was moved by {lr} times its gradient before anything went back through it: the W2 of the way down is meant.": (
        moved(lr)
    )
    for lr in (1, 0.1, 0.01)
}
at_the_edge = [labelled(6, 5, 3, 7, 2), labelled(11, 5, 3, 7, 2)]
for batch in at_the_edge:
    batch[0][[1, 3]] = 0
    batch[3][[0, 2, 5]] = 0
for behaviour, inputs in {
    "other networks": [
        labelled(1, 11, 3, 5, 2),
        labelled(2, 3, 7, 2, 5),
        labelled(3, 7, 5, 3, 11),
    ],
    "hidden units that are exactly 0": at_the_edge,
    "a single sample": [labelled(4, 1, 3, 5, 2), labelled(6, 1, 2, 7, 3)],
    "pixels in float32": [
        (np.float32(batch[0]), *batch[1:])
        for batch in (labelled(12, 5, 3, 7, 2), labelled(13, 3, 5, 2, 7))
    ],
    "as many hidden units as classes": [
        labelled(7, 5, 2, 3, 3),
        labelled(8, 7, 3, 5, 5),
    ],
}.items():
    check.gradient(
        backward,
        of=torch_loss,
        wrt=("W1", "b1", "W2", "b2"),
        about=behaviour,
        at_each=inputs,
        looks_like=mistakes,
    )
whole = (
    np.array([[3, 0, 7], [1, 5, 2], [0, 0, 9], [4, 4, 1]]),
    *labelled(9, 4, 3, 5, 2)[1:],
)
check.gradient(
    backward,
    of=torch_loss,
    wrt=("W1", "b1", "W2", "b2"),
    about="pixels that are whole numbers",
    at=whole,
    looks_like=mistakes,
)

# %% [markdown]
# **Run it, and see.** A gradient is a forecast: "if you turn this number up by a little, the loss changes by so much". Here
# each parameter is turned up at one place by 0.001, and forecast and loss are held against each other.

# %% role="given"
with needs(forward, cross_entropy_loss, backward):
    five, five_labels, *arrays = labelled(0, 5, 2, 7, 3)
    forecast = backward(five, five_labels, *arrays)
    before = cross_entropy_loss(forward(five, *arrays)[3], five_labels)
    for i, name in enumerate(["W1", "b1", "W2", "b2"]):
        turned = [array.copy() for array in arrays]
        place = (0,) * turned[i].ndim
        turned[i][place] += 0.001
        after = cross_entropy_loss(forward(five, *turned)[3], five_labels)
        print(
            f"{name}: forecast {0.001 * forecast[name][place]:+.7f}, "
            f"measured {after - before:+.7f}"
        )

# %% [markdown]
# **Explain.** The gate looks at what went *down*: ReLU is the line with slope 1 where its input was positive, the line with slope 0
# where it was not, and what comes back is only multiplied by that slope. And all gradients belong to **one** point, the parameters of the
# way down. So first all four gradients, then all four steps. The steps are next.
