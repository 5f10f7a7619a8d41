import numpy as np

from nablabook.variants import right, wrong


@right(answer="for_one_hot")
def in_another_order():
    for_multi_hot = "no"
    for_smoothed = "yes"
    for_one_hot = "yes"


@right(answer="for_one_hot")
def all_at_once():
    for_one_hot, for_smoothed, for_multi_hot = "yes", "yes", "no"


@right(answer="for_one_hot")
def with_a_capital():
    for_one_hot = "Yes"
    for_smoothed = "Yes"
    for_multi_hot = "No"


@wrong(answer="for_one_hot", says="what do its entries add up to?")
def right_for_all():
    for_one_hot = "yes"
    for_smoothed = "yes"
    for_multi_hot = "yes"


@wrong(answer="for_one_hot", says="has no 0 and no 1 in it")
def right_for_one_hot_alone():
    for_one_hot = "yes"
    for_smoothed = "no"
    for_multi_hot = "no"


@wrong(answer="for_one_hot", says="look at the sum of the entries")
def right_for_zeros_and_ones():
    for_one_hot = "yes"
    for_smoothed = "no"
    for_multi_hot = "yes"


@wrong(answer="for_one_hot", says="held P − y against torch")
def never_right():
    for_one_hot = "no"
    for_smoothed = "no"
    for_multi_hot = "no"


@wrong(
    answer="for_one_hot", says="for_one_hot = True is none of the choices"
)
def true_and_false():
    for_one_hot = True
    for_smoothed = True
    for_multi_hot = False


@right(answer="gradient_for_any_target")
def sum_first(h, y):
    e = np.exp(h - np.max(h))
    return sum(y) * e / e.sum() - y


@right(answer="gradient_for_any_target")
def one_target_after_the_other(h, y):
    P = scipy.special.softmax(h)
    gradient = np.zeros(len(h))
    for j, weight in enumerate(y):
        gradient += weight * P
        gradient[j] -= weight
    return gradient


@right(answer="gradient_for_any_target")
def through_the_jacobian(h, y):
    P = scipy.special.softmax(h)
    return (np.outer(P, np.ones(len(h))) - np.eye(len(h))) @ y


@right(answer="gradient_for_any_target")
def scaled_back_and_forth(h, y):
    total = np.sum(y)
    if total == 0:
        return np.zeros(len(h))
    return total * (scipy.special.softmax(h) - y / total)


@wrong(
    answer="gradient_for_any_target",
    says="It is P − y, which is right where y adds up to 1.",
)
def the_old_formula(h, y):
    return scipy.special.softmax(h) - y


@wrong(
    answer="gradient_for_any_target",
    says="y was scaled so that it adds up to 1.",
)
def target_scaled(h, y):
    return scipy.special.softmax(h) - y / np.sum(y)


@wrong(
    answer="gradient_for_any_target",
    says="P is divided by the sum of y, where it is multiplied by it.",
)
def probabilities_divided(h, y):
    return scipy.special.softmax(h) / np.sum(y) - y


@wrong(
    answer="gradient_for_any_target",
    says="that belongs to another loss, binary cross-entropy",
)
def sigmoids(h, y):
    return scipy.special.expit(h) - y


@wrong(
    answer="gradient_for_any_target", says="Every entry has the wrong sign."
)
def turned_round(h, y):
    return y - np.sum(y) * scipy.special.softmax(h)


@wrong(
    answer="gradient_for_any_target",
    says="The sum of y belongs to one term alone, not to both.",
)
def sum_at_both(h, y):
    return np.sum(y) * (scipy.special.softmax(h) - y)


@wrong(
    answer="gradient_for_any_target",
    says="The sum of y stands at the wrong one of the two terms.",
)
def sum_at_the_target(h, y):
    return scipy.special.softmax(h) - np.sum(y) * y


@wrong(
    answer="gradient_for_any_target",
    says="P is counted once for each class.",
)
def once_a_class(h, y):
    return len(h) * scipy.special.softmax(h) - y


@wrong(
    answer="gradient_for_any_target",
    says="The entries of y that are not 0 are counted",
)
def ones_counted(h, y):
    return np.count_nonzero(y) * scipy.special.softmax(h) - y


@wrong(
    answer="gradient_for_any_target",
    says="targets that add up to other numbers) the answer is not right yet",
)
def three_as_in_the_check(h, y):
    return 3 * scipy.special.softmax(h) - y


@wrong(
    answer="gradient_for_any_target", says="changes its input y in place"
)
def y_in_place(h, y):
    total = np.sum(y)
    y -= total * scipy.special.softmax(h)
    return -y
