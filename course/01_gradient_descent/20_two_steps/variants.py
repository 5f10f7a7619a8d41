import numpy as np

from nablabook.variants import right, wrong


@right
def as_arrays():
    first_step = np.array([0.8, 1.2])
    second_step = np.array([0.608, 1.44])


@right
def computed():
    first_step = np.array([2.0, 1.0]) - 0.1 * np.array([12.0, -2.0])
    second_step = first_step - 0.1 * np.array(
        [3 * first_step[0] ** 2, -2 * first_step[1]]
    )


@right
def as_tuples():
    first_step = (0.8, 1.2)
    second_step = (0.608, 1.44)


@wrong(says="That is a step uphill: subtract the gradient, don't add it.")
def uphill():
    first_step = [3.2, 0.8]
    second_step = [6.272, 0.64]


@wrong(
    says="The second step used the slope of the start. Compute the gradient anew where you stand."
)
def stale_gradient():
    first_step = [0.8, 1.2]
    second_step = [-0.4, 1.4]


@wrong(says="The learning rate is left out: multiply the gradient by 0.1.")
def rate_left_out():
    first_step = [-10, 3]
    second_step = [-310, 9]


@wrong(says="The minus of −θ₂² got lost in its slope.")
def second_sign_lost():
    first_step = [0.8, 0.8]
    second_step = [0.608, 0.64]


@wrong(says="The exponent of θ₁³ comes down as a factor: it got lost.")
def exponent_lost():
    first_step = [1.6, 1.2]
    second_step = [1.344, 1.44]


@wrong(
    says="These are the steps themselves, not the points that they lead to."
)
def the_changes():
    first_step = [-1.2, 0.2]
    second_step = [-0.192, 0.24]


@wrong(
    says="These are the values of θ₁ and θ₂ in the wrong order: θ₁ comes first."
)
def turned_round():
    first_step = [1.2, 0.8]
    second_step = [1.44, 0.608]


@wrong(says="It was rounded too early: three decimals are wanted.")
def rounded_too_early():
    first_step = [0.8, 1.2]
    second_step = [0.61, 1.44]


@wrong(
    says="That is the gradient. The point is where you stood, minus 0.1 times it."
)
def the_gradients():
    first_step = [12, -2]
    second_step = [1.92, -2.4]


@wrong(
    says="That is the point from which this step starts, not the one that it leads to."
)
def points_before_the_steps():
    first_step = [2, 1]
    second_step = [0.8, 1.2]


@wrong(says="A plus stands where a minus is meant in the second step.")
def second_step_uphill():
    first_step = [0.8, 1.2]
    second_step = [0.992, 0.96]


@wrong(
    says="Both coordinates grow: subtract each slope with the sign that it has."
)
def slopes_without_signs():
    first_step = [3.2, 1.2]
    second_step = [6.272, 1.44]


@wrong(
    says="That is what is subtracted, 0.1 times the gradient. The point is where you stood, minus it."
)
def what_is_subtracted():
    first_step = [1.2, -0.2]
    second_step = [0.192, -0.24]


@wrong(says="Two numbers are meant, in square brackets")
def one_number():
    first_step = 0.8
    second_step = 0.608


@wrong(says="It was rounded too early: three decimals are wanted.")
def rounded_to_one_decimal():
    first_step = [0.8, 1.2]
    second_step = [0.6, 1.4]


@wrong(
    says="0.64 is 0.8². The slope in θ₁ is 3 times that, and the new θ₁ is 0.8 minus 0.1 times the slope."
)
def squared():
    first_step = [0.8, 1.2]
    second_step = [0.64, 1.44]
