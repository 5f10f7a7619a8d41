import numpy as np

from nablabook.variants import right, wrong


@right(answer="layers")
def layers_as_tuples():
    layers = {
        "loss": ("G", "H"),
        "g": ("E", "E"),
        "Linear2": ("D", "E"),
        "f": ("B", "D"),
        "Linear1": ("A", "B"),
    }


@right(answer="layers")
def layers_row_by_row():
    layers = {"Linear1": ["A", "B"], "f": ["B", "D"]}
    layers["Linear2"] = [layers["f"][1], "E"]
    layers["g"] = 2 * ["E"]
    layers["loss"] = ["G", "H"]


@wrong(
    answer="layers",
    says="The bias is added inside of a linear layer, so ReLU comes after it.",
)
def layers_bias_after_relu():
    layers = {
        "Linear1": ["A", "B"],
        "f": ["B", "C"],
        "Linear2": ["C", "E"],
        "g": ["E", "E"],
        "loss": ["G", "H"],
    }


@wrong(answer="layers", says="There is no ReLU at the end")
def layers_relu_at_the_end():
    layers = {
        "Linear1": ["A", "B"],
        "f": ["B", "D"],
        "Linear2": ["D", "E"],
        "g": ["E", "F"],
        "loss": ["G", "H"],
    }


@wrong(answer="layers", says="A loss compares two things")
def layers_loss_of_the_prediction():
    layers = {
        "Linear1": ["A", "B"],
        "f": ["B", "D"],
        "Linear2": ["D", "E"],
        "g": ["E", "E"],
        "loss": ["E", "H"],
    }


@wrong(
    answer="layers",
    says="Between the two linear layers there is a ReLU.",
)
def layers_relu_skipped():
    layers = {
        "Linear1": ["A", "B"],
        "f": ["B", "B"],
        "Linear2": ["B", "E"],
        "g": ["E", "E"],
        "loss": ["G", "H"],
    }


@wrong(answer="layers", says="0 of 10 entries are right")
def layers_in_and_out_swapped():
    layers = {
        "Linear1": ["B", "A"],
        "f": ["D", "B"],
        "Linear2": ["E", "D"],
        "g": ["F", "F"],
        "loss": ["H", "G"],
    }


@wrong(answer="layers", says="Input of g is still `...`")
def layers_one_left_open():
    layers = {
        "Linear1": ["A", "B"],
        "f": ["B", "D"],
        "Linear2": ["D", "E"],
        "g": [..., "E"],
        "loss": ["G", "H"],
    }


@wrong(answer="layers", says="is none of what may stand there")
def layers_in_small_letters():
    layers = {
        "Linear1": ["a", "b"],
        "f": ["b", "d"],
        "Linear2": ["d", "e"],
        "g": ["e", "e"],
        "loss": ["g", "h"],
    }


@right(answer="chains")
def chains_as_tuples():
    to_z3 = ("dl/dyhat", "dyhat/dz3")
    to_z1 = (*to_z3, "W2.T", "dz2/dz1")
    chains = {
        "W1": ("x", *to_z1),
        "b1": to_z1,
        "W2": ("z2", *to_z3),
        "b2": to_z3,
    }


@right(answer="chains")
def chains_added():
    chains = {"b2": ["dl/dyhat", "dyhat/dz3"]}
    chains["W2"] = ["z2"] + chains["b2"]
    chains["b1"] = chains["b2"] + ["W2.T", "dz2/dz1"]
    chains["W1"] = ["x"] + chains["b1"]


@wrong(answer="chains", says="That is the order of nn.Linear's layout")
def chains_of_nn_linear():
    chains = {
        "W2": ["dl/dyhat", "dyhat/dz3", "z2"],
        "b2": ["dl/dyhat", "dyhat/dz3"],
        "W1": ["dl/dyhat", "dyhat/dz3", "W2.T", "dz2/dz1", "x"],
        "b1": ["dl/dyhat", "dyhat/dz3", "W2.T", "dz2/dz1"],
    }


@wrong(answer="chains", says="W2 meets what comes out of f")
def chains_with_the_input_of_relu():
    chains = {
        "W2": ["z1", "dl/dyhat", "dyhat/dz3"],
        "b2": ["dl/dyhat", "dyhat/dz3"],
        "W1": ["x", "dl/dyhat", "dyhat/dz3", "W2.T", "dz2/dz1"],
        "b1": ["dl/dyhat", "dyhat/dz3", "W2.T", "dz2/dz1"],
    }


