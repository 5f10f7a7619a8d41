import numpy as np

from nablabook.variants import right, wrong


@right(answer="napkin_count")
def added_up():
    napkin_count = 557057


@right(answer="napkin_count")
def with_the_one_joined_on():
    napkin_count = 31 * 1024 + 1025 * 512 + 513


@right(answer="napkin_count")
def as_an_array():
    napkin_count = np.array(557057)


@wrong(
    answer="napkin_count",
    says="The biases are left out: each layer has one for each of its outputs.",
)
def biases_left_out_by_hand():
    napkin_count = 555520


@wrong(
    answer="napkin_count",
    says="One bias is left out: the last layer has one, too.",
)
def last_bias_left_out_by_hand():
    napkin_count = 557056


@wrong(
    answer="napkin_count",
    says="The input has no biases: only the outputs of layers have.",
)
def biases_of_the_input_by_hand():
    napkin_count = 557087


@wrong(
    answer="napkin_count",
    says="Those are the units, not what is between them.",
)
def units_by_hand():
    napkin_count = 30 + 1024 + 512 + 1


@wrong(
    answer="napkin_count",
    says="The sizes are multiplied with each other, all of them: each layer has a matrix of its own.",
)
def product_by_hand():
    napkin_count = 30 * 1024 * 512 * 1


@wrong(
    answer="napkin_count",
    says="One bias for each layer is too few: each of its outputs has one.",
)
def one_bias_a_layer_by_hand():
    napkin_count = 555520 + 3


@wrong(
    answer="napkin_count",
    says="A count is a whole number, without a point: 7, not 7.0.",
)
def with_a_point_by_hand():
    napkin_count = 557057.0


@right(answer="count_parameters")
def weights_then_biases(sizes, bias=True):
    weights = sum(sizes[i] * sizes[i + 1] for i in range(len(sizes) - 1))
    return weights + sum(sizes[1:]) if bias else weights


@right(answer="count_parameters")
def with_arrays(sizes, bias=True):
    sizes = np.asarray(sizes)
    return np.sum((sizes[:-1] + bool(bias)) * sizes[1:])


@right(answer="count_parameters")
def by_calling_itself(sizes, bias=True):
    if len(sizes) < 2:
        return 0
    layer = np.zeros((sizes[0] + (1 if bias else 0), sizes[1]))
    return layer.size + count_parameters(sizes[1:], bias)


@right(answer="count_parameters")
def as_a_float(sizes, bias=True):
    return float(
        sum(
            np.zeros((a, b)).size + bias * b
            for a, b in zip(sizes, sizes[1:])
        )
    )


@wrong(
    answer="count_parameters",
    says="The biases are left out: each layer has one for each of its outputs.",
)
def biases_left_out(sizes, bias=True):
    return sum(a * b for a, b in zip(sizes, sizes[1:]))


@wrong(
    answer="count_parameters",
    says="The biases are counted although bias is False.",
)
def bias_ignored(sizes, bias=True):
    return sum(a * b + b for a, b in zip(sizes, sizes[1:]))


@wrong(
    answer="count_parameters",
    says="The biases are counted by what comes into a layer: it has one for each of its outputs.",
)
def biases_of_the_inputs(sizes, bias=True):
    total = 0
    for i in range(len(sizes) - 1):
        total += sizes[i] * sizes[i + 1]
        if bias:
            total += sizes[i]
    return total


@wrong(
    answer="count_parameters",
    says="One layer too many is counted, from the last size back to the first",
)
def from_the_last_to_the_first(sizes, bias=True):
    total = 0
    for i in range(len(sizes)):
        total += (sizes[i - 1] + (1 if bias else 0)) * sizes[i]
    return total


@wrong(
    answer="count_parameters",
    says="Python counts from 0: of n entries the first is [0], the last [n − 1].",
)
def one_layer_too_many(sizes, bias=True):
    total = 0
    for i in range(len(sizes)):
        total += sizes[i] * sizes[i + 1] + (sizes[i + 1] if bias else 0)
    return total


@wrong(
    answer="count_parameters",
    says="The input has no biases: only the outputs of layers have.",
)
def biases_of_the_input(sizes, bias=True):
    weights = sum(a * b for a, b in zip(sizes, sizes[1:]))
    return weights + sum(sizes) if bias else weights


@wrong(
    answer="count_parameters",
    says="The biases of the last layer are left out.",
)
def last_biases_left_out(sizes, bias=True):
    weights = sum(a * b for a, b in zip(sizes, sizes[1:]))
    return weights + sum(sizes[1:-1]) if bias else weights


@wrong(
    answer="count_parameters",
    says="In a hidden test (deeper networks, and a single layer)",
)
def three_layers_at_most(sizes, bias=True):
    pairs = zip(sizes[:3], sizes[1:4])
    return sum(a * b + (b if bias else 0) for a, b in pairs)


@wrong(answer="count_parameters", says="raises ValueError")
def three_sizes_taken_apart(sizes, bias=True):
    D, H, K = sizes
    return D * H + H * K + (H + K if bias else 0)


@wrong(
    answer="count_parameters",
    says="count_parameters at sizes = [5, 4, 3, 2]",
)
def one_hidden_layer_only(sizes, bias=True):
    D, H, K = sizes[0], sizes[1], sizes[-1]
    return D * H + H * K + (H + K if bias else 0)


@wrong(
    answer="count_parameters",
    says="The sizes are multiplied with each other, all of them: each layer has a matrix of its own.",
)
def one_product(sizes, bias=True):
    return np.prod(sizes)


@wrong(
    answer="count_parameters",
    says="Those are the units, not what is between them.",
)
def the_units(sizes, bias=True):
    return sum(sizes)


@wrong(
    answer="count_parameters",
    says="Only the first layer is counted: does a `return` stand inside the loop?",
)
def return_inside_the_loop(sizes, bias=True):
    total = 0
    for a, b in zip(sizes, sizes[1:]):
        total += a * b + (b if bias else 0)
        return total


@wrong(
    answer="count_parameters",
    says="The input has no biases: only the outputs of layers have.",
)
def all_sizes_for_biases(sizes, bias=True):
    return sum(a * b for a, b in zip(sizes, sizes[1:])) + sum(sizes)


@wrong(
    answer="count_parameters",
    says="One bias for each layer is too few: each of its outputs has one.",
)
def one_bias_a_layer(sizes, bias=True):
    return sum(a * b + (1 if bias else 0) for a, b in zip(sizes, sizes[1:]))


@wrong(answer="count_parameters", says="is None. Is a `return` missing?")
def no_return(sizes, bias=True):
    total = 0
    for a, b in zip(sizes, sizes[1:]):
        total += a * b + b
