from nablabook.variants import right, wrong

# ---------------------------------------------------------------- softmax


@right
def by_the_logarithm():
    softmax_proof = [
        "diff(exp(h[j] - log(sum(k, exp(h[k])))), h[i])",
        "exp(h[j] - log(sum(k, exp(h[k])))) * diff(h[j] - log(sum(k, exp(h[k]))), h[i])",
        "P[j] * (diff(h[j], h[i]) - diff(log(sum(k, exp(h[k]))), h[i]))",
        "P[j] * (delta[i, j] - exp(h[i]) / sum(k, exp(h[k])))",
        "P[j] * (delta[i, j] - P[i])",
    ]


@right
def as_a_product():
    softmax_proof = [
        "diff(exp(h[j]) * sum(k, exp(h[k])) ** (-1), h[i])",
        "diff(exp(h[j]), h[i]) * sum(k, exp(h[k])) ** (-1)"
        " - exp(h[j]) * sum(k, exp(h[k])) ** (-2) * diff(sum(k, exp(h[k])), h[i])",
        "delta[i, j] * exp(h[j]) / sum(k, exp(h[k]))"
        " - exp(h[j]) * exp(h[i]) / sum(k, exp(h[k])) ** 2",
        "delta[i, j] * P[j] - P[j] * P[i]",
    ]


@right
def with_subscripts_and_signs_from_paper():
    softmax_proof = [
        "diff(exp(h_j) / Σ(exp(h)), h_i)",
        "(diff(exp(h_j), h_i)·Σ(exp(h)) − exp(h_j)·diff(Σ(exp(h)), h_i)) / Σ(exp(h))^2",
        "(δ_ij·exp(h_j)·Σ(exp(h)) − exp(h_j)·exp(h_i)) / Σ(exp(h))^2",
        "P_j·(δ_ij − P_i)",
    ]


@right
def one_string_of_lines():
    softmax_proof = """
        diff(P[j], h[i]) = diff(exp(h[j]) / sum(exp(h)), h[i])
        = (diff(exp(h[j]), h[i]) * sum(exp(h)) - exp(h[j]) * diff(sum(exp(h)), h[i])) / sum(exp(h)) ** 2
        = (exp(h[j]) * delta[j, i] * sum(exp(h)) - exp(h[j]) * exp(h[i])) / sum(exp(h)) ** 2
        = delta[j, i] * P[j] - P[i] * P[j]
        = P[j] * (delta[j, i] - P[i])
    """


@right
def by_one_over_a_sum_of_differences():
    softmax_proof = [
        "diff(1 / sum(k, exp(h[k] - h[j])), h[i])",
        "-diff(sum(k, exp(h[k] - h[j])), h[i]) / sum(k, exp(h[k] - h[j])) ** 2",
        "-sum(k, exp(h[k] - h[j]) * (delta[i, k] - delta[i, j])) * P[j] ** 2",
        "-(exp(h[i] - h[j]) - delta[i, j] * sum(k, exp(h[k] - h[j]))) * P[j] ** 2",
        "-(P[i] / P[j] - delta[i, j] / P[j]) * P[j] ** 2",
        "P[j] * (delta[i, j] - P[i])",
    ]


@right
def on_to_the_logits_at_once():
    softmax_proof = [
        "diff(e^h[j] / sum(k, e^h[k]), h[i])",
        "(e^h[j] * diff(h[j], h[i]) * sum(k, e^h[k]) - e^h[j] * sum(k, e^h[k] * diff(h[k], h[i])))"
        " / sum(k, e^h[k])^2",
        "(e^h[j] * delta[i, j] * sum(k, e^h[k]) - e^h[j] * e^h[i]) / sum(k, e^h[k])^2",
        "P[j] * delta[i, j] - P[j] * P[i]",
    ]


@right
def one_of_two_worked_out_at_once():
    softmax_proof = [
        "(e**h[j] * delta[i, j] * sum(e**h) - e**h[j] * diff(sum(e**h), h[i])) / sum(e**h) ** 2",
        "P[j] * delta[i, j] - P[j] * e**(h[i]) / sum(e**h)",
        "P[j] * (delta[i, j] - P[i])",
    ]


@wrong(says="in one go")
def one_logit_left_standing():
    softmax_proof = [
        "diff(exp(h[j]) / sum(k, exp(h[k])), h[i])",
        "P[j] * diff(h[j], h[i]) - P[j] * P[i]",
        "P[j] * (delta[i, j] - P[i])",
    ]


@wrong(says="in one go")
def one_logit_left_in_the_bracket():
    softmax_proof = [
        "P[j] * (diff(h[j], h[i]) - P[i])",
        "P[j] * (delta[i, j] - P[i])",
    ]


@wrong(says="in one go")
def every_logit_left_standing():
    softmax_proof = [
        "P[j] * (diff(h[j], h[i]) - sum(k, P[k] * diff(h[k], h[i])))",
        "P[j] * (delta[i, j] - P[i])",
    ]


@wrong(says="The derivative of P is what is to be proved.")
def one_logit_left_of_the_claim():
    softmax_proof = [
        "diff(P[j], h[i])",
        "P[j] * (diff(h[j], h[i]) - P[i])",
        "P[j] * (delta[i, j] - P[i])",
    ]


@wrong(says="You put i for j: that is one of the two cases.")
def one_case_after_the_quotient_rule():
    softmax_proof = [
        "(diff(exp(h[j]), h[i]) * sum(k, exp(h[k])) - exp(h[j]) * diff(sum(k, exp(h[k])), h[i]))"
        " / sum(k, exp(h[k])) ** 2",
        "(exp(h[i]) * sum(k, exp(h[k])) - exp(h[i]) * exp(h[i])) / sum(k, exp(h[k])) ** 2",
    ]


