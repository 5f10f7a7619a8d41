# %% [markdown] sheet="001.T4"
# ## 4 · The proof, line by line
#
# *Hard · 60 minutes, with pencil and paper*
#
# The photo is a cat, and the network says cat with 67 %. How should its three logits change? The answer is a gradient,
#
# $$\underbrace{\frac{\partial L}{\partial h}}_{(K,)} = \underbrace{P}_{(K,)} - \underbrace{y}_{(K,)}$$
#
# or, entry by entry,
#
# $$\frac{\partial L}{\partial h_i} = P_i - y_i$$
#
# It looks too simple: softmax has a fraction and a sum in it, the loss a logarithm and another sum. All of that
# cancels. Here you show **why**, and where each fact is used.
#
# ### How a proof is written here
#
# A proof is a list of lines, each in quotes. Every line is equal to the one before it, so you read it as
# *line 1 = line 2 = line 3 ...* The check reads your lines, shows them as mathematics, tries each step with random numbers
# and by algebra, and names the **first line that does not follow**.
#
# | you type | it means |
# |:--|:--|
# | `P[j]`, `y[j]`, `h[j]` | $P_j$, $y_j$, $h_j$ |
# | `+ - * / **`, brackets | as in Python; a product always has its `*` |
# | `exp(...)`, also `e^h[j]`; `log(...)` | $e^{\cdots}$, $\log(\cdots)$ |
# | `sum(j, y[j] * h[j])` | $\sum_j y_j h_j$, over all classes |
# | `sum(j != i, y[j])` | $\sum_{j \ne i} y_j$, over all classes but $i$ |
# | `diff(log(P[j]), h[i])` | $\frac{\partial}{\partial h_i} \log P_j$, still to be worked out |
# | `delta[i, j]` | $\delta_{ij}$: 1 where $i = j$, otherwise 0 |
# | `L` | the loss, $L = -\sum_j y_j \log P_j$ |
# | `because sum(k, P[k]) = 1` | no step, but a fact that you claim, on a line of its own |
#
# The spellings `P_j`, `sum(y)` for the whole sum, `ln`, `^` and a leading `=` are understood too. Two strings need a comma
# between them; a long line may go on in a second string right below, without one. The sum below the fraction has no
# letter here, no $S$: it is written out, `sum(k, exp(h[k]))`.
#
# The index $i$ is the logit by which we differentiate. It stays the same from the first line to the last, so
# a sum runs over another letter: `j`, `k`, ...
#
# Two things are needed all the time.
#
# - **A logit differentiated by a logit** is 1 where they are the same one and 0 otherwise. That is
#   $\frac{\partial h_j}{\partial h_i} = \delta_{ij}$, and it is how $\delta$ gets into a proof.
# - **A sum with $\delta$ in it** has one term that is not 0: $\sum_j \delta_{ij}\, a_j = a_i$. That is how $\delta$ gets out
#   again.
#
# Here is a finished proof as an example. It differentiates the logarithm of softmax's lower part, and uses both:

# %% role="given"
example = [
    "diff(log(sum(k, exp(h[k]))), h[i])",
    "diff(sum(k, exp(h[k])), h[i]) / sum(k, exp(h[k]))",
    "sum(k, exp(h[k]) * diff(h[k], h[i])) / sum(k, exp(h[k]))",
    "sum(k, exp(h[k]) * delta[i, k]) / sum(k, exp(h[k]))",
    "exp(h[i]) / sum(k, exp(h[k]))",
    "P[i]",
]
check.derivation(
    example,
    start="diff(log(sum(k, exp(h[k]))), h[i])",
    goal="P[i]",
    name="example",
)

# %% [markdown]
# Line 2 is the chain rule for a logarithm, $(\log u)' = u'/u$. Line 3 brings the derivative into the sum. In
# line 4 it is worked out, and $\delta$ appears. Line 5 keeps the one term that is left, and line 6 is the definition of
# $P_i$.
#
# ### First half: softmax itself
#
# In exercise 3 you filled a matrix with two cases, $j = i$ and $j \ne i$. With $\delta$ they are one formula. (The letters
# have changed places: there $P_i$ was differentiated by $h_j$, here $P_j$ by $h_i$.) Prove it:
#
# $$\frac{\partial P_j}{\partial h_i} = P_j\,(\delta_{ij} - P_i)
# \qquad\text{where}\qquad P_j = \frac{e^{h_j}}{\sum_k e^{h_k}}$$
#
# **Your turn.** The first line is there. Put your lines in place of the `...`; the last one is
# `P[j] * (delta[i, j] - P[i])`, multiplied out or not, in any order, with nothing but $P$ and $\delta$ in it. Both $i$ and
# $j$ stay free: the proof holds for every pair of them. So don't split into two cases; $\delta$ does that.
#
# Work in steps that one can follow. A fraction of two parts that both depend on $h$ is first taken apart, with `diff` still
# standing before each part; then the small derivatives are worked out, several in one line if you like, and simplified there
# too. Small are those of one function inside another, such as $1/v$, `log(v)` or `exp(v)` of the sum $v$: the chain rule may
# go in one step. But you may not go from line 1, or from another way of writing it, straight to the result.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# It is a fraction, so you need the quotient rule: (u / v)′ = (u′·v − u·v′) / v². Here u = exp(h_j), and v is the sum. Which
# terms of the sum depend on h_i?
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# The same three steps for the fraction h_j / exp(h_m):<br>
# <code>"diff(h[j] / exp(h[m]), h[i])"</code><br>
# <code>"(diff(h[j], h[i]) * exp(h[m]) - h[j] * diff(exp(h[m]), h[i])) / exp(h[m]) ** 2"</code><br>
# <code>"(delta[i, j] * exp(h[m]) - h[j] * exp(h[m]) * delta[i, m]) / exp(h[m]) ** 2"</code><br>
# <code>"(delta[i, j] - h[j] * delta[i, m]) / exp(h[m])"</code>
# </blockquote></details>
#
# <details><summary>Hint 3: almost the lines</summary>
# <blockquote>
# Line 2 is the quotient rule, with two <code>diff</code> in it. In line 3 the first of them becomes
# <code>exp(h[j]) * delta[i, j]</code>, and the second, the derivative of the sum, becomes <code>exp(h[i])</code>. In line 4
# divide both terms by the square, and recognise <code>P[j]</code> and <code>P[i]</code>.
# </blockquote></details>