@wrong(
    answer="chains",
    says="dyhat/dz3 of shape (K, K) meets W2 of shape (H, K): K and H differ.",
)
def chains_w2_not_turned():
    chains = {
        "W2": ["z2", "dl/dyhat", "dyhat/dz3"],
        "b2": ["dl/dyhat", "dyhat/dz3"],
        "W1": ["x", "dl/dyhat", "dyhat/dz3", "W2", "dz2/dz1"],
        "b1": ["dl/dyhat", "dyhat/dz3", "W2", "dz2/dz1"],
    }


@wrong(
    answer="chains",
    says="The factors stand in the order of the denominator layout.",
)
def chains_from_the_right():
    chains = {
        "W2": ["z2", "dl/dyhat", "dyhat/dz3"],
        "b2": ["dyhat/dz3", "dl/dyhat"],
        "W1": ["x", "dz2/dz1", "W2", "dyhat/dz3", "dl/dyhat"],
        "b1": ["dz2/dz1", "W2", "dyhat/dz3", "dl/dyhat"],
    }


@wrong(answer="chains", says="The Jacobian of g is missing")
def chains_without_g():
    chains = {
        "W2": ["z2", "dl/dyhat"],
        "b2": ["dl/dyhat"],
        "W1": ["x", "dl/dyhat", "W2.T", "dz2/dz1"],
        "b1": ["dl/dyhat", "W2.T", "dz2/dz1"],
    }


@wrong(answer="chains", says="there is a ReLU, too")
def chains_without_f():
    chains = {
        "W2": ["z2", "dl/dyhat", "dyhat/dz3"],
        "b2": ["dl/dyhat", "dyhat/dz3"],
        "W1": ["x", "dl/dyhat", "dyhat/dz3", "W2.T"],
        "b1": ["dl/dyhat", "dyhat/dz3", "W2.T"],
    }


@wrong(answer="chains", says="b2 = 'dl/dyhat' is no list")
def chains_without_brackets():
    chains = {
        "W2": ["z2", "dl/dyhat", "dyhat/dz3"],
        "b2": "dl/dyhat",
        "W1": ["x", "dl/dyhat", "dyhat/dz3", "W2.T", "dz2/dz1"],
        "b1": ["dl/dyhat", "dyhat/dz3", "W2.T", "dz2/dz1"],
    }


@wrong(answer="chains", says="chains has no row b2 and b1")
def chains_of_the_weights_alone():
    chains = {
        "W2": ["z2", "dl/dyhat", "dyhat/dz3"],
        "W1": ["x", "dl/dyhat", "dyhat/dz3", "W2.T", "dz2/dz1"],
    }


@right(answer="factor_table")
def factors_as_tuples():
    factor_table = {
        "dl/dyhat": ("U", 1, "K"),
        "dyhat/dz3": ("P", "K", "K"),
        "dz2/dz1": ("Q", "H", "H"),
    }


@right(answer="factor_table")
def factors_one_by_one():
    factor_table = dict.fromkeys(["dz2/dz1", "dyhat/dz3", "dl/dyhat"])
    factor_table["dz2/dz1"] = ["Q"] + 2 * ["H"]
    factor_table["dyhat/dz3"] = ["P"] + 2 * ["K"]
    factor_table["dl/dyhat"] = ["U", len("1"), "K"]


@wrong(
    answer="factor_table", says="Each output of ReLU feels one input alone"
)
def factors_relu_without_the_diagonal():
    factor_table = {
        "dz2/dz1": ["R", "H", "H"],
        "dyhat/dz3": ["P", "K", "K"],
        "dl/dyhat": ["U", 1, "K"],
    }


@wrong(
    answer="factor_table", says="The number is written without quotes: 1."
)
def factors_with_a_number_in_quotes():
    factor_table = {
        "dz2/dz1": ["Q", "H", "H"],
        "dyhat/dz3": ["P", "K", "K"],
        "dl/dyhat": ["U", "1", "K"],
    }


@wrong(answer="factor_table", says="The 2 of the square is missing.")
def factors_without_the_2():
    factor_table = {
        "dz2/dz1": ["Q", "H", "H"],
        "dyhat/dz3": ["P", "K", "K"],
        "dl/dyhat": ["T", 1, "K"],
    }


@wrong(answer="factor_table", says="The sign is turned round")
def factors_sign():
    factor_table = {
        "dz2/dz1": ["Q", "H", "H"],
        "dyhat/dz3": ["P", "K", "K"],
        "dl/dyhat": ["V", 1, "K"],
    }


@wrong(
    answer="factor_table",
    says="A Jacobian has as many rows as the function has outputs",
)
def factors_loss_as_a_column():
    factor_table = {
        "dz2/dz1": ["Q", "H", "H"],
        "dyhat/dz3": ["P", "K", "K"],
        "dl/dyhat": ["U", "K", 1],
    }


