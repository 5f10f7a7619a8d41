import numpy as np

from nablabook.variants import right, wrong


@right(answer="output_layer_gradients")
def with_one_hot_rows(activations_1, y_batch, W2, b2):
    Y = np.eye(W2.shape[1])[y_batch]
    P = softmax(activations_1 @ W2 + b2, axis=-1)
    G = (P - Y) / len(Y)
    return {"b2": np.sum(G, axis=0), "W2": np.dot(activations_1.T, G)}


@right(answer="output_layer_gradients")
def sample_after_sample(activations_1, y_batch, W2, b2):
    dW2, db2 = np.zeros(W2.shape), np.zeros(b2.shape)
    for a, y in zip(activations_1, y_batch):
        g = softmax(a @ W2 + b2)
        g[y] -= 1
        dW2 += np.outer(a, g) / len(y_batch)
        db2 += g / len(y_batch)
    return {"W2": dW2, "b2": db2}


@right(answer="output_layer_gradients")
def output_with_einsum(activations_1, y_batch, W2, b2):
    N = y_batch.shape[0]
    G = softmax(activations_1 @ W2 + b2, axis=1) - np.eye(b2.size)[y_batch]
    return {
        "W2": np.einsum("nh,nk->hk", activations_1, G) / N,
        "b2": np.mean(G, axis=0),
    }


@wrong(
    answer="output_layer_gradients",
    says="times too large: is it a sum where the mean over the batch is meant?",
)
def output_without_1_over_N(activations_1, y_batch, W2, b2):
    G = softmax(activations_1 @ W2 + b2, axis=1)
    G[np.arange(len(y_batch)), y_batch] -= 1
    return {"W2": activations_1.T @ G, "b2": G.sum(axis=0)}


@wrong(
    answer="output_layer_gradients",
    says="times too small: is it divided by N once too often?",
)
def biases_divided_twice(activations_1, y_batch, W2, b2):
    G = softmax(activations_1 @ W2 + b2, axis=1)
    G[np.arange(len(y_batch)), y_batch] -= 1
    G = G / len(y_batch)
    return {"W2": activations_1.T @ G, "b2": G.mean(axis=0)}


@wrong(
    answer="output_layer_gradients",
    says="It is summed over the other axis: over the entries of a sample, not over the samples.",
)
def biases_over_the_other_axis(activations_1, y_batch, W2, b2):
    G = softmax(activations_1 @ W2 + b2, axis=1)
    G[np.arange(len(y_batch)), y_batch] -= 1
    G = G / len(y_batch)
    return {"W2": activations_1.T @ G, "b2": G.sum(axis=1)}


@wrong(
    answer="output_layer_gradients",
    says="It is not summed over the batch: one row a sample is left, where one for all is expected.",
)
def biases_not_summed(activations_1, y_batch, W2, b2):
    G = softmax(activations_1 @ W2 + b2, axis=1)
    G[np.arange(len(y_batch)), y_batch] -= 1
    G = G / len(y_batch)
    return {"W2": activations_1.T @ G, "b2": G}


@wrong(
    answer="output_layer_gradients",
    says="It is the transpose of the expected array.",
)
def output_turned_round(activations_1, y_batch, W2, b2):
    G = softmax(activations_1 @ W2 + b2, axis=1)
    G[np.arange(len(y_batch)), y_batch] -= 1
    G = G / len(y_batch)
    return {"W2": G.T @ activations_1, "b2": G.sum(axis=0)}


@wrong(
    answer="output_layer_gradients",
    says="Every entry has the wrong sign.",
)
def truth_minus_prediction(activations_1, y_batch, W2, b2):
    G = -softmax(activations_1 @ W2 + b2, axis=1)
    G[np.arange(len(y_batch)), y_batch] += 1
    G = G / len(y_batch)
    return {"W2": activations_1.T @ G, "b2": G.sum(axis=0)}


@wrong(
    answer="output_layer_gradients",
    says="The labels are not subtracted: it is made of P where P − Y is meant.",
)
def labels_forgotten(activations_1, y_batch, W2, b2):
    G = softmax(activations_1 @ W2 + b2, axis=1) / len(y_batch)
    return {"W2": activations_1.T @ G, "b2": G.sum(axis=0)}


@wrong(
    answer="output_layer_gradients",
    says="1 is taken off every row at every label, as [:, y_batch] does: each row has one label of its own.",
)
def minus_one_in_every_row(activations_1, y_batch, W2, b2):
    G = softmax(activations_1 @ W2 + b2, axis=1)
    G[:, y_batch] -= 1
    G = G / len(y_batch)
    return {"W2": activations_1.T @ G, "b2": G.sum(axis=0)}


