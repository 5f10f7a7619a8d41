# %% [markdown] sheet="002.4"
# ## 8 · Which rate, then? `grid_search`
#
# *Hard · 40 minutes, with a short text*
#
# For a bowl there are formulas. For a neural network nobody has any: the best learning rate, the best width (how many
# numbers a network has in between), the best number of steps are found by **trying**. Such settings are called **hyperparameters**: no gradient reaches them, since
# they are fixed before the descent begins.
#
# The plainest way to try is **grid search**. Write down some values for each setting, try every combination of them, and
# keep the one with the smallest loss. Three rates and four widths make twelve trainings.
#
# **Predict first.** Why not find the best rate first, and then, with this rate, the best width? That would be seven
# trainings at most instead of twelve.

# %% role="given"
import itertools


def loss_of_descent(setting):
    """The height on a bowl after descent from (4, 1) with this setting."""
    theta = np.array([4.0, 1.0])
    for _ in range(setting["steps"]):
        theta = theta - setting["lr"] * np.array([1.0, 4.0]) * theta
    return 0.5 * (theta[0] ** 2 + 4 * theta[1] ** 2)


grid = {"lr": [0.05, 0.2, 0.4, 0.45, 0.55], "steps": [1, 5, 20]}

# %% [markdown]
# **Your turn.** Write `grid_search(loss, grid)`.
#
# - `grid` is a dict: the name of a setting -> the list of values to try. It has any number of names: one, two, five.
# - `loss` is a function. It takes **one** dict, such as `{"lr": 0.2, "steps": 5}`, and returns a number.
# - Return two things: the best setting, as such a dict, and its loss.
# - If two settings are equally good, the one tried first wins; the values of the *last* name change fastest.
# - A training that went wrong returns `nan`, *not a number*. It never wins. (One at least goes right.)
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# <code>itertools.product</code> makes every combination of several lists. And beware of NaN: every &lt; and &gt; with it
# is False, <code>nan &lt; 3</code> and <code>3 &lt; nan</code> alike. So is every ==, even <code>nan == nan</code>;
# <code>np.isnan(value)</code> tells. <code>min</code> and <code>argmin</code> don't skip NaN.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# <code>list(itertools.product([1, 2], ["a", "b"]))</code> is [(1, 'a'), (1, 'b'), (2, 'a'), (2, 'b')], and
# <code>dict(zip(["n", "c"], (1, "a")))</code> is {'n': 1, 'c': 'a'}. If the lists stand in a list, a star hands them over
# one by one: <code>itertools.product(*[[1, 2], ["a", "b"]])</code> is the same. And a dict inside
# <code>zip</code> gives its names. Start with <code>best_loss = np.inf</code>: any number is smaller.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the code</summary>
# <blockquote>
# <code>for values in itertools.product(*grid.values()):</code> make the setting,
# <code>setting = dict(zip(grid, values))</code>, compute <code>value = loss(setting)</code>, and
# <code>if value &lt; best_loss:</code> keep both, the setting and the value. At the end return the two that you kept.
# With <code>&lt;</code> the first of two equal ones stays, and NaN never gets in.
# </blockquote></details>


# %% role="answer"
def grid_search(loss, grid):
    """The setting with the smallest loss, a dict, and this loss."""
    ### BEGIN SOLUTION
    best, best_loss = None, np.inf
    for values in itertools.product(*grid.values()):
        setting = dict(zip(grid, values))
        value = loss(setting)
        if value < best_loss:
            best, best_loss = setting, value
    return best, best_loss
    ### END SOLUTION


# %% role="check" points=6
def toy(setting):
    """Smallest, 1, at two settings; (1, 1) and (2, 4) go wrong."""
    product = setting["rate"] * setting["width"]
    if product in (1, 8):
        return np.nan
    return 1 + (product - 4) ** 2 + (setting["rate"] == 3)


