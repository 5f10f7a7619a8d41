from nablabook.variants import right, wrong


@right(answer="forward_shapes")
def stages_as_lists():
    forward_shapes = {
        "linear_out_1": ["N", "H"],
        "activations_1": ["N", "H"],
        "logits": ["N", 10],
        "probs": ["N", 10],
        "loss": [],
    }


@right(answer="forward_shapes")
def stages_from_variables():
    hidden, scores = ("N", "H"), ("N", 10)
    forward_shapes = {"loss": (), "probs": scores, "logits": scores}
    forward_shapes["activations_1"] = hidden
    forward_shapes["linear_out_1"] = hidden


@right(answer="forward_shapes")
def stages_with_the_input():
    forward_shapes = {
        "x_batch": ["N", 784],
        "linear_out_1": ("N", "H"),
        "activations_1": ("N", "H"),
        "logits": ("N", 10),
        "probs": ("N", 10),
        "loss": (),
    }


@wrong(
    answer="forward_shapes",
    says="loss: (1,) is an array with one entry; a single number has no axis at all.",
)
def loss_with_an_axis():
    forward_shapes = {
        "linear_out_1": ("N", "H"),
        "activations_1": ("N", "H"),
        "logits": ("N", 10),
        "probs": ("N", 10),
        "loss": (1,),
    }


@wrong(
    answer="forward_shapes",
    says="loss: it is one number, not one a sample: the mean is taken.",
)
def loss_for_each_sample():
    forward_shapes = {
        "linear_out_1": ("N", "H"),
        "activations_1": ("N", "H"),
        "logits": ("N", 10),
        "probs": ("N", 10),
        "loss": ("N",),
    }


@wrong(
    answer="forward_shapes",
    says="linear_out_1: the axes are turned round.",
)
def columns_are_samples():
    forward_shapes = {
        "linear_out_1": ("H", "N"),
        "activations_1": ("H", "N"),
        "logits": (10, "N"),
        "probs": (10, "N"),
        "loss": (),
    }


@wrong(
    answer="forward_shapes",
    says="linear_out_1: the whole batch goes through, one row a picture.",
)
def one_picture_alone():
    forward_shapes = {
        "linear_out_1": ("H",),
        "activations_1": ("H",),
        "logits": (10,),
        "probs": (10,),
        "loss": (),
    }


@wrong(
    answer="forward_shapes",
    says="linear_out_1: the last axis of x_batch goes into the product and vanishes.",
)
def stays_as_wide_as_the_input():
    forward_shapes = {
        "linear_out_1": ("N", 784),
        "activations_1": ("N", "H"),
        "logits": ("N", 10),
        "probs": ("N", 10),
        "loss": (),
    }


@wrong(
    answer="forward_shapes",
    says="probs: a probability for each class, not for the likeliest one alone.",
)
def likeliest_alone():
    forward_shapes = {
        "linear_out_1": ("N", "H"),
        "activations_1": ("N", "H"),
        "logits": ("N", 10),
        "probs": ("N",),
        "loss": (),
    }


@wrong(
    answer="forward_shapes",
    says="logits: a score for each class, not for each hidden unit.",
)
def scores_of_the_units():
    forward_shapes = {
        "linear_out_1": ("N", "H"),
        "activations_1": ("N", "H"),
        "logits": ("N", "H"),
        "probs": ("N", 10),
        "loss": (),
    }


@wrong(
    answer="forward_shapes",
    says="linear_out_1 = ('N', 'D') has 'D' in it: the names are 'N' and 'H'.",
)
def another_letter():
    forward_shapes = {
        "linear_out_1": ("N", "D"),
        "activations_1": ("N", "H"),
        "logits": ("N", 10),
        "probs": ("N", 10),
        "loss": (),
    }


@wrong(
    answer="forward_shapes",
    says="loss = 1 is no tuple: a shape is written (3, 4), (3,) or ().",
)
def loss_is_one():
    forward_shapes = {
        "linear_out_1": ("N", "H"),
        "activations_1": ("N", "H"),
        "logits": ("N", 10),
        "probs": ("N", 10),
        "loss": 1,
    }


@right(answer="parameter_shapes")
def parameters_as_lists():
    parameter_shapes = {
        "W1": [784, "H"],
        "b1": ["H"],
        "W2": ["H", 10],
        "b2": [10],
    }


@right(answer="parameter_shapes")
def parameters_counted_out():
    parameter_shapes = {"W1": (28 * 28, "H"), "b1": tuple("H")}
    parameter_shapes.update(W2=("H", 10), b2=(10,))