@wrong(
    answer="output_layer_gradients",
    says="y_batch holds labels, one integer a sample, shape (",
)
def labels_as_one_hot(activations_1, y_batch, W2, b2):
    G = softmax(activations_1 @ W2 + b2, axis=1) - y_batch
    G = G / len(y_batch)
    return {"W2": activations_1.T @ G, "b2": G.sum(axis=0)}


@wrong(
    answer="output_layer_gradients",
    says="In a hidden test (other batches) the answer: W2 is not right yet.",
)
def batch_size_written_in(activations_1, y_batch, W2, b2):
    G = softmax(activations_1 @ W2 + b2, axis=1)
    G[np.arange(len(y_batch)), y_batch] -= 1
    return {"W2": activations_1.T @ G / 5, "b2": G.sum(axis=0) / 5}


@right(answer="backward")
def mask_from_the_activations(x_batch, y_batch, W1, b1, W2, b2):
    z, a, h, P = forward(x_batch, W1, b1, W2, b2)
    G = (P - np.eye(len(b2))[y_batch]) / len(x_batch)
    dz = G @ W2.T
    dz[a == 0] = 0
    return {
        "W1": x_batch.T @ dz,
        "b1": np.sum(dz, axis=0),
        "W2": a.T @ G,
        "b2": np.sum(G, axis=0),
    }


@right(answer="backward")
def with_the_first_half(x_batch, y_batch, W1, b1, W2, b2):
    z = x_batch @ W1 + b1
    a = np.maximum(z, 0)
    grads = output_layer_gradients(a, y_batch, W2, b2)
    G = softmax(a @ W2 + b2, axis=1) - np.eye(len(b2))[y_batch]
    back = np.where(z > 0, G @ W2.T, 0) / len(z)
    return {**grads, "W1": x_batch.T @ back, "b1": back.sum(axis=0)}


@right(answer="backward")
def one_sample_at_a_time(x_batch, y_batch, W1, b1, W2, b2):
    grads = {
        "W1": np.zeros(W1.shape),
        "b1": np.zeros(b1.shape),
        "W2": np.zeros(W2.shape),
        "b2": np.zeros(b2.shape),
    }
    for x, y in zip(x_batch, y_batch):
        z = x @ W1 + b1
        a = z * (z > 0)
        g = softmax(a @ W2 + b2)
        g[y] -= 1
        g /= len(x_batch)
        back = (W2 @ g) * (z > 0)
        grads["W1"] += np.outer(x, back)
        grads["b1"] += back
        grads["W2"] += np.outer(a, g)
        grads["b2"] += g
    return grads


@right(answer="backward")
def with_einsum(x_batch, y_batch, W1, b1, W2, b2):
    z, a, h, P = forward(x_batch, W1, b1, W2, b2)
    G = P.copy()
    for n, y in enumerate(y_batch):
        G[n, y] -= 1
    G /= len(G)
    back = np.einsum("nk,hk->nh", G, W2) * np.sign(a)
    return {
        "W1": np.einsum("nd,nh->dh", x_batch, back),
        "b1": np.einsum("nh->h", back),
        "W2": np.einsum("nh,nk->hk", a, G),
        "b2": np.einsum("nk->k", G),
    }


@wrong(
    answer="backward",
    says="The gate of the ReLU is missing: what was made 0 on the way down lets nothing back.",
)
def gate_missing(x_batch, y_batch, W1, b1, W2, b2):
    z, a, h, P = forward(x_batch, W1, b1, W2, b2)
    G = (P - np.eye(len(b2))[y_batch]) / len(x_batch)
    back = G @ W2.T
    return {
        "W1": x_batch.T @ back,
        "b1": back.sum(axis=0),
        "W2": a.T @ G,
        "b2": G.sum(axis=0),
    }


@wrong(
    answer="backward",
    says="Or it is always open: after a ReLU, >= 0 is true everywhere.",
)
def gate_always_open(x_batch, y_batch, W1, b1, W2, b2):
    z, a, h, P = forward(x_batch, W1, b1, W2, b2)
    G = (P - np.eye(len(b2))[y_batch]) / len(x_batch)
    back = (G @ W2.T) * (a >= 0)
    return {
        "W1": x_batch.T @ back,
        "b1": back.sum(axis=0),
        "W2": a.T @ G,
        "b2": G.sum(axis=0),
    }