@wrong(answer="factor_table", says="That is ReLU's value.")
def factors_relu_by_its_value():
    factor_table = {
        "dz2/dz1": ["S", "H", "H"],
        "dyhat/dz3": ["P", "K", "K"],
        "dl/dyhat": ["U", 1, "K"],
    }


@wrong(answer="factor_table", says="g is no ReLU")
def factors_relu_for_g():
    factor_table = {
        "dz2/dz1": ["Q", "H", "H"],
        "dyhat/dz3": ["Q", "K", "K"],
        "dl/dyhat": ["U", 1, "K"],
    }


@right(answer="regression_gradients")
def with_jacobians(x, y, W1, b1, W2, b2):
    z1 = x @ W1 + b1
    z2 = z1 * (z1 > 0)
    row = 2 * (z2 @ W2 + b2 - y)[None, :]
    longer = row @ W2.T @ np.diag((z1 > 0).astype(float))
    return {
        "b2": row[0],
        "W2": z2[:, None] @ row,
        "b1": longer[0],
        "W1": np.asarray(x)[:, None] @ longer,
    }


@right(answer="regression_gradients")
def with_einsum(x, y, W1, b1, W2, b2):
    z1 = np.einsum("d,dh->h", x, W1) + b1
    z2 = np.where(z1 > 0, z1, 0)
    d3 = 2 * (np.einsum("h,hk->k", z2, W2) + b2 - y)
    d1 = np.where(z1 > 0, np.einsum("k,hk->h", d3, W2), 0)
    return {
        "W1": np.einsum("d,h->dh", x, d1),
        "b1": d1,
        "W2": np.einsum("h,k->hk", z2, d3),
        "b2": d3,
    }


@right(answer="regression_gradients")
def with_loops(x, y, W1, b1, W2, b2):
    D, H, K = len(x), len(b1), len(b2)
    z1 = [b1[h] + sum(x[d] * W1[d, h] for d in range(D)) for h in range(H)]
    z2 = [max(z, 0) for z in z1]
    d3 = [
        2 * (b2[k] + sum(z2[h] * W2[h, k] for h in range(H)) - y[k])
        for k in range(K)
    ]
    d1 = [
        sum(d3[k] * W2[h, k] for k in range(K)) if z1[h] > 0 else 0
        for h in range(H)
    ]
    return {
        "W1": [[x[d] * d1[h] for h in range(H)] for d in range(D)],
        "b1": d1,
        "W2": [[z2[h] * d3[k] for k in range(K)] for h in range(H)],
        "b2": d3,
    }


@right(answer="regression_gradients")
def mask_from_z2(x, y, W1, b1, W2, b2):
    z2 = np.maximum(x @ W1 + b1, 0)
    d3 = 2 * (z2 @ W2 + b2 - y)
    d1 = W2 @ d3 * np.sign(z2)
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, d3),
        "b2": d3,
    }


@wrong(
    answer="regression_gradients",
    says="It is the gradient of nn.Linear's weight",
)
def as_in_nn_linear(x, y, W1, b1, W2, b2):
    z1 = x @ W1 + b1
    z2 = np.maximum(z1, 0)
    d3 = 2 * (z2 @ W2 + b2 - y)
    d1 = (d3 @ W2.T) * (z1 > 0)
    return {
        "W1": np.outer(d1, x),
        "b1": d1,
        "W2": np.outer(d3, z2),
        "b2": d3,
    }


@wrong(
    answer="regression_gradients",
    says="The mask is made of what comes back.",
)
def mask_from_the_gradient(x, y, W1, b1, W2, b2):
    z1 = x @ W1 + b1
    z2 = np.maximum(z1, 0)
    d3 = 2 * (z2 @ W2 + b2 - y)
    d2 = d3 @ W2.T
    d1 = d2 * (d2 > 0)
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, d3),
        "b2": d3,
    }


@wrong(
    answer="regression_gradients",
    says="The mask is made of what comes back.",
)
def negative_slopes_cut_off(x, y, W1, b1, W2, b2):
    z1 = x @ W1 + b1
    z2 = np.maximum(z1, 0)
    d3 = 2 * (z2 @ W2 + b2 - y)
    d1 = np.maximum(d3 @ W2.T, 0)
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, d3),
        "b2": d3,
    }


@wrong(
    answer="regression_gradients",
    says="The loss is the sum of the squared errors, not their mean.",
)
def a_mean_over_the_outputs(x, y, W1, b1, W2, b2):
    z1 = x @ W1 + b1
    z2 = np.maximum(z1, 0)
    d3 = 2 * (z2 @ W2 + b2 - y) / len(y)
    d1 = (d3 @ W2.T) * (z1 > 0)
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, d3),
        "b2": d3,
    }