def large(setting):
    """Huge everywhere; smallest, 4.6e23, at one setting of three names."""
    units = setting["depth"] * setting["units"]
    decay = setting["decay"] == 0.25
    return 1e20 * (5000 + 100 * abs(units - 96) - 400 * decay)


def last(grid):
    """The setting that is tried last."""
    return {name: values[-1] for name, values in grid.items()}


def last_number(grid):
    """The last among those that go right: in `toy` that is (2, 2)."""
    return last(grid) | ({"width": 2} if "width" in grid else {})


largest = {
    "rate": ({"rate": 3, "width": 4}, 66),
    "depth": ({"depth": 4, "units": 64, "decay": 0.5}, 2.1e24),
}

loss_is_nan = {
    (
        "The loss is NaN: `min` doesn't skip NaN (`np.nanmin` does). Or is "
        "it the loss of the last training, instead of the one kept?"
    ): (lambda expected, loss, grid: (expected[0], np.nan)),
}
mistakes = loss_is_nan | {
    (
        "This is the setting that was tried last, and its loss is NaN. Is "
        "the loop's own variable returned, instead of the one kept? If not: "
        "NaN came in. `<` and `>` are False with NaN on either side; "
        "`np.isnan(value)` tells."
    ): (lambda expected, loss, grid: (last(grid), np.nan)),
    (
        "It is the largest loss, and its setting. The smallest is meant: "
        "`<`, from `np.inf` on."
    ): (lambda expected, loss, grid: largest[next(iter(grid))]),
    (
        "One setting was chosen after the other. Try every combination: "
        "`itertools.product`."
    ): (lambda expected, loss, grid: ({"rate": 3, "width": 1}, 3)),
    (
        "Not every combination was tried: `zip` pairs the lists place by "
        "place; `itertools.product` makes all combinations."
    ): (lambda expected, loss, grid: ({"rate": 3, "width": 2}, 6)),
    (
        "Two settings are equally good: the first one wins, not the last. "
        "Or the order is wrong: the last name has to change fastest."
    ): (lambda expected, loss, grid: ({"rate": 2, "width": 2}, 1)),
    (
        "This is the setting that was tried last. Is the loop's own variable "
        "returned, instead of the one kept when the loss was smallest? Or is "
        "one dict changed again and again? Then keep `dict(setting)`."
    ): (lambda expected, loss, grid: (last(grid), expected[1])),
    (
        "The loss came back as inf: `best_loss` is never set. When a setting "
        "is better, keep both, the setting and its loss."
    ): (lambda expected, loss, grid: (last_number(grid), np.inf)),
}
check.values(
    grid_search,
    like=lambda loss, grid: ({"rate": 1, "width": 4}, 1),
    at=(toy, {"rate": [1, 3, 2], "width": [1, 2, 4]}),
    parts=["best setting", "its loss"],
    looks_like=mistakes,
)
check.values(
    grid_search,
    like=lambda loss, grid: (
        {"depth": 3, "units": 32, "decay": 0.25},
        4.6e23,
    ),
    at=(
        large,
        {
            "depth": [2, 3, 4],
            "units": [16, 64, 32],
            "decay": [0.5, 0.25, 1],
        },
    ),
    parts=["best setting", "its loss"],
    looks_like=mistakes,
)


# %% role="hidden"
def tried_one_by_one(loss, grid):
    """The first setting with the smallest loss that is a number, by numpy over the whole table."""
    names, sizes = list(grid), [len(values) for values in grid.values()]
    settings = [
        {
            name: grid[name][k]
            for name, k in zip(names, position, strict=True)
        }
        for position in np.ndindex(*sizes)
    ]
    losses = np.array([loss(setting) for setting in settings], dtype=float)
    first = int(np.nanargmin(losses))
    return settings[first], losses[first]


def tied(setting):
    return abs(abs(setting["a"]) - 2) + abs(setting["b"])


def sometimes_nan(setting):
    value = setting["lr"] * setting["width"]
    return np.nan if value < 2 else value