@wrong(says="You put i for j: that is one of the two cases.")
def one_case_from_the_start():
    softmax_proof = [
        "diff(exp(h[j]) / sum(k, exp(h[k])), h[i])",
        "(exp(h[i]) * sum(k, exp(h[k])) - exp(h[i]) * exp(h[i])) / sum(k, exp(h[k])) ** 2",
        "P[i] * (1 - P[i])",
    ]


@wrong(says="It is right where j is not i, and not where it is")
def the_other_case():
    softmax_proof = [
        "(diff(exp(h[j]), h[i]) * sum(k, exp(h[k])) - exp(h[j]) * diff(sum(k, exp(h[k])), h[i]))"
        " / sum(k, exp(h[k])) ** 2",
        "-exp(h[j]) * exp(h[i]) / sum(k, exp(h[k])) ** 2",
    ]


@wrong(says="S has no name here: the sum is written out")
def a_letter_for_the_sum():
    softmax_proof = ["diff(exp(h[j]) / S, h[i])"]


@wrong(says="e alone is an index")
def e_without_a_power():
    softmax_proof = ["diff(e * h[j] / sum(k, e^h[k]), h[i])"]


@wrong(says="The part below the fraction is treated as a constant")
def sum_taken_for_a_constant():
    softmax_proof = [
        "diff(exp(h[j]) / sum(k, exp(h[k])), h[i])",
        "diff(exp(h[j]), h[i]) / sum(k, exp(h[k]))",
        "delta[i, j] * P[j]",
    ]


@wrong(says="The numerator of the quotient rule is turned round")
def quotient_rule_turned_round():
    softmax_proof = [
        "(exp(h[j]) * diff(sum(k, exp(h[k])), h[i]) - diff(exp(h[j]), h[i]) * sum(k, exp(h[k])))"
        " / sum(k, exp(h[k])) ** 2",
        "P[j] * (P[i] - delta[i, j])",
    ]


@wrong(says="The quotient rule has a minus in its numerator")
def quotient_rule_with_a_plus():
    softmax_proof = [
        "(diff(exp(h[j]), h[i]) * sum(k, exp(h[k])) + exp(h[j]) * diff(sum(k, exp(h[k])), h[i]))"
        " / sum(k, exp(h[k])) ** 2",
        "P[j] * (delta[i, j] + P[i])",
    ]


@wrong(says="The quotient rule divides by v squared")
def square_forgotten():
    softmax_proof = [
        "(diff(exp(h[j]), h[i]) * sum(k, exp(h[k])) - exp(h[j]) * diff(sum(k, exp(h[k])), h[i]))"
        " / sum(k, exp(h[k]))",
    ]


@wrong(says="here it is taken as 1 for all j")
def delta_forgotten():
    softmax_proof = [
        "(diff(exp(h[j]), h[i]) * sum(k, exp(h[k])) - exp(h[j]) * diff(sum(k, exp(h[k])), h[i]))"
        " / sum(k, exp(h[k])) ** 2",
        "(exp(h[j]) * sum(k, exp(h[k])) - exp(h[j]) * diff(sum(k, exp(h[k])), h[i]))"
        " / sum(k, exp(h[k])) ** 2",
    ]


@wrong(says="It is right where j is i, and not where it isn't")
def delta_left_out():
    softmax_proof = [
        "(diff(exp(h[j]), h[i]) * sum(k, exp(h[k])) - exp(h[j]) * diff(sum(k, exp(h[k])), h[i]))"
        " / sum(k, exp(h[k])) ** 2",
        "(exp(h[j]) * sum(k, exp(h[k])) - exp(h[j]) * exp(h[i])) / sum(k, exp(h[k])) ** 2",
        "P[j] * (1 - P[i])",
    ]


@wrong(says="only the term k = i depends on h[i]")
def whole_sum_kept():
    softmax_proof = [
        "(diff(exp(h[j]), h[i]) * sum(k, exp(h[k])) - exp(h[j]) * diff(sum(k, exp(h[k])), h[i]))"
        " / sum(k, exp(h[k])) ** 2",
        "(exp(h[j]) * delta[i, j] * sum(k, exp(h[k])) - exp(h[j]) * sum(k, exp(h[k])))"
        " / sum(k, exp(h[k])) ** 2",
    ]


@wrong(says="Brackets are missing around the numerator")
def brackets_forgotten():
    softmax_proof = [
        "diff(exp(h[j]), h[i]) * sum(k, exp(h[k])) - exp(h[j]) * diff(sum(k, exp(h[k])), h[i])"
        " / sum(k, exp(h[k])) ** 2",
    ]


@wrong(says="it works out diff(P[j], h[i]) in one go")
def the_claim_itself():
    softmax_proof = [
        "diff(exp(h[j]) / sum(k, exp(h[k])), h[i])",
        "diff(P[j], h[i])",
        "P[j] * (delta[i, j] - P[i])",
    ]


@wrong(says="in one go")
def all_at_once():
    softmax_proof = [
        "diff(exp(h[j]) / sum(k, exp(h[k])), h[i])",
        "P[j] * (delta[i, j] - P[i])",
    ]


@wrong(says="is still to be worked out")
def not_at_the_goal():
    softmax_proof = [
        "diff(exp(h[j]) / sum(k, exp(h[k])), h[i])",
        "(diff(exp(h[j]), h[i]) * sum(k, exp(h[k])) - exp(h[j]) * diff(sum(k, exp(h[k])), h[i]))"
        " / sum(k, exp(h[k])) ** 2",
    ]


@wrong(says="sums over i, but i stands for one class")
def sum_over_the_fixed_index():
    softmax_proof = [
        "diff(exp(h[j]) / sum(i, exp(h[i])), h[i])",
    ]


@right
def reciprocal_worked_out_at_once():
    softmax_proof = [
        "diff(exp(h[j]), h[i]) / sum(exp(h)) + exp(h[j]) * diff(1 / sum(exp(h)), h[i])",
        "exp(h[j]) * delta[i, j] / sum(exp(h)) - exp(h[j]) * exp(h[i]) / sum(exp(h)) ** 2",
        "P[j] * (delta[i, j] - P[i])",
    ]


