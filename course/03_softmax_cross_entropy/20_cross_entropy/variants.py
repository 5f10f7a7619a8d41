import numpy as np

from nablabook.variants import right, wrong


@right
def terms_that_count(P, Y):
    counts = Y > 0
    return -(Y[counts] * np.log(P[counts])).sum() / P.shape[0]


@right
def both_ways_worked_out(P, Y):
    terms = np.where(Y == 0, 0.0, -Y * np.log(P))
    return np.mean(np.sum(terms, axis=1))


@right
def with_scipys_xlogy(P, Y):
    from scipy.special import xlogy

    return -xlogy(Y, P).sum(axis=-1).mean()


@right
def entry_by_entry(P, Y):
    total = 0.0
    for p_row, y_row in zip(P, Y):
        for p, y in zip(p_row, y_row):
            if y:
                total -= y * np.log(p)
    return total / len(Y)


@right
def single_precision(P, Y):
    safe = np.where(Y > 0, P, 1).astype(np.float32)
    return -np.einsum("nk,nk->n", Y.astype(np.float32), np.log(safe)).mean()


@right
def nan_put_right_where_the_target_is_0(P, Y):
    terms = Y * np.log(P)
    terms[Y == 0] = 0
    return -terms.sum(1).mean()


@wrong(says="log(0) is −inf, and 0 · log(0) and 0/0 are NaN.")
def nan_from_0_log_0(P, Y):
    return -(Y * np.log(P)).sum(axis=1).mean()


@wrong(says="is it a sum where the mean over the batch is meant?")
def sum_for_mean(P, Y):
    return -(Y * np.log(np.where(Y > 0, P, 1))).sum()


@wrong(says="is the mean taken over the columns too?")
def mean_over_everything(P, Y):
    return -(Y * np.log(np.where(Y > 0, P, 1))).mean()


@wrong(says="3 times too small: is the mean taken over the columns too?")
def mean_over_everything_with_nan(P, Y):
    return -np.mean(Y * np.log(P))


@wrong(says="times too large: is it a sum where the mean over the batch")
def sum_with_nan(P, Y):
    return -np.sum(Y * np.log(P))


@wrong(says="No entry of a smoothed Y is 1")
def picked_by_its_1(P, Y):
    return -np.log(P[Y == 1]).mean()


@wrong(says="It has the wrong sign.")
def minus_forgotten(P, Y):
    return (Y * np.log(np.where(Y > 0, P, 1))).sum(axis=1).mean()


@wrong(says="Is it log2, where the natural logarithm is meant?")
def base_2(P, Y):
    return -(Y * np.log2(np.where(Y > 0, P, 1))).sum() / len(P)


@wrong(says="Is it log10, where the natural logarithm is meant?")
def base_10(P, Y):
    return -(Y * np.log10(np.where(Y > 0, P, 1))).sum() / len(P)


@wrong(says="P and Y have changed places.")
def swapped(P, Y):
    return -(P * np.log(np.where(P > 0, Y, 1))).sum() / len(P)


@wrong(says="Only the largest entry of each target counts")
def one_hot_only(P, Y):
    return -np.log(P[np.arange(len(P)), Y.argmax(axis=1)]).mean()


@wrong(says="The mean over the batch is not taken")
def one_loss_a_sample(P, Y):
    return -(Y * np.log(np.where(Y > 0, P, 1))).sum(axis=1)


@wrong(says="with 1e-7 added, or cut off at it: nothing is added to P")
def cut_off_at_1e_7(P, Y):
    return -(Y * np.log(np.maximum(P, 1e-7))).sum(axis=1).mean()


@wrong(says="with 1e-9 added, or cut off at it: nothing is added to P")
def cut_off_at_both_ends(P, Y):
    return -(Y * np.log(np.clip(P, 1e-9, 1 - 1e-9))).sum() / len(P)


@wrong(says="It is the answer for P with 1e-12 added")
def a_little_added(P, Y):
    return -(Y * np.log(P + 1e-12)).sum(axis=1).mean()


@wrong(says="It is the answer for P with 1e-7 added")
def more_added(P, Y):
    return -np.sum(Y * np.log(P + 1e-7)) / len(P)


@wrong(says="very small probabilities, taken as they are")
def cut_off_where_it_is_not_0(P, Y):
    safe = np.where(P > 0, np.maximum(P, 1e-7), 0)
    return -(Y * np.log(np.where(Y > 0, safe, 1))).sum() / len(P)


@wrong(says="It is finite where inf is meant: a term with log(0)")
def no_term_where_P_is_0(P, Y):
    return -(Y * np.log(np.where(P > 0, P, 1))).sum(axis=1).mean()


@wrong(says="It is finite where inf is meant: a term with log(0)")
def nan_and_inf_swept_away(P, Y):
    return -np.nansum(np.nan_to_num(Y * np.log(P), neginf=0), axis=1).mean()


@wrong(says="It is the binary cross-entropy")
def binary(P, Y):
    P = np.clip(P, 1e-300, 1 - 1e-16)
    return -(Y * np.log(P) + (1 - Y) * np.log(1 - P)).sum(axis=1).mean()


@wrong(says="It is the logarithm of a sum: the sum of logarithms is meant.")
def log_of_the_sum(P, Y):
    return -np.log((Y * P).sum(axis=1)).mean()


@wrong(says="The logarithm is missing.")
def without_log(P, Y):
    return -(Y * P).sum(axis=1).mean()


@wrong(says="Y is left out: every class counts alike.")
def target_left_out(P, Y):
    return -np.log(np.where(P > 0, P, 1)).sum(axis=1).mean()


@wrong(says="It is a squared error, not the cross-entropy.")
def squared_error(P, Y):
    return ((P - Y) ** 2).sum(axis=1).mean()


@wrong(says="changes its input P in place")
def in_place(P, Y):
    P[Y == 0] = 1
    return -(Y * np.log(P)).sum(axis=1).mean()
