import numpy as np

from nablabook.variants import right, wrong


@right(answer="torch_complains")
def in_another_order():
    wrong_and_sure_learns = "false"
    loss_nears_0 = "false"
    same_class_wins = "true"
    torch_complains = "false"


@right(answer="torch_complains")
def all_but_one():
    torch_complains = loss_nears_0 = wrong_and_sure_learns = "false"
    same_class_wins = "true"


@wrong(answer="torch_complains", says="torch can't know")
def an_error():
    torch_complains = "true"
    same_class_wins = "true"
    loss_nears_0 = "false"
    wrong_and_sure_learns = "false"


@wrong(answer="torch_complains", says="A softmax keeps the order")
def another_class():
    torch_complains = "false"
    same_class_wins = "false"
    loss_nears_0 = "false"
    wrong_and_sure_learns = "false"


@wrong(
    answer="torch_complains",
    says="How far apart can two probabilities lie?",
)
def nearly_0():
    torch_complains = "false"
    same_class_wins = "true"
    loss_nears_0 = "true"
    wrong_and_sure_learns = "false"


@wrong(
    answer="torch_complains",
    says="the Jacobian of the first softmax comes in as a factor",
)
def learns_from_mistakes():
    torch_complains = "false"
    same_class_wins = "true"
    loss_nears_0 = "false"
    wrong_and_sure_learns = "true"


@wrong(answer="torch_complains", says="That would be so with one softmax.")
def as_with_one_softmax():
    torch_complains = "false"
    same_class_wins = "true"
    loss_nears_0 = "true"
    wrong_and_sure_learns = "true"


@wrong(
    answer="torch_complains",
    says="torch_complains = False is none of the choices",
)
def without_quotes():
    torch_complains = False
    same_class_wins = True
    loss_nears_0 = False
    wrong_and_sure_learns = False


@right(answer="best_loss_3")
def computed():
    best_loss_3 = np.log(1 + 2 / np.e)
    best_loss_10 = np.log(1 + 9 / np.e)


@right(answer="best_loss_3")
def by_a_softmax():
    P = np.array([1.0] + 9 * [0.0])
    best_loss_10 = -np.log(np.exp(P) / np.exp(P).sum())[0]
    best_loss_3 = -np.log(np.exp(P[:3]) / np.exp(P[:3]).sum())[0]


@right(answer="best_loss_3")
def with_more_decimals():
    best_loss_3 = 0.55144
    best_loss_10 = 1.46115


@wrong(
    answer="best_loss_3",
    says="That is the best loss with one softmax. Here (1, 0, 0) goes through another.",
)
def zero():
    best_loss_3 = 0
    best_loss_10 = 0


@wrong(
    answer="best_loss_3",
    says="That is the loss of the other K: the two have changed places.",
)
def changed_places():
    best_loss_3 = 1.461
    best_loss_10 = 0.551


@wrong(
    answer="best_loss_3",
    says="That is what Q gives the true class. The loss is minus the log of it.",
)
def the_probability():
    best_loss_3 = np.e / (np.e + 2)
    best_loss_10 = np.e / (np.e + 9)


@wrong(
    answer="best_loss_3",
    says="A loss is not negative: minus the log is meant.",
)
def without_the_minus():
    best_loss_3 = np.log(np.e / (np.e + 2))
    best_loss_10 = np.log(np.e / (np.e + 9))


@wrong(
    answer="best_loss_3",
    says="That is the worst loss, where the 1 stands at a wrong class.",
)
def the_worst():
    best_loss_3 = np.log(np.e + 2)
    best_loss_10 = np.log(np.e + 9)


@wrong(
    answer="best_loss_3",
    says="That is the loss where all classes are equal, log K.",
)
def no_idea():
    best_loss_3 = np.log(3)
    best_loss_10 = np.log(10)


@wrong(
    answer="best_loss_3",
    says="Right but for the base: the log is the natural one, np.log.",
)
def base_ten():
    best_loss_3 = np.log10(1 + 2 / np.e)
    best_loss_10 = np.log10(1 + 9 / np.e)


@wrong(
    answer="best_loss_3",
    says="There are K − 1 other classes: the true one is counted once more.",
)
def one_class_too_many():
    best_loss_3 = np.log(1 + 3 / np.e)
    best_loss_10 = np.log(1 + 10 / np.e)


@wrong(
    answer="best_loss_3",
    says="Right, but rounded too early: give three decimals.",
)
def rounded_too_early():
    best_loss_3 = 0.55
    best_loss_10 = 1.46