@right
def power_of_minus_one_worked_out_at_once():
    softmax_proof = [
        "diff(exp(h[j]), h[i]) * sum(exp(h)) ** -1 + exp(h[j]) * diff(sum(exp(h)) ** -1, h[i])",
        "exp(h[j]) * delta[i, j] / sum(exp(h)) - exp(h[j]) * exp(h[i]) * sum(exp(h)) ** -2",
        "P[j] * (delta[i, j] - P[i])",
    ]


@right
def exponent_worked_out_at_once():
    softmax_proof = [
        "diff(exp(h[j] - log(sum(exp(h)))), h[i])",
        "P[j] * diff(h[j] - log(sum(exp(h))), h[i])",
        "P[j] * (delta[i, j] - P[i])",
    ]


@wrong(says="First use the chain rule")
def all_at_once_by_the_logarithm():
    softmax_proof = [
        "diff(exp(h[j] - log(sum(exp(h)))), h[i])",
        "P[j] * (delta[i, j] - P[i])",
    ]


@wrong(says="First use the chain rule")
def all_at_once_by_a_reciprocal():
    softmax_proof = [
        "diff(1 / sum(k, exp(h[k] - h[j])), h[i])",
        "P[j] * (delta[i, j] - P[i])",
    ]


@wrong(says="The derivative of 1 / v is -v' / v ** 2: the minus got lost")
def minus_of_the_reciprocal_lost():
    softmax_proof = [
        "diff(exp(h[j]), h[i]) / sum(exp(h)) + exp(h[j]) * diff(1 / sum(exp(h)), h[i])",
        "exp(h[j]) * delta[i, j] / sum(exp(h)) + exp(h[j]) * diff(sum(exp(h)), h[i]) / sum(exp(h)) ** 2",
    ]


@wrong(says="The derivative of 1 / v is -v' / v ** 2: the square got lost")
def square_of_the_reciprocal_lost():
    softmax_proof = [
        "diff(exp(h[j]), h[i]) / sum(exp(h)) + exp(h[j]) * diff(1 / sum(exp(h)), h[i])",
        "exp(h[j]) * delta[i, j] / sum(exp(h)) - exp(h[j]) * exp(h[i]) / sum(exp(h))",
    ]


@wrong(says="The derivative of 1 / v is -v' / v ** 2: the v' got lost")
def inside_of_the_reciprocal_lost():
    softmax_proof = [
        "diff(exp(h[j]), h[i]) / sum(exp(h)) + exp(h[j]) * diff(1 / sum(exp(h)), h[i])",
        "exp(h[j]) * delta[i, j] / sum(exp(h)) - exp(h[j]) / sum(exp(h)) ** 2",
    ]


@wrong(says="is -v' / v ** 2, and not 1 / v'")
def reciprocal_of_the_derivative():
    softmax_proof = [
        "diff(exp(h[j]), h[i]) / sum(exp(h)) + exp(h[j]) * diff(1 / sum(exp(h)), h[i])",
        "exp(h[j]) * delta[i, j] / sum(exp(h)) + exp(h[j]) / diff(sum(exp(h)), h[i])",
    ]


@wrong(says="The factor `delta[i, j]` is too much.")
def a_delta_too_many():
    softmax_proof = [
        "(diff(exp(h[j]), h[i]) * sum(exp(h)) - exp(h[j]) * diff(sum(exp(h)), h[i])) / sum(exp(h)) ** 2",
        "(exp(h[j]) * delta[i, j] * sum(exp(h)) - exp(h[j]) * exp(h[i]) * delta[i, j]) / sum(exp(h)) ** 2",
    ]


@wrong(says="Look at the index of the second or the third `h[j]`.")
def j_for_i_in_the_sum():
    softmax_proof = [
        "(diff(exp(h[j]), h[i]) * sum(exp(h)) - exp(h[j]) * diff(sum(exp(h)), h[i])) / sum(exp(h)) ** 2",
        "(exp(h[j]) * delta[i, j] * sum(exp(h)) - exp(h[j]) * exp(h[j])) / sum(exp(h)) ** 2",
    ]


@wrong(says="Look at the index of the first or the second `P[j]`.")
def j_for_i_at_the_end():
    softmax_proof = [
        "(diff(exp(h[j]), h[i]) * sum(exp(h)) - exp(h[j]) * diff(sum(exp(h)), h[i])) / sum(exp(h)) ** 2",
        "(exp(h[j]) * delta[i, j] * sum(exp(h)) - exp(h[j]) * exp(h[i])) / sum(exp(h)) ** 2",
        "P[j] * (delta[i, j] - P[j])",
    ]


@wrong(says="Look at the index of the first or the second `P[i]`.")
def i_for_j_at_the_end():
    softmax_proof = [
        "(diff(exp(h[j]), h[i]) * sum(exp(h)) - exp(h[j]) * diff(sum(exp(h)), h[i])) / sum(exp(h)) ** 2",
        "(exp(h[j]) * delta[i, j] * sum(exp(h)) - exp(h[j]) * exp(h[i])) / sum(exp(h)) ** 2",
        "P[i] * (delta[i, j] - P[i])",
    ]


@wrong(says="In `P[i] ** 2` one of the two factors has another index.")
def a_square_of_one_probability():
    softmax_proof = [
        "(diff(exp(h[j]), h[i]) * sum(exp(h)) - exp(h[j]) * diff(sum(exp(h)), h[i])) / sum(exp(h)) ** 2",
        "(exp(h[j]) * delta[i, j] * sum(exp(h)) - exp(h[j]) * exp(h[i])) / sum(exp(h)) ** 2",
        "P[j] * delta[i, j] - P[i] ** 2",
    ]