@wrong(
    answer="regression_gradients",
    says="In a hidden test (other sizes, units that are switched off) the "
    "answer",
)
def five_hidden_units(x, y, W1, b1, W2, b2):
    z1 = x @ W1 + b1
    z2 = np.maximum(z1, 0)
    d3 = 2 * (z2 @ W2 + b2 - y)
    d1 = np.zeros(5)
    for h in range(5):
        if z1[h] > 0:
            d1[h] = W2[h] @ d3
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, d3),
        "b2": d3,
    }


@wrong(answer="regression_gradients", says="Is a factor 2 missing?")
def without_the_2(x, y, W1, b1, W2, b2):
    z1 = x @ W1 + b1
    z2 = np.maximum(z1, 0)
    d3 = z2 @ W2 + b2 - y
    d1 = (d3 @ W2.T) * (z1 > 0)
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, d3),
        "b2": d3,
    }


@wrong(answer="regression_gradients", says="The mask of ReLU is missing")
def without_a_mask(x, y, W1, b1, W2, b2):
    z2 = np.maximum(x @ W1 + b1, 0)
    d3 = 2 * (z2 @ W2 + b2 - y)
    d1 = d3 @ W2.T
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, d3),
        "b2": d3,
    }


@wrong(
    answer="regression_gradients",
    says="z1 stands where z2 is meant",
)
def before_the_relu(x, y, W1, b1, W2, b2):
    z1 = x @ W1 + b1
    d3 = 2 * (np.maximum(z1, 0) @ W2 + b2 - y)
    d1 = (d3 @ W2.T) * (z1 > 0)
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z1, d3),
        "b2": d3,
    }


@wrong(
    answer="regression_gradients",
    says="is it >= 0 where > 0 is meant?",
)
def open_at_zero(x, y, W1, b1, W2, b2):
    z1 = x @ W1 + b1
    z2 = np.maximum(z1, 0)
    d3 = 2 * (z2 @ W2 + b2 - y)
    d1 = (d3 @ W2.T) * (z1 >= 0)
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, d3),
        "b2": d3,
    }


@wrong(
    answer="regression_gradients",
    says="z2 itself stands where the mask, 0 or 1, is meant",
)
def value_for_slope(x, y, W1, b1, W2, b2):
    z2 = np.maximum(x @ W1 + b1, 0)
    d3 = 2 * (z2 @ W2 + b2 - y)
    d1 = (d3 @ W2.T) * z2
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, d3),
        "b2": d3,
    }


@wrong(
    answer="regression_gradients", says="Every entry has the wrong sign."
)
def sign_turned(x, y, W1, b1, W2, b2):
    z1 = x @ W1 + b1
    z2 = np.maximum(z1, 0)
    d3 = 2 * (y - z2 @ W2 - b2)
    d1 = (d3 @ W2.T) * (z1 > 0)
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, d3),
        "b2": d3,
    }


@wrong(
    answer="regression_gradients",
    says="`x` has one axis, so `.T` leaves it as it is.",
)
def a_vector_turned(x, y, W1, b1, W2, b2):
    z1 = x @ W1 + b1
    z2 = np.maximum(z1, 0)
    d3 = 2 * (z2 @ W2 + b2 - y)
    d1 = (d3 @ W2.T) * (z1 > 0)
    return {"W1": x.T @ d1, "b1": d1, "W2": z2.T @ d3, "b2": d3}


@wrong(
    answer="regression_gradients",
    says="`z2` has one axis, so `.T` leaves it as it is.",
)
def a_vector_turned_on_the_way(x, y, W1, b1, W2, b2):
    z1 = x @ W1 + b1
    z2 = np.maximum(z1, 0)
    d3 = 2 * (z2 @ W2 + b2 - y)
    by_W2 = z2.T @ d3
    d1 = (d3 @ W2.T) * (z1 > 0)
    return {"W1": np.outer(x, d1), "b1": d1, "W2": by_W2, "b2": d3}


@wrong(answer="regression_gradients", says="changes its input b2 in place")
def in_place(x, y, W1, b1, W2, b2):
    z1 = x @ W1 + b1
    z2 = np.maximum(z1, 0)
    b2 += z2 @ W2 - y
    d1 = (2 * b2 @ W2.T) * (z1 > 0)
    return {
        "W1": np.outer(x, d1),
        "b1": d1,
        "W2": np.outer(z2, 2 * b2),
        "b2": 2 * b2,
    }


@wrong(
    answer="regression_gradients",
    says="expected a dict with the keys W1, b1, W2 and b2",
)
def four_in_a_row(x, y, W1, b1, W2, b2):
    z1 = x @ W1 + b1
    z2 = np.maximum(z1, 0)
    d3 = 2 * (z2 @ W2 + b2 - y)
    d1 = (d3 @ W2.T) * (z1 > 0)
    return np.outer(x, d1), d1, np.outer(z2, d3), d3