# %% role="answer"
softmax_proof = [
    "diff(exp(h[j]) / sum(k, exp(h[k])), h[i])",
    ...,
]
### BEGIN SOLUTION
softmax_proof = [
    "diff(exp(h[j]) / sum(k, exp(h[k])), h[i])",
    "(diff(exp(h[j]), h[i]) * sum(k, exp(h[k]))"
    " - exp(h[j]) * diff(sum(k, exp(h[k])), h[i]))"
    " / sum(k, exp(h[k])) ** 2",
    "(exp(h[j]) * delta[i, j] * sum(k, exp(h[k])) - exp(h[j]) * exp(h[i]))"
    " / sum(k, exp(h[k])) ** 2",
    "P[j] * delta[i, j] - P[j] * P[i]",
    "P[j] * (delta[i, j] - P[i])",
]
### END SOLUTION

# %% role="check" points=6
check.derivation(
    softmax_proof,
    start="diff(exp(h[j]) / sum(k, exp(h[k])), h[i])",
    goal="P[j] * (delta[i, j] - P[i])",
    targets="anything",
    name="softmax_proof",
)

# %% [markdown] sheet="001.T4"
# **Explain.** Read the result as two cases. Where $j = i$ it says $P_i (1 - P_i)$: a larger score makes its own class more
# likely. Where $j \ne i$ it says $-P_j P_i$: the others pay for it.
#
# ### Second half: the loss
#
# Now the loss, $L = -\sum_j y_j \log P_j$. Each logit moves **every** $P_j$, so the whole sum takes part.
#
# **Predict.** Somewhere on the way to $P_i - y_i$ you need a fact about the targets. Which one?
#
# **Your turn.** From `diff(L, h[i])` to `P[i] - y[i]`. The derivative of $P$ that you have just proved may be used at
# once: `diff(P[j], h[i])` is `P[j] * (delta[i, j] - P[i])`, also with $P_j$ written as its fraction. A fact about $y$ is
# claimed on a line of its own, before the line that needs it: `because ...`. Claim as little as you can. You may call the
# right class $c$ and claim `because y[j] = delta[j, c]`; that is a proof too, but for one-hot targets only, and exercise 6
# asks about others. And whoever likes the chain rule in the form
# $\sum_j \frac{\partial L}{\partial P_j} \frac{\partial P_j}{\partial h_i}$ types `diff(L, P[j])`.
#
# One line must not be missing. Where a sum over $j$ has `diff(h[j], h[i])` or `diff(P[j], h[i])` in it, first write it with
# `delta[i, j]`, still inside of the sum, and add up in the next line. That holds also where `diff` still stands before the
# sum. (Or split the sum into its term $j = i$ and the rest.) So one sees what became of the two cases.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# The derivative of a sum is the sum of the derivatives, and y_j is a constant. So <code>diff</code> can move inside, up to
# <code>log(P[j])</code>.
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# The same for the simpler sum of y_j·h_j:<br>
# <code>"diff(sum(j, y[j] * h[j]), h[i])"</code><br>
# <code>"sum(j, y[j] * diff(h[j], h[i]))"</code><br>
# <code>"sum(j, y[j] * delta[i, j])"</code><br>
# <code>"y[i]"</code><br>
# And (log P)′ = P′ / P: <code>diff(log(P[j]), h[i])</code> is <code>diff(P[j], h[i]) / P[j]</code>.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the lines</summary>
# <blockquote>
# Once the derivative of P stands there, P_j cancels, and the sum of y_j·(δ_ij − P_i) is left. Split it in two. The first
# sum is y_i. In the second P_i doesn't depend on j and moves before the sum; what is left of the sum is the fact about the
# targets: their entries add up to 1, <code>"because sum(j, y[j]) = 1"</code>.
# </blockquote></details>

# %% role="answer"
loss_proof = [
    "diff(L, h[i])",
    ...,
]
### BEGIN SOLUTION
loss_proof = [
    "diff(L, h[i])",
    "-sum(j, y[j] * diff(log(P[j]), h[i]))",
    "-sum(j, y[j] * diff(P[j], h[i]) / P[j])",
    "-sum(j, y[j] * (delta[i, j] - P[i]))",
    "-sum(j, y[j] * delta[i, j]) + P[i] * sum(j, y[j])",
    "-y[i] + P[i] * sum(j, y[j])",
    "because sum(j, y[j]) = 1",
    "-y[i] + P[i]",
    "P[i] - y[i]",
]
### END SOLUTION

# %% role="check" points=8
check.derivation(
    loss_proof,
    start="diff(L, h[i])",
    goal="P[i] - y[i]",
    known=["P"],
    name="loss_proof",
)

# %% [markdown]
# **Explain.** The logarithm's $1/P_j$ met the factor $P_j$ of softmax's derivative and cancelled it. That is why the
# two belong together. A network that is sure and wrong has a tiny $P_i$ for the true class $i$, and still this entry of
# the gradient is almost $-1$: it has its full size just where it is needed. And the step with $\sum_j y_j = 1$ is a
# condition, not a decoration. Exercise 6 shows what happens without it.