@wrong(
    answer="backward",
    says="The gate looks at the sign of what comes back",
)
def gate_by_what_comes_back(x_batch, y_batch, W1, b1, W2, b2):
    z, a, h, P = forward(x_batch, W1, b1, W2, b2)
    G = (P - np.eye(len(b2))[y_batch]) / len(x_batch)
    back = np.maximum(G @ W2.T, 0)
    return {
        "W1": x_batch.T @ back,
        "b1": back.sum(axis=0),
        "W2": a.T @ G,
        "b2": G.sum(axis=0),
    }


@wrong(
    answer="backward",
    says="At exactly 0 it is what it should be just above 0: is it >= 0 where > 0 is meant?",
)
def open_at_zero(x_batch, y_batch, W1, b1, W2, b2):
    z, a, h, P = forward(x_batch, W1, b1, W2, b2)
    G = (P - np.eye(len(b2))[y_batch]) / len(x_batch)
    back = (G @ W2.T) * (z >= 0)
    return {
        "W1": x_batch.T @ back,
        "b1": back.sum(axis=0),
        "W2": a.T @ G,
        "b2": G.sum(axis=0),
    }


@wrong(
    answer="backward",
    says="times too large: is it a sum where the mean over the batch is meant?",
)
def without_1_over_N(x_batch, y_batch, W1, b1, W2, b2):
    z, a, h, P = forward(x_batch, W1, b1, W2, b2)
    G = P - np.eye(len(b2))[y_batch]
    back = (G @ W2.T) * (z > 0)
    return {
        "W1": x_batch.T @ back,
        "b1": back.sum(axis=0),
        "W2": a.T @ G,
        "b2": G.sum(axis=0),
    }


@wrong(
    answer="backward",
    says="times too small: is it divided by N once too often?",
)
def divided_by_N_again(x_batch, y_batch, W1, b1, W2, b2):
    z, a, h, P = forward(x_batch, W1, b1, W2, b2)
    G = (P - np.eye(len(b2))[y_batch]) / len(x_batch)
    back = (G @ W2.T) * (z > 0) / len(x_batch)
    return {
        "W1": x_batch.T @ back,
        "b1": back.sum(axis=0),
        "W2": a.T @ G,
        "b2": G.sum(axis=0),
    }


@wrong(
    answer="backward",
    says="W2 was moved by 0.1 times its gradient before anything went back through it",
)
def through_an_updated_W2(x_batch, y_batch, W1, b1, W2, b2):
    z, a, h, P = forward(x_batch, W1, b1, W2, b2)
    G = (P - np.eye(len(b2))[y_batch]) / len(x_batch)
    grad_W2 = a.T @ G
    W2 = W2 - 0.1 * grad_W2
    back = (G @ W2.T) * (z > 0)
    return {
        "W1": x_batch.T @ back,
        "b1": back.sum(axis=0),
        "W2": grad_W2,
        "b2": G.sum(axis=0),
    }


@wrong(answer="backward", says="The call changes its input W2 in place.")
def updates_W2_on_the_way(x_batch, y_batch, W1, b1, W2, b2):
    z, a, h, P = forward(x_batch, W1, b1, W2, b2)
    G = (P - np.eye(len(b2))[y_batch]) / len(x_batch)
    grad_W2 = a.T @ G
    W2 -= 0.1 * grad_W2
    back = (G @ W2.T) * (z > 0)
    return {
        "W1": x_batch.T @ back,
        "b1": back.sum(axis=0),
        "W2": grad_W2,
        "b2": G.sum(axis=0),
    }


@wrong(
    answer="backward",
    says="`G` is a dict, and `@` is for two arrays. One of its arrays is `G[key]`.",
)
def the_dict_for_G(x_batch, y_batch, W1, b1, W2, b2):
    z, a, h, P = forward(x_batch, W1, b1, W2, b2)
    G = output_layer_gradients(a, y_batch, W2, b2)
    back = (G @ W2.T) * (z > 0)
    return {**G, "W1": x_batch.T @ back, "b1": back.sum(axis=0)}


@wrong(
    answer="backward",
    says="`A @ B` needs the last axis of A to be as long as the first of B.",
)
def W2_not_transposed(x_batch, y_batch, W1, b1, W2, b2):
    z, a, h, P = forward(x_batch, W1, b1, W2, b2)
    G = (P - np.eye(len(b2))[y_batch]) / len(x_batch)
    back = (G @ W2) * (z > 0)
    return {
        "W1": x_batch.T @ back,
        "b1": back.sum(axis=0),
        "W2": a.T @ G,
        "b2": G.sum(axis=0),
    }


