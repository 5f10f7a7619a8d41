import numpy as np

from nablabook.variants import right, wrong


@right(answer="sheet_shapes")
def as_lists():
    sheet_shapes = {
        "W1": [128, 785],
        "a1": [128],
        "a1_B": [129],
        "W2": [10, 129],
    }


@right(answer="sheet_shapes")
def counted_out():
    sheet_shapes = {"W1": (128, 784 + 1), "W2": (10, 128 + 1)}
    sheet_shapes.update(a1=(128,), a1_B=(129,))


@right(answer="sheet_shapes")
def from_our_layout():
    W1, W2 = (785, 128), (129, 10)
    sheet_shapes = {
        "W1": W1[::-1],
        "a1": W1[1:],
        "a1_B": W2[:1],
        "W2": W2[::-1],
    }


@wrong(answer="sheet_shapes", says="W1: that is our layout.")
def our_layout():
    sheet_shapes = {
        "W1": (785, 128),
        "a1": (128,),
        "a1_B": (129,),
        "W2": (129, 10),
    }


@wrong(
    answer="sheet_shapes",
    says="W1: the 1 at the end of x_B wants a column of its own: the biases.",
)
def biases_forgotten():
    sheet_shapes = {
        "W1": (128, 784),
        "a1": (128,),
        "a1_B": (129,),
        "W2": (10, 128),
    }


@wrong(
    answer="sheet_shapes",
    says="W2: the 1 at the end of a1_B wants a column of its own: the biases.",
)
def second_biases_forgotten():
    sheet_shapes = {
        "W1": (128, 785),
        "a1": (128,),
        "a1_B": (129,),
        "W2": (10, 128),
    }


@wrong(
    answer="sheet_shapes",
    says="a1: ReLU keeps the shape; the 1 comes after it.",
)
def the_129_kept():
    sheet_shapes = {
        "W1": (128, 785),
        "a1": (129,),
        "a1_B": (129,),
        "W2": (10, 129),
    }


@wrong(
    answer="sheet_shapes",
    says="a1 = (128, 1) has 2 axes, and 1 is meant: a shape such as (6,).",
)
def columns_with_two_axes():
    sheet_shapes = {
        "W1": (128, 785),
        "a1": (128, 1),
        "a1_B": (129, 1),
        "W2": (10, 129),
    }


@wrong(
    answer="sheet_shapes",
    says="a1_B = (1, 129) has 2 axes, and 1 is meant: a shape such as (6,).",
)
def the_second_as_a_row():
    sheet_shapes = {
        "W1": (128, 785),
        "a1": (128,),
        "a1_B": (1, 129),
        "W2": (10, 129),
    }


@wrong(
    answer="sheet_shapes",
    says="W1 = (785,) has 1 axis, and 2 are meant: a shape such as (6, 7).",
)
def a_matrix_with_one_axis():
    sheet_shapes = {
        "W1": (785,),
        "a1": (128,),
        "a1_B": (129,),
        "W2": (10, 129),
    }


@wrong(
    answer="sheet_shapes",
    says="a1 = ('H',) has 'H' in it: only whole numbers are meant here.",
)
def with_a_letter():
    sheet_shapes = {
        "W1": (128, 785),
        "a1": ("H",),
        "a1_B": (129,),
        "W2": (10, 129),
    }


@right(answer="add_ones")
def ones_by_stacking(X):
    return np.column_stack([X, np.ones(X.shape[0])])


@right(answer="add_ones")
def ones_by_padding(X):
    return np.pad(X, ((0, 0), (0, 1)), constant_values=1)


@right(answer="add_ones")
def ones_row_by_row(X):
    return np.array([[*row, 1.0] for row in X])


@right(answer="add_ones")
def into_a_table_of_ones(X):
    table = np.ones((X.shape[0], X.shape[1] + 1), dtype=np.float32)
    table[:, :-1] = X
    return table


@wrong(
    answer="add_ones",
    says="The ones stand in front. They come last, as in [x₁, x₂, 1].",
)
def ones_in_front(X):
    return np.column_stack([np.ones(len(X)), X])


@wrong(
    answer="add_ones",
    says="The ones are one more row, as if they were one more sample: they are a column.",
)
def ones_on_the_wrong_axis(X):
    return np.vstack([X, np.ones(X.shape[1])])


@wrong(
    answer="add_ones",
    says="Arrays that are put together agree in all axes but one.",
)
def a_row_beside_columns(X):
    return np.concatenate([X, np.ones((1, X.shape[1]))], axis=1)


@wrong(
    answer="add_ones",
    says="What is put together comes as one list, with square brackets of its own",
)
def no_list_to_join(X):
    return np.concatenate(X, np.ones((len(X), 1)), axis=1)


@wrong(answer="add_ones", says="The added column holds zeros.")
def zeros_in_place_of_ones(X):
    return np.pad(X, ((0, 0), (0, 1)))


@wrong(
    answer="add_ones",
    says="1 is added to every entry. What is meant is one more column.",
)
def plus_one(X):
    return X + 1


@wrong(
    answer="add_ones", says="The ones are there twice, in front and behind."
)
def ones_on_both_sides(X):
    return np.pad(X, ((0, 0), (1, 1)), constant_values=1)


