import numpy as np

from nablabook.variants import right, wrong


@right
def with_a_mask(x_batch, W1, b1, W2, b2):
    z = np.dot(x_batch, W1) + b1
    a = z * (z > 0)
    h = np.dot(a, W2) + b2
    e = np.exp(h - h.max(axis=1, keepdims=True))
    return z, a, h, e / e.sum(axis=1, keepdims=True)


@right
def sample_by_sample(x_batch, W1, b1, W2, b2):
    rows = []
    for x in x_batch:
        z = x @ W1 + b1
        a = np.where(z > 0, z, 0.0)
        h = a @ W2 + b2
        rows.append((z, a, h, softmax(h)))
    return [np.array(stage) for stage in zip(*rows)]


@right
def with_einsum(x_batch, W1, b1, W2, b2):
    z = np.einsum("nd,dh->nh", x_batch, W1) + b1
    a = z.clip(min=0)
    h = np.einsum("nh,hk->nk", a, W2) + b2
    return z, a, h, softmax(h, axis=-1)


@right
def clipped_in_a_copy(x_batch, W1, b1, W2, b2):
    z = x_batch @ W1 + b1
    a = z.copy()
    a[a < 0] = 0
    h = a @ W2 + b2
    return z, a, h, softmax(h, axis=1)


@wrong(says="The ReLU is left out: negative entries are still there.")
def no_relu(x_batch, W1, b1, W2, b2):
    z = x_batch @ W1 + b1
    h = z @ W2 + b2
    return z, z, h, softmax(h, axis=1)


@wrong(says="`b = a` copies nothing, both names mean one array.")
def clipped_in_place(x_batch, W1, b1, W2, b2):
    z = x_batch @ W1 + b1
    a = z
    a[a < 0] = 0
    h = a @ W2 + b2
    return z, a, h, softmax(h, axis=1)


@wrong(
    says="Softmax runs down the batch: each column adds up to 1, where each row should."
)
def softmax_over_the_batch(x_batch, W1, b1, W2, b2):
    z = x_batch @ W1 + b1
    a = np.maximum(z, 0)
    h = a @ W2 + b2
    return z, a, h, softmax(h, axis=0)


@wrong(says="Softmax runs over the whole batch at once")
def softmax_without_axis(x_batch, W1, b1, W2, b2):
    z = x_batch @ W1 + b1
    a = np.maximum(z, 0)
    h = a @ W2 + b2
    return z, a, h, softmax(h)


@wrong(
    says="There is a ReLU too many: logits are scores, and may be negative."
)
def relu_on_the_logits(x_batch, W1, b1, W2, b2):
    z = x_batch @ W1 + b1
    a = np.maximum(z, 0)
    h = np.maximum(a @ W2 + b2, 0)
    return z, a, h, softmax(h, axis=1)


@wrong(says="The biases b1 are left out.")
def first_biases_left_out(x_batch, W1, b1, W2, b2):
    z = x_batch @ W1
    a = np.maximum(z, 0)
    h = a @ W2 + b2
    return z, a, h, softmax(h, axis=1)


@wrong(
    says="It comes out as without the ReLU: what stands before it is taken"
)
def activations_passed_over(x_batch, W1, b1, W2, b2):
    z = x_batch @ W1 + b1
    a = np.maximum(z, 0)
    h = z @ W2 + b2
    return z, a, h, softmax(h, axis=1)


@wrong(says="exp overflows: exp(710) is inf already")
def softmax_that_overflows(x_batch, W1, b1, W2, b2):
    z = x_batch @ W1 + b1
    a = np.maximum(z, 0)
    h = a @ W2 + b2
    return z, a, h, np.exp(h) / np.exp(h).sum(axis=1, keepdims=True)


@wrong(
    says="expected 4 results: linear_out_1, activations_1, logits and probs"
)
def probabilities_alone(x_batch, W1, b1, W2, b2):
    a = np.maximum(x_batch @ W1 + b1, 0)
    return softmax(a @ W2 + b2, axis=1)


@wrong(
    says="`A @ B` needs the last axis of A to be as long as the first of B."
)
def weights_transposed(x_batch, W1, b1, W2, b2):
    z = x_batch @ W1.T + b1
    a = np.maximum(z, 0)
    h = a @ W2.T + b2
    return z, a, h, softmax(h, axis=1)


@wrong(
    says="`np.max(x, 0)` takes 0 for an axis: the largest of each column. `np.maximum(x, 0)` compares"
)
def largest_of_each_column(x_batch, W1, b1, W2, b2):
    z = x_batch @ W1 + b1
    a = np.max(z, 0)
    h = a @ W2 + b2
    return z, a, h, softmax(h, axis=1)


@wrong(
    says="`np.max(x, 0)` takes 0 for an axis: the largest of each column. `np.maximum(x, 0)` compares"
)
def largest_of_each_column_to_the_end(x_batch, W1, b1, W2, b2):
    z = x_batch @ W1 + b1
    a = z.max(0)
    h = a @ W2 + b2
    return z, a, h, softmax(h, axis=-1)


@wrong(says="Python's `max` compares two whole arrays")
def pythons_max(x_batch, W1, b1, W2, b2):
    z = x_batch @ W1 + b1
    a = max(z, 0)
    h = a @ W2 + b2
    return z, a, h, softmax(h, axis=1)


@wrong(
    says="Do the two stand in the right order? `A @ B` is not `B @ A`. Or is one to be transposed, with `.T`?"
)
def weights_in_front(x_batch, W1, b1, W2, b2):
    z = W1 @ x_batch + b1
    a = np.maximum(z, 0)
    h = W2 @ a + b2
    return z, a, h, softmax(h, axis=1)


@wrong(
    says="Do the two stand in the right order? `A @ B` is not `B @ A`. Or is one to be transposed, with `.T`?"
)
def weights_in_front_and_transposed(x_batch, W1, b1, W2, b2):
    z = W1.T @ x_batch + b1
    a = np.maximum(z, 0)
    h = W2.T @ a + b2
    return z, a, h, softmax(h, axis=1)


@wrong(
    says="b1 has one number for each unit, so the units have to be the last axis: ("
)
def everything_on_its_side(x_batch, W1, b1, W2, b2):
    z = W1.T @ x_batch.T + b1
    a = np.maximum(z, 0)
    h = W2.T @ a + b2
    return z, a, h, softmax(h, axis=0)


@wrong(says="`*` is entry by entry; the product of matrices is `@`.")
def entry_by_entry(x_batch, W1, b1, W2, b2):
    z = x_batch * W1 + b1
    a = np.maximum(z, 0)
    h = a * W2 + b2
    return z, a, h, softmax(h, axis=1)


@wrong(says="ReLU keeps the number itself.")
def gate_for_activations(x_batch, W1, b1, W2, b2):
    linear_out_1 = x_batch @ W1 + b1
    activations_1 = linear_out_1 > 0
    logits = activations_1 @ W2 + b2
    return linear_out_1, activations_1, logits, softmax(logits, axis=1)