@wrong(
    answer="backward",
    says="It is summed over the other axis: over the entries of a sample, not over the samples.",
)
def bias_over_the_other_axis(x_batch, y_batch, W1, b1, W2, b2):
    z, a, h, P = forward(x_batch, W1, b1, W2, b2)
    G = (P - np.eye(len(b2))[y_batch]) / len(x_batch)
    back = (G @ W2.T) * (z > 0)
    return {
        "W1": x_batch.T @ back,
        "b1": back.sum(axis=1),
        "W2": a.T @ G,
        "b2": G.sum(axis=1),
    }


@wrong(
    answer="backward",
    says="The activations stand where a gate of 0 and 1 is meant.",
)
def times_the_activations(x_batch, y_batch, W1, b1, W2, b2):
    z, a, h, P = forward(x_batch, W1, b1, W2, b2)
    G = (P - np.eye(len(b2))[y_batch]) / len(x_batch)
    back = (G @ W2.T) * a
    return {
        "W1": x_batch.T @ back,
        "b1": back.sum(axis=0),
        "W2": a.T @ G,
        "b2": G.sum(axis=0),
    }


@wrong(
    answer="output_layer_gradients",
    says="The labels are subtracted as numbers, y_batch from each row of P.",
)
def labels_as_numbers(activations_1, y_batch, W2, b2):
    G = softmax(activations_1 @ W2 + b2, axis=1)
    G = G - y_batch[:, None]
    G = G / len(y_batch)
    return {"W2": activations_1.T @ G, "b2": G.sum(axis=0)}


@wrong(
    answer="output_layer_gradients",
    says="The entry of the true class is made −1.",
)
def set_to_minus_one(activations_1, y_batch, W2, b2):
    G = softmax(activations_1 @ W2 + b2, axis=1)
    G[np.arange(len(y_batch)), y_batch] = -1
    G = G / len(y_batch)
    return {"W2": activations_1.T @ G, "b2": G.sum(axis=0)}


@wrong(
    answer="output_layer_gradients",
    says="It is made of P + Y where P − Y is meant",
)
def true_class_added(activations_1, y_batch, W2, b2):
    G = softmax(activations_1 @ W2 + b2, axis=1)
    G[np.arange(len(y_batch)), y_batch] += 1
    G = G / len(y_batch)
    return {"W2": activations_1.T @ G, "b2": G.sum(axis=0)}


@wrong(
    answer="output_layer_gradients",
    says="Softmax runs down the batch",
)
def softmax_down(activations_1, y_batch, W2, b2):
    G = softmax(activations_1 @ W2 + b2, axis=1)
    G = softmax(activations_1 @ W2 + b2, axis=0) - np.eye(len(b2))[y_batch]
    G = G / len(y_batch)
    return {"W2": activations_1.T @ G, "b2": G.sum(axis=0)}


@wrong(
    answer="output_layer_gradients",
    says="Softmax runs over the whole batch at once",
)
def softmax_of_all(activations_1, y_batch, W2, b2):
    G = softmax(activations_1 @ W2 + b2, axis=1)
    G = softmax(activations_1 @ W2 + b2) - np.eye(len(b2))[y_batch]
    G = G / len(y_batch)
    return {"W2": activations_1.T @ G, "b2": G.sum(axis=0)}


@wrong(
    answer="output_layer_gradients",
    says="The logits stand where their softmax is meant",
)
def scores_for_probabilities(activations_1, y_batch, W2, b2):
    G = softmax(activations_1 @ W2 + b2, axis=1)
    G = activations_1 @ W2 + b2 - np.eye(len(b2))[y_batch]
    G = G / len(y_batch)
    return {"W2": activations_1.T @ G, "b2": G.sum(axis=0)}


@wrong(
    answer="output_layer_gradients",
    says="1 is taken off whole rows, as [y_batch] does",
)
def rows_not_named(activations_1, y_batch, W2, b2):
    G = softmax(activations_1 @ W2 + b2, axis=1)
    G[y_batch] -= 1
    G = G / len(y_batch)
    return {"W2": activations_1.T @ G, "b2": G.sum(axis=0)}


@wrong(
    answer="backward",
    says="The numbers before the ReLU stand where a gate of 0 and 1 is meant.",
)
def times_the_numbers_before(x_batch, y_batch, W1, b1, W2, b2):
    z, a, h, P = forward(x_batch, W1, b1, W2, b2)
    G = (P - np.eye(len(b2))[y_batch]) / len(x_batch)
    back = (G @ W2.T) * z
    return {
        "W1": x_batch.T @ back,
        "b1": back.sum(axis=0),
        "W2": a.T @ G,
        "b2": G.sum(axis=0),
    }