@wrong(
    answer="add_ones",
    says="3 is the size of an input before this one, and here it is 5: is a number written in",
)
def three_rows_written_in(X):
    return np.concatenate([X, np.ones((3, 1))], axis=1)


@wrong(
    answer="add_ones",
    says="Give the flat one a second axis: `a[:, None]` makes a column of it",
)
def flat_ones(X):
    return np.concatenate([X, np.ones(len(X))], axis=1)


@wrong(answer="add_ones", says="In a hidden test (other batches)")
def a_single_sample_made_flat(X):
    return np.column_stack([X.squeeze(), np.ones(len(X))])


@right(answer="fold_bias")
def fold_by_joining(W, b):
    return np.concatenate([W, b[None, :]], axis=0)


@right(answer="fold_bias")
def fold_into_zeros(W, b):
    W_B = np.zeros((W.shape[0] + 1, W.shape[1]))
    W_B[:-1] = W
    W_B[-1] = b
    return W_B


@right(answer="fold_bias")
def fold_as_the_sheet_does_and_turn(W, b):
    return np.column_stack([W.T, b]).T


@right(answer="fold_bias")
def fold_as_a_list(W, b):
    return [*W.tolist(), b.tolist()]


@wrong(
    answer="fold_bias",
    says="The biases stand in the first row. The 1 is the last entry of a sample, so they are the last.",
)
def biases_in_front(W, b):
    return np.vstack([b, W])


@wrong(
    answer="fold_bias", says="It is the transpose of the expected array."
)
def in_the_sheets_layout(W, b):
    return np.column_stack([W.T, b])


@wrong(
    answer="fold_bias",
    says="The biases are added to the weights. They are one more row.",
)
def biases_added(W, b):
    return W + b


@wrong(
    answer="fold_bias",
    says="The last row is all ones: the ones belong to X_B, the biases stand here.",
)
def ones_in_the_weights(W, b):
    return np.vstack([W, np.ones(W.shape[1])])


@wrong(
    answer="fold_bias",
    says="Arrays that are put together agree in all axes but one.",
)
def biases_as_a_column(W, b):
    return np.concatenate([W, b[:, None]], axis=1)


@wrong(
    answer="fold_bias",
    says="Give the flat one a second axis: `a[:, None]` makes a column of it",
)
def flat_biases_below(W, b):
    return np.concatenate([W, b])


@wrong(
    answer="fold_bias",
    says="What is put together comes as one list, with square brackets of its own",
)
def no_list_to_stack(W, b):
    return np.vstack(W, b)


@wrong(answer="fold_bias", says="other layers")
def third_row_written_in(W, b):
    W_B = np.zeros((len(W) + 1, W.shape[1]))
    W_B[:-1] = W
    W_B[2] = b
    return W_B


@wrong(
    answer="fold_bias",
    says="The decimals are cut off: an array of integers can't hold decimals.",
)
def whole_numbers_only(W, b):
    W_B = np.zeros((len(W) + 1, len(b)), dtype=int)
    W_B[:-1] = W
    W_B[-1] = b
    return W_B


@right(answer="unfold_bias")
def unfold_by_length(W_B):
    D = len(W_B) - 1
    return W_B[:D], W_B[D]


@right(answer="unfold_bias")
def unfold_by_split(W_B):
    W, b = np.vsplit(W_B, [-1])
    return [W.copy(), b[0]]


@right(answer="unfold_bias")
def unfold_by_star(W_B):
    *rows, last = W_B
    return np.array(rows), np.array(last)


@wrong(
    answer="unfold_bias",
    says="W still has the row of biases in it: one row too many.",
)
def biases_kept_in_W(W_B):
    return W_B, W_B[-1]


@wrong(
    answer="unfold_bias",
    says="The first row is taken for the biases: they are the last.",
)
def first_row_for_the_biases(W_B):
    return W_B[1:], W_B[0]


@wrong(
    answer="unfold_bias",
    says="The numbers are right, their shape is not: its shape should be (",
)
def biases_with_two_axes(W_B):
    return W_B[:-1], W_B[-1:]


@wrong(
    answer="unfold_bias",
    says="The last column is taken for the biases: they are the last row.",
)
def last_column_for_the_biases(W_B):
    return W_B[:, :-1], W_B[:, -1]


@wrong(
    answer="unfold_bias",
    says="The last column is taken for the biases: they are the last row.",
)
def last_column_for_the_biases_alone(W_B):
    return W_B[:-1], W_B[:, -1]


@wrong(
    answer="unfold_bias",
    says="The last column is taken for the biases: they are the last row.",
)
def unfold_the_transpose(W_B):
    return W_B.T[:-1].T, W_B.T[-1]


@wrong(answer="unfold_bias", says="expected 2 results: W and b")
def weights_alone(W_B):
    return W_B[:-1]


@wrong(
    answer="unfold_bias",
    says="Its first axis is lost: `A[0]` is one row, with one axis; a slice, with its colon, keeps both.",
)
def a_row_too_few(W_B):
    return W_B[0], W_B[1]


@wrong(
    answer="unfold_bias",
    says="Only the first row is taken for W: there may be more.",
)
def two_rows_only(W_B):
    return W_B[:1], W_B[1]


@wrong(answer="unfold_bias", says="In a hidden test (other layers)")
def fourth_row_at_most(W_B):
    return W_B[:-1], W_B[min(3, len(W_B) - 1)]