@wrong(says="Look at the indices of `delta[j, k]`.")
def delta_of_the_wrong_letters():
    softmax_proof = [
        "(diff(exp(h[j]), h[i]) * sum(exp(h)) - exp(h[j]) * diff(sum(exp(h)), h[i])) / sum(exp(h)) ** 2",
        "(exp(h[j]) * delta[i, j] * sum(exp(h)) - exp(h[j]) * sum(k, exp(h[k]) * delta[j, k])) / sum(exp(h)) ** 2",
    ]


@wrong(says="Look at the indices of the second `delta[i, j]`.")
def delta_of_the_first_term_again():
    softmax_proof = [
        "(diff(exp(h[j]), h[i]) * sum(exp(h)) - exp(h[j]) * diff(sum(exp(h)), h[i])) / sum(exp(h)) ** 2",
        "(exp(h[j]) * delta[i, j] * sum(exp(h)) - exp(h[j]) * sum(k, exp(h[k]) * delta[i, j])) / sum(exp(h)) ** 2",
    ]


@wrong(says="The factor `exp(h[j])` got lost: ")
def exponential_beside_the_delta_lost():
    softmax_proof = [
        "(diff(exp(h[j]), h[i]) * sum(exp(h)) - exp(h[j]) * diff(sum(exp(h)), h[i])) / sum(exp(h)) ** 2",
        "(delta[i, j] * sum(exp(h)) - exp(h[j]) * exp(h[i])) / sum(exp(h)) ** 2",
    ]


@wrong(says="got lost: `diff(exp(h[j]), h[i])` needs it.")
def lower_part_lost_above():
    softmax_proof = [
        "(diff(exp(h[j]), h[i]) - exp(h[j]) * diff(sum(exp(h)), h[i])) / sum(exp(h)) ** 2",
    ]


@wrong(says="write P, not p")
def a_small_p():
    softmax_proof = [
        "diff(p[j], h[i])",
    ]


@wrong(says="The condition k != i is too much.")
def sum_without_one_class():
    softmax_proof = [
        "(diff(exp(h[j]), h[i]) * sum(exp(h)) - exp(h[j]) * diff(sum(exp(h)), h[i])) / sum(exp(h)) ** 2",
        "(exp(h[j]) * delta[i, j] * sum(k != i, exp(h[k])) - exp(h[j]) * exp(h[i])) / sum(exp(h)) ** 2",
    ]


@wrong(says="The exp of `h[i]` got lost.")
def an_exponential_lost():
    softmax_proof = [
        "(diff(exp(h[j]), h[i]) * sum(exp(h)) - exp(h[j]) * diff(sum(exp(h)), h[i])) / sum(exp(h)) ** 2",
        "(exp(h[j]) * delta[i, j] * sum(exp(h)) - exp(h[j]) * h[i]) / sum(exp(h)) ** 2",
    ]


@wrong(says="Should `P[i]` be h?")
def probability_for_a_logit():
    softmax_proof = [
        "(diff(exp(h[j]), h[i]) * sum(exp(h)) - exp(h[j]) * diff(sum(exp(h)), h[i])) / sum(exp(h)) ** 2",
        "(exp(h[j]) * delta[i, j] * sum(exp(h)) - exp(h[j]) * exp(P[i])) / sum(exp(h)) ** 2",
    ]


@wrong(says="be a product?")
def divided_where_multiplied():
    softmax_proof = [
        "(diff(exp(h[j]), h[i]) * sum(exp(h)) - exp(h[j]) * diff(sum(exp(h)), h[i])) / sum(exp(h)) ** 2",
        "(exp(h[j]) * delta[i, j] / sum(exp(h)) - exp(h[j]) * exp(h[i])) / sum(exp(h)) ** 2",
    ]


@wrong(says="The factor `P[j]` got lost: the whole line needs it.")
def probability_before_the_bracket_lost():
    softmax_proof = [
        "(diff(exp(h[j]), h[i]) * sum(exp(h)) - exp(h[j]) * diff(sum(exp(h)), h[i])) / sum(exp(h)) ** 2",
        "(exp(h[j]) * delta[i, j] * sum(exp(h)) - exp(h[j]) * exp(h[i])) / sum(exp(h)) ** 2",
        "P[j] * delta[i, j] - P[j] * P[i]",
        "delta[i, j] - P[i]",
    ]


@wrong(
    says="The sign of `exp(h[j]) * diff(1 / sum(k, exp(h[k])), h[i])` is wrong."
)
def product_rule_with_a_minus():
    softmax_proof = [
        "diff(exp(h[j]), h[i]) / sum(exp(h)) - exp(h[j]) * diff(1 / sum(exp(h)), h[i])",
    ]


@wrong(
    says="The division by `sum(k, exp(h[k]))` got lost: `P[j] * exp(h[i])`"
)
def one_sum_not_cancelled():
    softmax_proof = [
        "(diff(exp(h[j]), h[i]) * sum(k, exp(h[k])) - exp(h[j]) * diff(sum(k, exp(h[k])), h[i]))"
        " / sum(k, exp(h[k])) ** 2",
        "(exp(h[j]) * delta[i, j] * sum(k, exp(h[k])) - exp(h[j]) * exp(h[i]))"
        " / sum(k, exp(h[k])) ** 2",
        "P[j] * delta[i, j] - P[j] * exp(h[i])",
    ]


@wrong(says="from the first line to the last that is h[i]")
def letters_change_places_in_the_numerator():
    softmax_proof = [
        "diff(P[j], h[i])",
        "diff(exp(h[j]) / sum(k, exp(h[k])), h[i])",
        "(diff(exp(h[j]), h[i]) * sum(k, exp(h[k])) - exp(h[i]) * diff(sum(k, exp(h[k])), h[j]))"
        " / sum(k, exp(h[k])) ** 2",
        "P[j] * (delta[i, j] - P[i])",
    ]


