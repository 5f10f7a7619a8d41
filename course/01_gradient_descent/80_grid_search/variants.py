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


@wrong(
    says="It is the largest loss, and its setting. The smallest is meant"
)
def maximises(loss, grid):
    best, best_loss = None, -np.inf
    for values in itertools.product(*grid.values()):
        setting = dict(zip(grid, values))
        value = loss(setting)
        if value > best_loss:
            best, best_loss = setting, value
    return best, best_loss


@wrong(
    says="Two settings are equally good: the first one wins, not the last. Or the order is wrong: the last name has to change fastest."
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


@wrong(
    says="One setting was chosen after the other. Try every combination: `itertools.product`."
)
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


@wrong(says="best setting has no")
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
    says="grid has the name 'width', and the dict that was made of it has not: does it hold a value for every name? `product(*lists)` needs its star."
)
def star_forgotten(loss, grid):
    best, best_loss = None, np.inf
    for values in itertools.product(grid.values()):
        setting = dict(zip(grid, values))
        value = loss(setting)
        if value < best_loss:
            best, best_loss = setting, value
    return best, best_loss


@wrong(says="is used before it has a value")
def starts_at_zero(loss, grid):
    best_loss = 0
    for values in itertools.product(*grid.values()):
        setting = dict(zip(grid, values))
        value = loss(setting)
        if value < best_loss:
            best, best_loss = setting, value
    return best, best_loss


@wrong(
    says="Is nothing smaller than the number that the search starts with? Start with `np.inf`"
)
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


@wrong(says="The names in grid, or their letters, are combined.")
def names_combined(loss, grid):
    best, best_loss = None, np.inf
    for values in itertools.product(*grid):
        setting = dict(zip(grid, values))
        value = loss(setting)
        if value < best_loss:
            best, best_loss = setting, value
    return best, best_loss


@wrong(says="The names in grid, or their letters, are combined.")
def items_combined(loss, grid):
    best, best_loss = None, np.inf
    for values in itertools.product(*grid.items()):
        setting = dict(zip(grid, values))
        value = loss(setting)
        if value < best_loss:
            best, best_loss = setting, value
    return best, best_loss


@wrong(
    says="Names and values have changed places in the dict: in `zip` the names come first."
)
def names_and_values_swapped(loss, grid):
    best, best_loss = None, np.inf
    for values in itertools.product(*grid.values()):
        setting = dict(zip(values, grid))
        value = loss(setting)
        if value < best_loss:
            best, best_loss = setting, value
    return best, best_loss


@wrong(
    says="This is the setting that was tried last. Is the loop's own variable returned"
)
def one_dict_for_all(loss, grid):
    best, best_loss = None, np.inf
    setting = {}
    for values in itertools.product(*grid.values()):
        for name, value in zip(grid, values):
            setting[name] = value
        value = loss(setting)
        if value < best_loss:
            best, best_loss = setting, value
    return best, best_loss


@wrong(
    says="The loss is NaN: `min` doesn't skip NaN (`np.nanmin` does). Or is it the loss of the last training, instead of the one kept?"
)
def loss_of_the_last(loss, grid):
    best, best_loss = None, np.inf
    for values in itertools.product(*grid.values()):
        setting = dict(zip(grid, values))
        value = loss(setting)
        if value < best_loss:
            best, best_loss = setting, value
    return best, value


@wrong(says="the last name has to change fastest")
def first_name_changes_fastest(loss, grid):
    best, best_loss = None, np.inf
    names = list(grid)[::-1]
    for values in itertools.product(*list(grid.values())[::-1]):
        setting = dict(zip(names, values))
        setting = {name: setting[name] for name in grid}
        value = loss(setting)
        if value < best_loss:
            best, best_loss = setting, value
    return best, best_loss


@wrong(
    says="does it hold a value for every name? Are only the first two names handled?"
)
def two_loops(loss, grid):
    first, second = list(grid)[:2]
    best, best_loss = None, np.inf
    for a in grid[first]:
        for b in grid[second]:
            value = loss({first: a, second: b})
            if value < best_loss:
                best, best_loss = {first: a, second: b}, value
    return best, best_loss


@wrong(says="is used before it has a value")
def starts_at_a_thousand(loss, grid):
    best_loss = 1000
    for values in itertools.product(*grid.values()):
        setting = dict(zip(grid, values))
        value = loss(setting)
        if value < best_loss:
            best, best_loss = setting, value
    return best, best_loss


@wrong(
    says="grid has no 'rate': its names are 'depth', 'units' and 'decay' this time."
)
def names_of_the_check(loss, grid):
    best, best_loss = None, np.inf
    for rate in grid["rate"]:
        for width in grid["width"]:
            value = loss({"rate": rate, "width": width})
            if value < best_loss:
                best, best_loss = {"rate": rate, "width": width}, value
    return best, best_loss


@wrong(says="of two that are equally good the first")
def zero_taken_for_none(loss, grid):
    best, best_loss = None, None
    for values in itertools.product(*grid.values()):
        setting = dict(zip(grid, values))
        value = loss(setting)
        if np.isnan(value):
            continue
        if not best_loss or value < best_loss:
            best, best_loss = setting, value
    return best, best_loss


@wrong(says="or does a `return` stand inside the loop?")
def return_in_the_loop(loss, grid):
    best, best_loss = None, np.inf
    for values in itertools.product(*grid.values()):
        setting = dict(zip(grid, values))
        value = loss(setting)
        if value < best_loss:
            best, best_loss = setting, value
        return best, best_loss


