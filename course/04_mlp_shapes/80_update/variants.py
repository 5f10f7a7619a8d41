import numpy as np

from nablabook.variants import right, wrong


@right
def plus_the_opposite(params, grads, lr):
    for name, param in params.items():
        param += -lr * grads[name]


@right
def written_into_all_entries(params, grads, lr):
    for name in params:
        params[name][...] = params[name] - lr * grads[name]


@right
def entry_after_entry(params, grads, lr):
    for name in list(params):
        for place in np.ndindex(params[name].shape):
            params[name][place] -= lr * grads[name][place]
    return params


@right
def by_numpys_subtract(params, grads, lr):
    for param, grad in zip(params.values(), grads.values()):
        np.subtract(param, lr * grad, out=param)


@wrong(says="The step has the right length and goes the opposite way.")
def uphill(params, grads, lr):
    for name in params:
        params[name] += lr * grads[name]


@wrong(
    says="It is as it was before. Is it left out, or did `a = a - b` make a new array?"
)
def rebinds_a_name(params, grads, lr):
    for name, param in params.items():
        param = param - lr * grads[name]


@wrong(
    says="It is as it was before. Is it left out, or did `a = a - b` make a new array?"
)
def returns_a_new_dict(params, grads, lr):
    return {name: params[name] - lr * grads[name] for name in params}


@wrong(
    says="The call puts new arrays into params: the old ones, which others may hold, stay as they were."
)
def new_arrays_in_the_dict(params, grads, lr):
    for name in params:
        params[name] = params[name] - lr * grads[name]


@wrong(
    says="Only the first array has moved: does a `return` stand inside the loop?"
)
def return_inside_the_loop(params, grads, lr):
    for name in params:
        params[name] -= lr * grads[name]
        return params


@wrong(says="Here the gradients come in as grads.")
def as_in_torch(params, grads, lr):
    for name in params:
        params[name] -= lr * params[name].grad


@wrong(says="The step is twice as long as it should be.")
def updates_twice(params, grads, lr):
    for name in params:
        param = params[name]
        param -= lr * grads[name]
        params[name] -= lr * grads[name]


@wrong(says="It is the answer for lr = 1: lr is left out.")
def rate_left_out(params, grads, lr):
    for name in params:
        params[name] -= grads[name]


@wrong(says="The call changes its input grads in place.")
def scales_the_gradients(params, grads, lr):
    for name in params:
        grads[name] = lr * grads[name]
        params[name] -= grads[name]


@wrong(says="params has no 'W1': its names are 'c' this time.")
def keys_written_in(params, grads, lr):
    for name in ("W1", "b1", "W2", "b2"):
        params[name] -= lr * grads[name]


@wrong(says="It is as it was before. Is it left out, or")
def biases_forgotten(params, grads, lr):
    for name in params:
        if name.startswith("W") or name == "w" or name == "c":
            params[name] -= lr * grads[name]


@wrong(
    says="It comes out the same whatever lr is. Does a number stand in the place of lr?"
)
def rate_written_in(params, grads, lr):
    for name in params:
        params[name] -= 0.25 * grads[name]


@wrong(
    says="A loop over a dict gives its keys: p is the string 'W1'. What stands under it is `params[p]`."
)
def keys_for_arrays(params, grads, lr):
    for p in params:
        p -= lr * grads[p]


@wrong(
    says="A loop over a dict gives its keys: p is the string 'W1'. What stands under it is `params[p]`."
)
def keys_in_pairs(params, grads, lr):
    for p, g in zip(params, grads):
        p -= lr * g


@wrong(says="In a hidden test (other keys, and more layers or fewer)")
def four_of_them_at_most(params, grads, lr):
    for name in list(params)[:4]:
        params[name] -= lr * grads[name]