@wrong(says="from the first line to the last that is h[i]")
def letters_change_places_everywhere():
    softmax_proof = [
        "diff(exp(h[j]) / sum(k, exp(h[k])), h[i])",
        "diff(exp(h[i]) / sum(k, exp(h[k])), h[j])",
        "(diff(exp(h[i]), h[j]) * sum(k, exp(h[k])) - exp(h[i]) * diff(sum(k, exp(h[k])), h[j]))"
        " / sum(k, exp(h[k])) ** 2",
        "P[j] * (delta[i, j] - P[i])",
    ]


@wrong(says="from the first line to the last that is h[i]")
def by_the_other_logit_twice():
    softmax_proof = [
        "(diff(exp(h[j]), h[j]) * sum(k, exp(h[k])) - exp(h[j]) * diff(sum(k, exp(h[k])), h[j]))"
        " / sum(k, exp(h[k])) ** 2",
    ]


@right
def through_the_logits_by_the_chain_rule():
    softmax_proof = [
        "diff(exp(h[j]) / sum(k, exp(h[k])), h[i])",
        "(diff(exp(h[j]), h[i]) * sum(k, exp(h[k])) - exp(h[j]) * diff(sum(k, exp(h[k])), h[i]))"
        " / sum(k, exp(h[k])) ** 2",
        "(diff(exp(h[j]), h[j]) * diff(h[j], h[i]) * sum(k, exp(h[k]))"
        " - exp(h[j]) * sum(k, diff(exp(h[k]), h[k]) * diff(h[k], h[i])))"
        " / sum(k, exp(h[k])) ** 2",
        "(exp(h[j]) * delta[i, j] * sum(k, exp(h[k])) - exp(h[j]) * exp(h[i])) / sum(k, exp(h[k])) ** 2",
        "P[j] * (delta[i, j] - P[i])",
    ]


# ------------------------------------------------------------------- loss


@right
def as_case_and_rest():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-y[i] * diff(log(P[i]), h[i]) - sum(j != i, y[j] * diff(log(P[j]), h[i]))",
        "-y[i] / P[i] * diff(P[i], h[i]) - sum(j != i, y[j] / P[j] * diff(P[j], h[i]))",
        "-y[i] * (1 - P[i]) + sum(j != i, y[j] * P[i])",
        "-y[i] + P[i] * (y[i] + sum(j != i, y[j]))",
        "because y[i] + sum(j != i, y[j]) = 1",
        "-y[i] + P[i]",
    ]


@right
def by_the_logarithm_of_the_fraction():
    loss_proof = [
        "diff(-sum(j, y[j] * log(exp(h[j]) / sum(k, exp(h[k])))), h[i])",
        "diff(-sum(j, y[j] * (h[j] - log(sum(k, exp(h[k]))))), h[i])",
        "-sum(j, y[j] * (diff(h[j], h[i]) - diff(log(sum(k, exp(h[k]))), h[i])))",
        "-sum(j, y[j] * (delta[i, j] - exp(h[i]) / sum(k, exp(h[k]))))",
        "-sum(j, y[j] * delta[i, j]) + sum(j, y[j]) * P[i]",
        "because sum(j, y[j]) = 1",
        "P[i] - y[i]",
    ]


@right
def the_fact_comes_first():
    loss_proof = [
        "because sum(y) = 1",
        "diff(-sum(j, y[j] * h[j]) + sum(y) * log(sum(exp(h))), h[i])",
        "diff(-sum(j, y[j] * h[j]) + log(sum(exp(h))), h[i])",
        "-sum(j, y[j] * diff(h[j], h[i])) + diff(log(sum(exp(h))), h[i])",
        "-sum(j, y[j] * delta[i, j]) + P[i]",
        "P[i] - y[i]",
    ]


@right
def with_the_right_class():
    loss_proof = [
        "because y[j] = delta[j, c]",
        "diff(L, h[i]) = diff(-log(P[c]), h[i])",
        "-diff(P[c], h[i]) / P[c]",
        "-(delta[i, c] - P[i])",
        "P[i] - y[i]",
    ]


@right
def as_on_the_sheet():
    loss_proof = [
        "diff(-sum(j, y[j] * (h[j] - log(sum(k, exp(h[k]))))), h[i])",
        "-(diff(y[i] * h[i], h[i]) + sum(j != i, diff(y[j] * h[j], h[i]))"
        " - sum(j, diff(y[j] * log(sum(k, exp(h[k]))), h[i])))",
        "-(y[i] - sum(j, y[j] / sum(k, exp(h[k])) * diff(sum(k, exp(h[k])), h[i])))",
        "-(y[i] - sum(j, y[j] / sum(k, exp(h[k])) * exp(h[i])))",
        "-(y[i] - sum(j, y[j]) * P[i])",
        "because sum(j, y[j]) = 1",
        "-(y[i] - P[i])",
    ]


@right
def with_a_lemma():
    loss_proof = [
        "because diff(log(P[j]), h[i]) = delta[i, j] - P[i]",
        "because sum(j, y[j]) = 1",
        "diff(L, h[i])",
        "sum(j, -y[j] * diff(log(P[j]), h[i]))",
        "sum(j, y[j] * (P[i] - delta[i, j]))",
        "P[i] - y[i]",
    ]


@right
def in_signs_from_paper():
    loss_proof = """
        diff(L, h_i) = −Σ(j, y_j·diff(log(P_j), h_i))
        = −Σ(j, y_j / P_j · diff(P_j, h_i))
        = −Σ(j, y_j / P_j · P_j·(δ_ij − P_i))
        = −Σ(j, y_j·δ_ij) + Σ(j, y_j·P_i)
        = −y_i + P_i·Σ(j, y_j)
        because Σ(j, y_j) = 1
        = P_i − y_i
    """


