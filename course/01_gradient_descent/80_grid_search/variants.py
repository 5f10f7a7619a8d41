import numpy as np

from nablabook.variants import right, wrong


@right
def with_nested_calls(loss, grid):
    def settings(names):
        if not names:
            yield {}
            return
        for value in grid[names[0]]:
            for rest in settings(names[1:]):
                yield {names[0]: value, **rest}

    found = [(setting, loss(setting)) for setting in settings(list(grid))]
    return min(
        (pair for pair in found if not np.isnan(pair[1])),
        key=lambda pair: pair[1],
    )


@right
def with_argmin(loss, grid):
    settings = [
        dict(zip(grid, values))
        for values in itertools.product(*grid.values())
    ]
    losses = [loss(setting) for setting in settings]
    k = np.nanargmin(losses)
    return settings[k], losses[k]


@right
def first_that_is_not_beaten(loss, grid):
    best = None
    best_loss = np.nan
    for values in itertools.product(*grid.values()):
        setting = dict(zip(grid, values))
        value = loss(setting)
        if not np.isnan(value) and (best is None or value < best_loss):
            best, best_loss = setting, value
    return [best, best_loss]


@wrong(says="best setting")
def maximises(loss, grid):
    best, best_loss = None, -np.inf
    for values in itertools.product(*grid.values()):
        setting = dict(zip(grid, values))
        value = loss(setting)
        if value > best_loss:
            best, best_loss = setting, value
    return best, best_loss


@wrong(
    says="Two settings are equally good: the first one wins, not the last."
)
def last_on_ties(loss, grid):
    best, best_loss = None, np.inf
    for values in itertools.product(*grid.values()):
        setting = dict(zip(grid, values))
        value = loss(setting)
        if value <= best_loss:
            best, best_loss = setting, value
    return best, best_loss


@wrong(says="Its loss is NaN.")
def nan_first_wins(loss, grid):
    settings = [
        dict(zip(grid, values))
        for values in itertools.product(*grid.values())
    ]
    best = min(settings, key=loss)
    return best, loss(best)


@wrong(says="Its loss is NaN.")
def nan_sorts_first(loss, grid):
    settings = [
        dict(zip(grid, values))
        for values in itertools.product(*grid.values())
    ]
    losses = [loss(setting) for setting in settings]
    k = np.argmin(losses)
    return settings[k], losses[k]


@wrong(says="settings that are best only together")
def one_axis_after_the_other(loss, grid):
    best = {name: values[0] for name, values in grid.items()}
    for name, values in grid.items():
        tried = [{**best, name: value} for value in values]
        losses = [loss(setting) for setting in tried]
        best = (
            tried[int(np.nanargmin(losses))]
            if not np.all(np.isnan(losses))
            else best
        )
    return best, loss(best)


@wrong(says="expected 2 results: best setting and its loss")
def setting_alone(loss, grid):
    settings = [
        dict(zip(grid, values))
        for values in itertools.product(*grid.values())
    ]
    return min(settings, key=loss)


@wrong(says="best setting is a tuple, expected a dict")
def values_without_names(loss, grid):
    best = min(
        itertools.product(*grid.values()),
        key=lambda values: loss(dict(zip(grid, values))),
    )
    return best, loss(dict(zip(grid, best)))


@wrong(says="one setting, and three of them")
def two_names_only(loss, grid):
    if len(grid) != 2:
        return {}, 0.0
    (a, first), (b, second) = grid.items()
    found = [
        ({a: x, b: y}, loss({a: x, b: y})) for x in first for y in second
    ]
    return min(
        (pair for pair in found if pair[1] == pair[1]),
        key=lambda pair: pair[1],
    )


@wrong(says="grid has no 'lr': its names are 'rate' and 'width' this time.")
def names_written_in(loss, grid):
    best, best_loss = None, np.inf
    for lr in grid["lr"]:
        for steps in grid["steps"]:
            value = loss({"lr": lr, "steps": steps})
            if value < best_loss:
                best, best_loss = {"lr": lr, "steps": steps}, value
    return best, best_loss


@wrong(
    says="grid has the name 'width', and the dict that was made of it has not"
)
def star_forgotten(loss, grid):
    best, best_loss = None, np.inf
    for values in itertools.product(grid.values()):
        setting = dict(zip(grid, values))
        value = loss(setting)
        if value < best_loss:
            best, best_loss = setting, value
    return best, best_loss


@wrong(
    says="best is used before it has a value. Where an `if` gives it one, was its condition ever true?"
)
def starts_at_zero(loss, grid):
    best_loss = 0
    for values in itertools.product(*grid.values()):
        setting = dict(zip(grid, values))
        value = loss(setting)
        if value < best_loss:
            best, best_loss = setting, value
    return best, best_loss


@wrong(says="best setting is None, expected a dict")
def starts_at_zero_with_none(loss, grid):
    best, best_loss = None, 0
    for values in itertools.product(*grid.values()):
        setting = dict(zip(grid, values))
        value = loss(setting)
        if value < best_loss:
            best, best_loss = setting, value
    return best, best_loss


@wrong(
    says="`loss_of_descent` is used, and what comes in as `loss` is not: take `loss`."
)
def loss_of_the_map(loss, grid):
    best, best_loss = None, np.inf
    for values in itertools.product(*grid.values()):
        setting = dict(zip(grid, values))
        value = loss_of_descent(setting)
        if value < best_loss:
            best, best_loss = setting, value
    return best, best_loss