@wrong(
    says="Or is one dict changed again and again? Then keep `dict(setting)`."
)
def returns_the_variable_of_the_loop(loss, grid):
    best_loss = np.inf
    for values in itertools.product(*grid.values()):
        setting = dict(zip(grid, values))
        value = loss(setting)
        if value < best_loss:
            best_loss = value
    return setting, best_loss


@wrong(says="The loss came back as inf: `best_loss` is never set.")
def loss_not_kept(loss, grid):
    best, best_loss = None, np.inf
    for values in itertools.product(*grid.values()):
        setting = dict(zip(grid, values))
        if loss(setting) < best_loss:
            best = setting
    return best, best_loss


@wrong(says="A function stands where its result is meant")
def function_kept_for_its_value(loss, grid):
    best, best_loss = None, np.inf
    for values in itertools.product(*grid.values()):
        setting = dict(zip(grid, values))
        if loss(setting) < best_loss:
            best, best_loss = setting, loss
    return best, best_loss


@wrong(says="is used before it has a value")
def starts_at_a_million(loss, grid):
    best_loss = 1e6
    for values in itertools.product(*grid.values()):
        setting = dict(zip(grid, values))
        value = loss(setting)
        if value < best_loss:
            best, best_loss = setting, value
    return best, best_loss


@wrong(says="is used before it has a value")
def starts_at_a_billion_and_more(loss, grid):
    best_loss = 1e12
    for values in itertools.product(*grid.values()):
        setting = dict(zip(grid, values))
        value = loss(setting)
        if value < best_loss:
            best, best_loss = setting, value
    return best, best_loss


@wrong(
    says="has its results in another order. It is: best setting and its loss."
)
def loss_first(loss, grid):
    best, best_loss = None, np.inf
    for values in itertools.product(*grid.values()):
        setting = dict(zip(grid, values))
        value = loss(setting)
        if value < best_loss:
            best, best_loss = setting, value
    return best_loss, best


@wrong(says="`loss` takes one dict, whole. A star in a call hands over")
def loss_of_the_values(loss, grid):
    best, best_loss = None, np.inf
    for values in itertools.product(*grid.values()):
        value = loss(*values)
        if value < best_loss:
            best, best_loss = dict(zip(grid, values)), value
    return best, best_loss


@wrong(says="settings that are best only together")
def one_axis_after_the_other_from_the_last(loss, grid):
    best = {name: values[-1] for name, values in grid.items()}
    for name, values in grid.items():
        tried = [{**best, name: value} for value in values]
        losses = [loss(setting) for setting in tried]
        best = tried[int(np.nanargmin(losses))]
    return best, loss(best)


@wrong(
    says="`==` is False as well, even `nan == nan`; `np.isnan(value)` tells. `min` and `argmin` don't skip NaN."
)
def nan_asked_by_unequal(loss, grid):
    best, best_loss = None, None
    for values in itertools.product(*grid.values()):
        setting = dict(zip(grid, values))
        value = loss(setting)
        if value != np.nan and (best is None or value < best_loss):
            best, best_loss = setting, value
    return best, best_loss


@wrong(says="`np.isnan(value)` tells.")
def nan_skipped_by_equal(loss, grid):
    best, best_loss = None, None
    for values in itertools.product(*grid.values()):
        setting = dict(zip(grid, values))
        value = loss(setting)
        if value == np.nan:
            continue
        if best is None or value < best_loss:
            best, best_loss = setting, value
    return best, best_loss


@wrong(
    says="Is nothing smaller than the number that the search starts with?"
)
def starts_at_a_hundred_with_none(loss, grid):
    best, best_loss = None, 100
    for values in itertools.product(*grid.values()):
        setting = dict(zip(grid, values))
        value = loss(setting)
        if value < best_loss:
            best, best_loss = setting, value
    return best, best_loss


@wrong(
    says="This is the setting that was tried last, and its loss is NaN. Is the loop's own variable returned, instead of the one kept? If not: NaN came in."
)
def both_variables_of_the_loop(loss, grid):
    best_loss = np.inf
    for values in itertools.product(*grid.values()):
        setting = dict(zip(grid, values))
        value = loss(setting)
        if value < best_loss:
            best, best_loss = setting, value
    return setting, value


@wrong(
    says="If not: NaN came in. `<` and `>` are False with NaN on either side; `np.isnan(value)` tells."
)
def nan_let_in_by_not(loss, grid):
    best, best_loss = None, np.inf
    for values in itertools.product(*grid.values()):
        setting = dict(zip(grid, values))
        value = loss(setting)
        if not value >= best_loss:
            best, best_loss = setting, value
    return best, best_loss


@wrong(
    says="Not every combination was tried: `zip` pairs the lists place by place; `itertools.product` makes all combinations."
)
def zipped(loss, grid):
    best, best_loss = None, np.inf
    for values in zip(*grid.values()):
        setting = dict(zip(grid, values))
        value = loss(setting)
        if value < best_loss:
            best, best_loss = setting, value
    return best, best_loss


@wrong(says="The loss is NaN: `min` doesn't skip NaN (`np.nanmin` does).")
def smallest_of_all_with_nan(loss, grid):
    settings = [
        dict(zip(grid, values))
        for values in itertools.product(*grid.values())
    ]
    losses = [loss(setting) for setting in settings]
    return settings[np.nanargmin(losses)], min(losses)


@wrong(
    says="Python compares what comes next. Give `min` a `key`: `key=lambda pair: pair[0]`."
)
def smallest_pair(loss, grid):
    settings = [
        dict(zip(grid, values))
        for values in itertools.product(*grid.values())
    ]
    pairs = [(loss(setting), setting) for setting in settings]
    value, setting = min(pair for pair in pairs if pair[0] == pair[0])
    return setting, value