@right
def as_in_python():
    loss_proof = [
        "-sum(y[j] * diff(log(P[j]), h[i]) for j)",
        "-y[i] * diff(log(P[i]), h[i]) - sum(y[j] * diff(log(P[j]), h[i]) for j if j != i)",
        "-y[i] * (1 - P[i]) + P[i] * sum(y[j] for j if j != i)",
        "because sum(y[j] for j if j != i) = 1 - y[i]",
        "P[i] * (1 - y[i]) - y[i] * (1 - P[i])",
        "P[i] - y[i]",
    ]


@right
def through_the_probabilities():
    loss_proof = [
        "sum(j, diff(L, P[j]) * diff(P[j], h[i]))",
        "sum(j, -y[j] / P[j] * diff(P[j], h[i]))",
        "sum(j, -y[j] / P[j] * P[j] * (delta[i, j] - P[i]))",
        "-y[i] + P[i] * sum(j, y[j])",
        "because sum(j, y[j]) = 1",
        "P[i] - y[i]",
    ]


@right
def y_is_differentiated_too():
    loss_proof = [
        "-sum(j, diff(y[j], h[i]) * log(P[j]) + y[j] * diff(log(P[j]), h[i]))",
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-sum(j, y[j] * (delta[i, j] - P[i]))",
        "because sum(j, y[j]) = 1",
        "P[i] - y[i]",
    ]


@right
def y_is_differentiated_in_a_sum_of_its_own():
    loss_proof = [
        "-sum(j, diff(y[j], h[i]) * log(P[j])) - sum(j, y[j] * diff(log(P[j]), h[i]))",
        "because diff(y[j], h[i]) = 0",
        "-sum(j, 0 * log(P[j])) - sum(j, y[j] * diff(log(P[j]), h[i]))",
        "0 - sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-sum(j, y[j] * (delta[i, j] - P[i]))",
        "because sum(j, y[j]) = 1",
        "P[i] - y[i]",
    ]


@right
def logits_differentiated_last():
    loss_proof = [
        "diff(-sum(j, y[j] * (h[j] - log(sum(k, e^h[k])))), h[i])",
        "-sum(j, y[j] * (diff(h[j], h[i]) - P[i]))",
        "-sum(j, y[j] * delta[i, j]) + P[i] * sum(j, y[j])",
        "because sum(j, y[j]) = 1",
        "P[i] - y[i]",
    ]


@right
def logarithm_and_sum_in_one_line():
    loss_proof = [
        "diff(sum(j, y[j]) * log(sum(k, exp(h[k]))) - sum(j, y[j] * h[j]), h[i])",
        "because sum(j, y[j]) = 1",
        "diff(-sum(j, y[j] * h[j]) + log(sum(k, exp(h[k]))), h[i])",
        "-sum(j, y[j] * delta[i, j]) + exp(h[i]) / sum(k, exp(h[k]))",
        "P[i] - y[i]",
    ]


@wrong(says="hides the two cases: where j is i, and where it isn't.")
def sum_of_logits_without_its_delta():
    loss_proof = [
        "diff(sum(j, y[j]) * log(sum(k, exp(h[k]))) - sum(j, y[j] * h[j]), h[i])",
        "because sum(j, y[j]) = 1",
        "P[i] - diff(sum(j, y[j] * h[j]), h[i])",
        "P[i] - y[i]",
    ]


@wrong(says="delta is taken as 1 in every term")
def delta_dropped_and_the_sum_used_silently():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-sum(j, y[j] * (delta[i, j] - P[i]))",
        "-sum(j, y[j]) + P[i]",
    ]


@wrong(says="`y[j]` can't be taken out of the sum over j")
def target_taken_out_of_the_sum():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-sum(j, y[j] * (delta[i, j] - P[i]))",
        "-y[i] * sum(j, delta[i, j] - P[i])",
    ]


@wrong(says="here u itself stands for 1/u")
def multiplied_by_the_probability():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-sum(j, y[j] * P[j] * diff(P[j], h[i]))",
    ]


@wrong(says="from the first line to the last that is h[i]")
def letters_change_places_in_the_loss():
    loss_proof = [
        "-sum(j, y[j] * diff(P[j], h[i]) / P[j])",
        "-sum(j, y[j] * diff(P[i], h[j]) / P[j])",
        "-sum(j, y[j] * (delta[i, j] - P[i]))",
        "because sum(j, y[j]) = 1",
        "P[i] - y[i]",
    ]


@wrong(says="it works out diff(L, h[i]) in one go")
def logits_of_the_targets_left_standing():
    loss_proof = [
        "because sum(j, y[j]) = 1",
        "P[i] - sum(j, y[j] * diff(h[j], h[i]))",
        "P[i] - sum(j, y[j] * delta[i, j])",
        "P[i] - y[i]",
    ]


@wrong(says="First bring diff inside of the sum")
def exponentials_left_standing():
    loss_proof = [
        "because sum(j, y[j]) = 1",
        "diff(-sum(j, y[j] * log(P[j])), h[i])",
        "P[i] - sum(j, y[j] * diff(exp(h[j]), h[i]) / exp(h[j]))",
        "P[i] - y[i]",
    ]


@wrong(says="h[i] moves every P[j], not only P[i]: the sum over j stays.")
def own_probability_alone():
    loss_proof = ["diff(L, h[i])", "-y[i] * diff(log(P[i]), h[i])"]


@wrong(says="h[i] moves every P[j], not only P[i]: the sum over j stays.")
def chain_rule_without_its_sum():
    loss_proof = ["diff(L, h[i])", "diff(L, P[i]) * diff(P[i], h[i])"]


@wrong(says="That is the derivative by P[i]. The softmax lies between")
def by_the_probability():
    loss_proof = ["diff(L, h[i])", "-y[i] / P[i]"]


@wrong(says="here P[i] stands in all of them")
def one_probability_for_all():
    loss_proof = [
        "diff(L, h[i])",
        "-sum(j, y[j]) * diff(log(P[i]), h[i])",
    ]