@wrong(
    answer="backward",
    says="The numbers before the ReLU stand where the activations, those after it, are meant",
)
def weights_by_the_numbers_before(x_batch, y_batch, W1, b1, W2, b2):
    z, a, h, P = forward(x_batch, W1, b1, W2, b2)
    G = (P - np.eye(len(b2))[y_batch]) / len(x_batch)
    back = (G @ W2.T) * (z > 0)
    return {
        "W1": x_batch.T @ back,
        "b1": back.sum(axis=0),
        "W2": z.T @ G,
        "b2": G.sum(axis=0),
    }


@wrong(
    answer="output_layer_gradients",
    says="It is a plain number, 0, where an array of shape (",
)
def no_gradient_for_the_biases(activations_1, y_batch, W2, b2):
    G = softmax(activations_1 @ W2 + b2, axis=1)
    G[np.arange(len(y_batch)), y_batch] -= 1
    G = G / len(y_batch)
    return {"W2": activations_1.T @ G, "b2": 0}


@wrong(
    answer="output_layer_gradients",
    says="The entries are added up into one number.",
)
def biases_over_both_axes(activations_1, y_batch, W2, b2):
    G = softmax(activations_1 @ W2 + b2, axis=1)
    G[np.arange(len(y_batch)), y_batch] -= 1
    G = G / len(y_batch)
    return {"W2": activations_1.T @ G, "b2": G.sum()}


@wrong(
    answer="backward",
    says="It is a plain number, 0, where an array of shape (",
)
def zeros_for_the_biases(x_batch, y_batch, W1, b1, W2, b2):
    z, a, h, P = forward(x_batch, W1, b1, W2, b2)
    G = (P - np.eye(len(b2))[y_batch]) / len(x_batch)
    back = (G @ W2.T) * (z > 0)
    return {"W1": x_batch.T @ back, "b1": 0, "W2": a.T @ G, "b2": 0}


@wrong(
    answer="backward", says="In a hidden test (a single sample) the answer"
)
def a_single_sample_made_flat(x_batch, y_batch, W1, b1, W2, b2):
    z, a, h, P = forward(x_batch, W1, b1, W2, b2)
    G = (P - np.eye(len(b2))[y_batch]) / len(x_batch)
    back = ((G @ W2.T) * (z > 0)).squeeze()
    return {
        "W1": x_batch.T @ back.reshape(z.shape),
        "b1": back.sum(axis=0),
        "W2": a.T @ G,
        "b2": G.sum(axis=0),
    }


@wrong(
    answer="backward",
    says="The activations stand where x_batch is meant: what comes into the first layer is the batch itself.",
)
def activations_for_the_batch(x_batch, y_batch, W1, b1, W2, b2):
    z, a, h, P = forward(x_batch, W1, b1, W2, b2)
    G = (P - np.eye(len(b2))[y_batch]) / len(x_batch)
    back = (G @ W2.T) * (z > 0)
    return {
        "W1": a.T @ back,
        "b1": back.sum(axis=0),
        "W2": a.T @ G,
        "b2": G.sum(axis=0),
    }


@wrong(
    answer="backward",
    says="The true class counts as 0, where P − 1 is meant, a number below 0. Is a ReLU put on P − Y",
)
def relu_on_the_way_back(x_batch, y_batch, W1, b1, W2, b2):
    z, a, h, P = forward(x_batch, W1, b1, W2, b2)
    G = (P - np.eye(len(b2))[y_batch]) / len(x_batch)
    back = (np.maximum(G, 0) @ W2.T) * (z > 0)
    return {
        "W1": x_batch.T @ back,
        "b1": back.sum(axis=0),
        "W2": a.T @ G,
        "b2": G.sum(axis=0),
    }


@wrong(
    answer="output_layer_gradients",
    says="The true class counts as 0, where P − 1 is meant, a number below 0. Is a ReLU put on P − Y",
)
def relu_on_G(activations_1, y_batch, W2, b2):
    G = softmax(activations_1 @ W2 + b2, axis=1)
    G[np.arange(len(y_batch)), y_batch] -= 1
    G = np.maximum(G, 0) / len(y_batch)
    return {"W2": activations_1.T @ G, "b2": G.sum(axis=0)}


@wrong(
    answer="output_layer_gradients",
    says="or is that entry set to 0?",
)
def true_class_set_to_zero(activations_1, y_batch, W2, b2):
    G = softmax(activations_1 @ W2 + b2, axis=1)
    G[np.arange(len(y_batch)), y_batch] = 0
    G = G / len(y_batch)
    return {"W2": activations_1.T @ G, "b2": G.sum(axis=0)}