def crossed(setting):
    """Small only where a and b are changed together."""
    away = setting["a"] - 9
    return 1 + (setting["a"] - setting["b"]) ** 2 + 0.01 * away**2


def below_zero(setting):
    return -(setting["k"] ** 2) + setting["m"]


about = {
    "the smallest loss, not the largest": (
        below_zero,
        {"k": [1, 3, 2], "m": [0.5, 0.25]},
    ),
    "settings that are best only together": (
        crossed,
        {"a": [1, 9, 5], "b": [1, 9, 5]},
    ),
    "of two that are equally good the first": (
        tied,
        {"a": [-2, 0, 2], "b": [0, 1, -1]},
    ),
    "a loss that is NaN never wins": (
        sometimes_nan,
        {"lr": [0.5, 1.0, 1.5], "width": [1, 2, 4]},
    ),
    "one setting, and three of them": (
        lambda s: abs(s["x"] - 0.5),
        {"x": [0.0, 0.4, 1.0]},
    ),
}
for behaviour, at in about.items():
    check.values(
        grid_search,
        like=tried_one_by_one,
        at=at,
        parts=["best setting", "its loss"],
        about=behaviour,
        looks_like=loss_is_nan,
    )
check.values(
    grid_search,
    like=tried_one_by_one,
    at=(
        lambda s: s["x"] + 2 * s["y"] - s["z"],
        {"x": [3, 1], "y": [0, -1, 2], "z": [1, 0]},
    ),
    parts=["best setting", "its loss"],
    about="one setting, and three of them",
)

# %% [markdown]
# **Explain**: why not one setting after the other? These are the losses of the check, in the order in which they are tried:
#
# | | width 1 | width 2 | width 4 |
# |:--|:-:|:-:|:-:|
# | **rate 1** | nan | 5 | 1 |
# | **rate 3** | 3 | 6 | 66 |
# | **rate 2** | 5 | 1 | nan |
#
# Suppose we start at width 1. The best rate there is 3, with a loss of 3. From there each single change makes the loss
# larger, or goes wrong: nan above it, 5 below it, 6 and 66 beside it. Both settings with a loss of 1 need rate and width to
# change at once. Started at width 2 or 4, the quick way does find a loss of 1; but who knows beforehand where to start?
#
# **Run it, and see.** Every combination on a map. The frame is what your `grid_search` chose, and the more the colour of
# another cell differs from the framed one's, the larger the loss there, on a logarithmic scale.

# %% role="figure"
from nablabook.plots.heatmap import heatmap

with needs(grid_search):
    best, best_loss = grid_search(loss_of_descent, grid)
    table = np.array(
        [
            [
                loss_of_descent({"lr": lr, "steps": steps})
                for steps in grid["steps"]
            ]
            for lr in grid["lr"]
        ]
    )
    show(
        heatmap(
            table,
            grid["lr"],
            grid["steps"],
            ("learning rate", "steps"),
            best=(
                grid["lr"].index(best["lr"]),
                grid["steps"].index(best["steps"]),
            ),
        ),
        alt="A table of losses, five learning rates by three numbers of "
        f"steps. The smallest, {best_loss:.2g}, is framed: rate "
        f"{best['lr']} with {best['steps']} steps. At rate 0.55 the loss "
        "grows with the steps.",
    )

# %% [markdown] sheet="002.4"
# ### In your own words
#
# What is grid search **for**, and what does it cost? Two or three sentences; say which kind of quantity it looks for, and
# why gradient descent can't find it.
#
# *A person reads it and gives 3 points, one each: for what is looked for, for why descent can't find it, and for the cost.*

# %% [markdown] role="essay" points=3
# ### BEGIN SOLUTION
# Grid search looks for hyperparameters: the learning rate, the number of hidden units, the number of steps. They are fixed
# before the training starts, and we have no gradient of the final loss by them, so descent can't find them. It trains
# once for every combination of the values tried, so each further hyperparameter multiplies the cost.
# ### END SOLUTION