@wrong(says="A product of sums is no sum of products")
def sums_multiplied():
    loss_proof = [
        "sum(j, diff(L, P[j]) * diff(P[j], h[i]))",
        "sum(j, diff(L, P[j])) * sum(j, diff(P[j], h[i]))",
    ]


@wrong(says="That holds only where i is the true class; i is any class.")
def i_for_the_right_class():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "because y[j] = delta[j, i]",
        "-diff(log(P[i]), h[i])",
    ]


@wrong(says="That holds only where i is the true class; i is any class.")
def one_at_i():
    loss_proof = ["because y[i] = 1", "-diff(log(P[i]), h[i])"]


@wrong(says="The term `1 / 10000000` is too much.")
def a_tiny_term_too_much():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-sum(j, y[j] * (delta[i, j] - P[i]))",
        "because sum(j, y[j]) = 1",
        "P[i] - y[i]",
        "P[i] - y[i] + 0.0000001",
    ]


@wrong(says="Is a comma missing between two lines?")
def comma_forgotten():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))"
        "-sum(j, y[j] * (delta[i, j] - P[i]))",
        "because sum(j, y[j]) = 1",
        "P[i] - y[i]",
    ]


@wrong(says="starts with because")
def fact_without_because():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-sum(j, y[j] * (delta[i, j] - P[i]))",
        "sum(k, y[k]) = 1",
        "P[i] - y[i]",
    ]


@wrong(says="needs a fact about y that is not claimed yet")
def fact_used_silently():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-sum(j, y[j] * (delta[i, j] - P[i]))",
        "P[i] - y[i]",
    ]


@wrong(says="The claim of line 3 rests on a fact about y")
def fact_hidden_in_a_claim():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-sum(j, y[j] * (delta[i, j] - P[i]))",
        "because sum(j, y[j] * P[i]) = P[i]",
        "P[i] - y[i]",
    ]


@wrong(says="The sign of the whole line is turned round")
def minus_of_the_loss_lost():
    loss_proof = [
        "diff(L, h[i])",
        "sum(j, y[j] * diff(log(P[j]), h[i]))",
        "sum(j, y[j] * (delta[i, j] - P[i]))",
        "because sum(j, y[j]) = 1",
        "y[i] - P[i]",
    ]


@wrong(says="The sign of")
def minus_lost_at_the_bracket():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-sum(j, y[j] * (delta[i, j] - P[i]))",
        "-y[i] - P[i] * sum(j, y[j])",
    ]


@wrong(says="The case j ≠ i is forgotten")
def other_classes_forgotten():
    loss_proof = [
        "-sum(j, y[j] * diff(P[j], h[i]) / P[j])",
        "-y[i] * (1 - P[i])",
    ]


@wrong(says="The case j = i is used for all j")
def one_case_for_all():
    loss_proof = [
        "-sum(j, y[j] * diff(P[j], h[i]) / P[j])",
        "-sum(j, y[j] * (1 - P[i]))",
    ]


@wrong(says="The case j = i is forgotten")
def own_class_forgotten():
    loss_proof = [
        "-sum(j, y[j] * diff(P[j], h[i]) / P[j])",
        "sum(j, y[j] * P[i])",
    ]


@wrong(says="the 1/u is lost")
def chain_rule_of_the_logarithm():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-sum(j, y[j] * diff(P[j], h[i]))",
    ]


@wrong(says="the second factor is lost")
def chain_rule_stops_too_early():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-sum(j, y[j] / P[j])",
    ]


@wrong(says="The logarithm of a quotient is a difference")
def logarithm_of_a_fraction():
    loss_proof = [
        "diff(-sum(j, y[j] * log(exp(h[j]) / sum(k, exp(h[k])))), h[i])",
        "diff(-sum(j, y[j] * h[j] / log(sum(k, exp(h[k])))), h[i])",
    ]


@wrong(says="are forgotten. h[i] moves every P[j], not only P[i]")
def sum_lost_too_early():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-y[i] * diff(log(P[i]), h[i])",
    ]


@wrong(says="it works out diff(L, h[i]) in one go")
def jumps_over_the_derivative():
    loss_proof = [
        "diff(L, h[i])",
        "-y[i] + P[i] * sum(j, y[j])",
        "because sum(j, y[j]) = 1",
        "P[i] - y[i]",
    ]


@wrong(says="hides the two cases")
def delta_never_written():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-y[i] + P[i] * sum(j, y[j])",
        "because sum(j, y[j]) = 1",
        "P[i] - y[i]",
    ]


@wrong(says="Is a * missing before 'P'?")
def product_without_a_sign():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-sum(j, y[j] / P[j] P[j] * (delta[i, j] - P[i]))",
    ]


@wrong(says="In line 2 j stands outside of every sum")
def index_left_alone():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-y[j] * (delta[i, j] - P[i])",
    ]


@wrong(says="The claim of line 3 is not so")
def false_claim():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-sum(j, y[j] * (delta[i, j] - P[i]))",
        "because y[j] = 1",
        "P[i] - y[i]",
    ]


@wrong(says="A fact about y is still to be claimed, on a line of its own")
def last_step_missing():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-sum(j, y[j] * (delta[i, j] - P[i]))",
        "-y[i] + P[i] * sum(j, y[j])",
    ]


@wrong(
    says="The term j = i is counted once too often: next to it the sum is"
)
def term_counted_twice():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-y[i] * (1 - P[i]) + P[i] * sum(j, y[j])",
    ]


@wrong(says="That holds only where i is the true class; i is any class.")
def true_class_from_the_start():
    loss_proof = [
        "diff(-log(P[i]), h[i])",
    ]


@wrong(says="That holds only where i is the true class; i is any class.")
def true_class_at_the_end():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-sum(j, y[j] * (delta[i, j] - P[i]))",
        "-sum(j, y[j] * delta[i, j]) + P[i] * sum(j, y[j])",
        "-1 + P[i]",
    ]


@wrong(says="Call the true class c.")
def true_class_under_another_letter():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-sum(j, y[j] * (delta[i, j] - P[i]))",
        "because y[j] = delta[j, k]",
    ]


