import numpy as np

from nablabook.variants import right, wrong


@right
def row_by_row(probs, y_batch):
    total = 0.0
    for row, label in zip(probs, y_batch):
        total -= np.log(row[label])
    return total / len(y_batch)


@right
def along_the_axis(probs, y_batch):
    picked = np.take_along_axis(probs, y_batch[:, None], axis=1)
    return np.mean(-np.log(picked))


@right
def through_a_mask(probs, y_batch):
    mask = np.arange(probs.shape[1]) == y_batch[:, None]
    return -np.log(probs[mask]).sum() / len(probs)


@right
def one_hot_outside_of_the_logarithm(probs, y_batch):
    one_hot = np.eye(probs.shape[1])[y_batch]
    return -np.log((probs * one_hot).sum(axis=1)).mean()


@wrong(says="y_batch holds labels, one integer a sample, shape (")
def one_hot_assumed(probs, y_batch):
    return -np.mean(np.sum(y_batch * np.log(probs), axis=1))


@wrong(
    says="There is no such axis: an array with one axis has axis 0 alone."
)
def label_looked_for_in_a_row(probs, y_batch):
    labels = y_batch.argmax(axis=1)
    return -np.mean(np.log(probs[np.arange(len(labels)), labels]))


@wrong(
    says="The mean over the batch is not taken: one number a sample is left, where one for all is expected."
)
def one_loss_a_sample(probs, y_batch):
    return -np.log(probs[np.arange(len(y_batch)), y_batch])


@wrong(says="Every label is taken for every row, as [:, y_batch] does")
def every_row_at_every_label(probs, y_batch):
    return -np.mean(np.log(probs[:, y_batch]))


@wrong(says="Every label is taken for every row, as [:, y_batch] does")
def rows_as_a_column(probs, y_batch):
    rows = np.arange(len(y_batch))[:, None]
    return -np.log(probs[rows, y_batch]).mean()


@wrong(
    says="times too large: is it a sum where the mean over the batch is meant?"
)
def sum_for_mean(probs, y_batch):
    return -np.sum(np.log(probs[np.arange(len(y_batch)), y_batch]))


@wrong(says="It has the wrong sign.")
def minus_forgotten(probs, y_batch):
    return np.mean(np.log(probs[np.arange(len(y_batch)), y_batch]))


@wrong(says="is the mean taken over the columns too?")
def mean_over_classes_too(probs, y_batch):
    mask = np.arange(probs.shape[1]) == y_batch[:, None]
    return -np.mean(np.where(mask, np.log(np.where(mask, probs, 1)), 0))


@wrong(
    says="The mean is taken before the logarithm. It comes last: each sample has a logarithm of its own."
)
def mean_first(probs, y_batch):
    return -np.log(np.mean(probs[np.arange(len(y_batch)), y_batch]))


@wrong(says="The labels pick whole rows, as [y_batch] does")
def labels_for_rows(probs, y_batch):
    return -np.mean(np.log(probs[y_batch]))


@wrong(
    says="The labels in y_batch are used as row numbers, and a label is the number of a column."
)
def columns_before_rows(probs, y_batch):
    picked = np.log(probs)[y_batch, np.arange(len(y_batch))]
    return -picked.mean()


@wrong(says="Is a matrix of decimals used as one, such as one-hot rows?")
def one_hot_rows_as_an_index(probs, y_batch):
    one_hot = np.eye(probs.shape[1])[y_batch]
    return -np.mean(np.log(probs[one_hot]))


@wrong(
    says="There is NaN or inf where an input is exactly 0: log(0) is −inf, and 0 · log(0) and 0/0 are NaN."
)
def zero_times_log_of_zero(probs, y_batch):
    one_hot = np.eye(probs.shape[1])[y_batch]
    return -np.mean(np.sum(one_hot * np.log(probs), axis=1))


@wrong(says="Is it log10, where the natural logarithm is meant?")
def base_ten(probs, y_batch):
    return -np.mean(np.log10(probs[np.arange(len(y_batch)), y_batch]))


@wrong(says="It is the answer for the class with the largest score")
def labels_ignored(probs, y_batch):
    return -np.mean(np.log(np.max(probs, axis=1)))


@wrong(says="In a hidden test (other batches)")
def seven_rows_at_most(probs, y_batch):
    rows = np.arange(len(y_batch))[:7]
    return -np.mean(np.log(probs[rows, y_batch[:7]]))
