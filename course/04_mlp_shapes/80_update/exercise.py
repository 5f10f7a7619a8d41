# %% [markdown] sheet="000.2"
# ## 8 · The step: `sgd_update`
#
# *Medium · 15 minutes*
#
# The last blank of the loop is `param += ____`. It stands in a loop over all parameters, and `+=` is no accident: the parameters are changed **where they
# are**. Up to now a good function left its arguments alone. This one is there to change one of them. A function that does so says it in its
# docstring.
#
# In a dict, two things are easily taken for each other. **Predict, then run:** which of the two lines lets `W1` see the change?

# %% role="given"
W1 = np.array([1.0, 2.0])
box = {"W1": W1}
box["W1"] += 10
print("after box['W1'] += 10:           W1 =", W1)

box["W1"] = box["W1"] + 10
print("after box['W1'] = box['W1'] + 10: W1 =", W1, "box =", box["W1"])
del W1  # so that no answer finds this one by chance

# %% [markdown]
# **Explain.** `+=` writes into the array that is there, and whoever holds it sees that. The second line makes a *new* array and puts
# that into the dict: the old one stays as it was, and so does everything that holds it. In torch the network holds its
# parameters and the optimizer holds them, too. If the optimizer put new arrays into a dict of its own, the network
# would never learn of it.
#
# **Your turn.** Write `sgd_update(params, grads, lr)`. Both dicts have the same keys, whatever these are. Each array in `params` takes
# one step of gradient descent with the rate `lr`, **in place**. `grads` stays as it is. Nothing has to be returned.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# Down is against the gradient. <code>+=</code> adds something: which sign does it have?
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# With params {"c": array([5.0, 1.0])}, grads {"c": array([10.0, −2.0])} and lr 0.1, the array in params holds [4.0, 1.2] afterwards. And
# <code>for name in params:</code> goes through the keys.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# <code>for name in params:</code> and below it one line: <code>params[name] += ...</code>, or the same with <code>-=</code>.
# </blockquote></details>


# %% role="answer"
def sgd_update(params, grads, lr):
    """Move each array in params one step against its gradient, in place."""
    ### BEGIN SOLUTION
    for name in params:
        params[name] -= lr * grads[name]
    ### END SOLUTION


# %% role="given"
def torch_sgd(params, grads, lr):
    """What torch's optimizer makes of the parameters."""
    tensors = {name: params[name].requires_grad_() for name in params}
    for name in tensors:
        tensors[name].grad = grads[name].double()
    torch.optim.SGD(tensors.values(), lr=lr).step()
    return {name: tensors[name].detach() for name in tensors}


def some_params(seed, D, H, K):
    """A dict of parameters, or of gradients: the shapes are the same."""
    _, *arrays = small_network(seed, 1, D, H, K)
    return dict(zip(["W1", "b1", "W2", "b2"], arrays))


# %% role="check" points=6
check.in_place(
    sgd_update,
    like=torch_sgd,
    at_each=[
        (some_params(0, 2, 3, 5), some_params(1, 2, 3, 5), 0.25),
        (
            {"c": np.array([5.0, 1.0])},
            {"c": np.array([10.0, -2.0])},
            0.1,
        ),
    ],
)

# %% role="hidden"
check.in_place(
    sgd_update,
    like=torch_sgd,
    about="other parameters, gradients and rates",
    at_each=[
        (some_params(2, 3, 5, 2), some_params(3, 3, 5, 2), 0.03),
        (some_params(4, 1, 2, 3), some_params(5, 1, 2, 3), 2.0),
    ],
)
check.in_place(
    sgd_update,
    like=torch_sgd,
    about="other keys, and more layers or fewer",
    at_each=[
        (
            {"w": np.array([[1.5, -2.0]])},
            {"w": np.array([[0.5, 4.0]])},
            0.1,
        ),
        (
            {f"W{i}": np.full((i, 2), 0.5 * i) for i in range(1, 6)},
            {f"W{i}": np.full((i, 2), i - 2.5) for i in range(1, 6)},
            0.3,
        ),
    ],
)
check.in_place(
    sgd_update,
    like=torch_sgd,
    about="gradients of whole numbers",
    at=({"c": np.array([0.5, 1.5])}, {"c": np.array([3, -2])}, 0.25),
)

# %% [markdown]
# **Run it, and see.** Everything that you have written, together. Sixty noisy pictures of ten patterns come in. **Predict** before
# you run it: will *one* step lower the loss? And with a network that has learned nothing yet, what is the loss about, if it gave every digit 1/10?

# %% role="given"
generator = np.random.default_rng(0)
patterns = generator.normal(size=(10, 784))
digits = generator.integers(0, 10, size=60)
pictures = patterns[digits] + generator.normal(size=(60, 784))

with needs(init_params, forward, cross_entropy_loss, backward, sgd_update):
    mine = init_params(0, 784, 32, 10)
    losses = []
    while len(losses) < 21:
        chances = forward(pictures, **mine)[3]
        losses.append(cross_entropy_loss(chances, digits))
        slopes = backward(pictures, digits, **mine)
        sgd_update(mine, slopes, 0.05)
    print(f"loss at the start {losses[0]:.3f}")
    print(f"after one step    {losses[1]:.3f}")
    print(f"after 20 steps    {losses[20]:.3f}")

# %% role="figure"
from nablabook.plots import progress

with needs(init_params, forward, cross_entropy_loss, backward, sgd_update):
    show(
        progress.over_steps({"rate 0.05": losses}, "loss"),
        alt="The loss over 20 steps of gradient descent. It begins at "
        f"{losses[0]:.2f}, is {losses[1]:.2f} after the first step, and "
        f"{losses[-1]:.2f} after the last.",
    )

# %% [markdown]
# **Explain.** One step against the gradient lowers the loss, if it is small enough; twenty of them teach the network its sixty pictures by
# heart. A network that gave each digit 1/10 would have a loss of $\log 10 \approx 2.303$. Ours begins even higher: it isn't undecided, it decides at random.
#
# ### A line that is missing in the loop
#
# Your `backward` returns new gradients each time. torch's **adds** them to what is in `.grad` already. **Predict, then run:** the slope of $w^2$ at $w = 3$, asked
# for three times, with `w.grad = None` before the third.

# %% role="given"
w = torch.tensor(3.0, requires_grad=True)
for attempt in (1, 2, 3):
    if attempt == 3:
        w.grad = None
    (w**2).backward()
    print("w.grad =", float(w.grad))

# %% [markdown]
# **Explain.** The second answer is the sum of two. The loop at the top of this notebook never clears the gradients, so its second step would walk by the sum of two
# slopes, its hundredth by the sum of a hundred. In torch a loop needs four lines after `loss.backward()`:
# `with torch.no_grad():`, in it a `for` over the parameters, and in that `param += -lr * param.grad` and `param.grad = None`.