@wrong(says="The derivative got lost: `L` still is to be differentiated")
def derivative_lost():
    loss_proof = [
        "-sum(j, y[j] * log(P[j]))",
    ]


@wrong(says="from the first line to the last that is h[i]")
def by_the_letter_of_the_sum():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[j]))",
    ]


@wrong(says="The logarithm of the sum got lost")
def logarithm_of_the_sum_lost():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-sum(j, y[j] * diff(h[j] - sum(k, exp(h[k])), h[i]))",
    ]


@wrong(says="`y[j]` multiplies `delta[i, j]` alone")
def brackets_forgotten_in_the_sum():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-sum(j, y[j] * delta[i, j] - P[i])",
    ]


@wrong(says="The factor `y[j]` got lost")
def target_lost():
    loss_proof = [
        "-sum(j, diff(log(P[j]), h[i]))",
    ]


@wrong(says="This one leaves out the term j = i, `y[i]`.")
def sum_without_its_own_term():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-sum(j, y[j] * (delta[i, j] - P[i]))",
        "because sum(j != i, y[j]) = 1",
    ]


@wrong(says="The sign of the whole line is turned round")
def sign_beside_a_silent_fact():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-sum(j, y[j] * (delta[i, j] - P[i]))",
        "y[i] - P[i]",
    ]


@wrong(says="Is a * missing before '('?")
def bracket_without_a_sign():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-sum(j, y[j] * P[j](delta[i, j] - P[i]) / P[j])",
    ]


@wrong(says="The letter that a sum runs over comes first")
def letter_of_the_sum_last():
    loss_proof = [
        "-sum(y[j] * diff(log(P[j]), h[i]), j)",
    ]


@wrong(says="One fact a line")
def two_facts_on_a_line():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "because sum(y) = 1 and y[i] = 1",
    ]


@wrong(says="No case is claimed here")
def a_case_claimed():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "because i != j",
    ]


@wrong(says="write sum(j != i, ...)")
def condition_turned_round():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-y[i] * (1 - P[i]) + P[i] * sum(i != j, y[j])",
    ]


@wrong(says="The case c = i is forgotten")
def own_term_of_the_true_class_forgotten():
    loss_proof = [
        "because y[j] = delta[j, c]",
        "-diff(log(P[c]), h[i])",
        "P[i] * 1",
    ]


# ---------------------------------------------- what a cold reader tried


@right
def through_the_fraction_that_was_proved():
    loss_proof = [
        "diff(L, h[i])",
        "-sum(j, y[j] * diff(exp(h[j]) / sum(k, exp(h[k])), h[i]) / P[j])",
        "-sum(j, y[j] * P[j] * (delta[i, j] - P[i]) / P[j])",
        "-sum(j, y[j] * (delta[i, j] - P[i]))",
        "because sum(j, y[j]) = 1",
        "P[i] - y[i]",
    ]


@right
def through_the_logarithm_of_the_fraction():
    loss_proof = [
        "diff(L, h[i])",
        "-sum(j, y[j] * diff(log(exp(h[j]) / sum(k, exp(h[k]))), h[i]))",
        "-sum(j, y[j] * (delta[i, j] - P[i]))",
        "because sum(j, y[j]) = 1",
        "P[i] - y[i]",
    ]


@wrong(says="here it is taken as 1 for all j.")
def own_logit_for_all_classes():
    loss_proof = [
        "diff(L, h[i])",
        "-sum(j, y[j] * diff(h[j] - log(sum(k, exp(h[k]))), h[i]))",
        "-sum(j, y[j] * (1 - P[i]))",
    ]


@wrong(says="The derivative of P[j] begins with P[j]: look at the first")
def begins_with_the_other_probability():
    loss_proof = [
        "-sum(j, y[j] / P[j] * diff(P[j], h[i]))",
        "-sum(j, y[j] / P[j] * P[i] * (delta[i, j] - P[i]))",
    ]


@wrong(says="The logarithm of a sum is not the sum of the logarithms.")
def sum_drawn_into_the_logarithm():
    loss_proof = ["-diff(log(sum(j, y[j] * P[j])), h[i])"]


@wrong(says="By P[j] only one term of the sum changes")
def all_terms_by_one_probability():
    loss_proof = [
        "sum(j, diff(L, P[j]) * diff(P[j], h[i]))",
        "sum(j, -sum(k, y[k] / P[k]) * diff(P[j], h[i]))",
    ]


@wrong(says="is P[i] times the sum of the y[j], not K times P[i].")
def as_many_times_as_there_are_classes():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-sum(j, y[j] * (delta[i, j] - P[i]))",
        "-y[i] + K * P[i]",
    ]


@wrong(says="The logarithm of a sum is not the sum of the logarithms.")
def logarithm_drawn_into_the_sum():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-sum(j, y[j] * diff(h[j] - sum(k, h[k]), h[i]))",
    ]


@wrong(says="The logarithm of the sum stays.")
def divided_by_the_logarithm():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-sum(j, y[j] * diff(h[j] / log(sum(k, exp(h[k]))), h[i]))",
    ]


@wrong(says="The logarithm still is to be differentiated by P[j]")
def logarithm_not_differentiated():
    loss_proof = [
        "sum(j, diff(L, P[j]) * diff(P[j], h[i]))",
        "sum(j, -log(P[j]) * diff(P[j], h[i]))",
    ]


@wrong(says="a chain goes through one P, the same in both factors.")
def chain_through_two_probabilities():
    loss_proof = ["sum(j, diff(L, P[i]) * diff(P[j], h[i]))"]


@wrong(says="delta[i, j] tells them apart.")
def cases_as_in_python():
    loss_proof = [
        "-sum(j, y[j] * diff(log(P[j]), h[i]))",
        "-sum(j, y[j] * (1 - P[i] if i == j else -P[i]))",
    ]