@right(answer="parameter_shapes")
def parameters_in_another_order():
    parameter_shapes = {
        "b2": (10,),
        "b1": ("H",),
        "W2": ("H", 10),
        "W1": (784, "H"),
    }


@wrong(
    answer="parameter_shapes",
    says="W1: the axes are turned round. In X @ W + b what comes in stands first.",
)
def first_weights_on_their_side():
    parameter_shapes = {
        "W1": ("H", 784),
        "b1": ("H",),
        "W2": ("H", 10),
        "b2": (10,),
    }


@wrong(
    answer="parameter_shapes",
    says="W2: the axes are turned round. In X @ W + b what comes in stands first.",
)
def second_weights_on_their_side():
    parameter_shapes = {
        "W1": (784, "H"),
        "b1": ("H",),
        "W2": (10, "H"),
        "b2": (10,),
    }


@wrong(
    answer="parameter_shapes",
    says="b1: that is a column. Added to a batch of rows it would be stretched sideways",
)
def biases_as_columns():
    parameter_shapes = {
        "W1": (784, "H"),
        "b1": ("H", 1),
        "W2": ("H", 10),
        "b2": (10, 1),
    }


@wrong(
    answer="parameter_shapes",
    says="b1: there is an axis of size 1 too many.",
)
def biases_as_rows():
    parameter_shapes = {
        "W1": (784, "H"),
        "b1": (1, "H"),
        "W2": ("H", 10),
        "b2": (1, 10),
    }


@wrong(
    answer="parameter_shapes",
    says="b1: one bias a unit, the same for all samples: no parameter knows N.",
)
def a_bias_for_each_sample():
    parameter_shapes = {
        "W1": (784, "H"),
        "b1": ("N", "H"),
        "W2": ("H", 10),
        "b2": ("N", 10),
    }


@wrong(
    answer="parameter_shapes",
    says="b1 = 'H' is no tuple: a shape is written (3, 4), (3,) or ().",
)
def comma_forgotten():
    parameter_shapes = {
        "W1": (784, "H"),
        "b1": ("H"),
        "W2": ("H", 10),
        "b2": (10),
    }


@right(answer="gradient_shapes")
def the_same_shapes():
    gradient_shapes = parameter_shapes


@right(answer="gradient_shapes")
def gradients_as_lists():
    gradient_shapes = {
        "W1": [784, "H"],
        "b1": ["H"],
        "W2": ["H", 10],
        "b2": [10],
    }


@right(answer="gradient_shapes")
def copied():
    gradient_shapes = {
        key: parameter_shapes[key] for key in parameter_shapes
    }


@wrong(
    answer="gradient_shapes",
    says="W1: a gradient lies as its parameter lies: the axes are turned round.",
)
def gradients_on_their_side():
    gradient_shapes = {
        "W1": ("H", 784),
        "b1": ("H",),
        "W2": (10, "H"),
        "b2": (10,),
    }


@wrong(
    answer="gradient_shapes",
    says="W1: that would be one gradient a picture.",
)
def a_gradient_for_each_picture():
    gradient_shapes = {
        "W1": ("N", 784, "H"),
        "b1": ("N", "H"),
        "W2": ("N", "H", 10),
        "b2": ("N", 10),
    }


@wrong(
    answer="gradient_shapes",
    says="b1: that would be one gradient a picture.",
)
def biases_not_summed():
    gradient_shapes = {
        "W1": (784, "H"),
        "b1": ("N", "H"),
        "W2": ("H", 10),
        "b2": ("N", 10),
    }


@wrong(
    answer="gradient_shapes",
    says="b1: a gradient has the shape of its parameter: it is a column here.",
)
def bias_gradient_as_column():
    gradient_shapes = {
        "W1": (784, "H"),
        "b1": ("H", 1),
        "W2": ("H", 10),
        "b2": (10, 1),
    }


@wrong(
    answer="gradient_shapes",
    says="W1: the slope of one number by many: there are as many slopes",
)
def one_number_like_the_loss():
    gradient_shapes = {"W1": (), "b1": (), "W2": (), "b2": ()}


@wrong(
    answer="gradient_shapes",
    says="gradient_shapes: It is a tuple, expected a dict with the keys W1, b1, W2 and b2.",
)
def without_names():
    gradient_shapes = (784, "H"), ("H",), ("H", 10), (10,)
