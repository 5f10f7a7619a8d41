# %% [markdown] sheet="002.3"
# ## 6 · Where does it go?
#
# *Medium · 30 minutes, with a short text*
#
# You can walk now. But where to? Descent has no map: it does what the slope says, and the slope knows one spot at a time.
# Five hikers start on $J = \theta_1^3 - \theta_2^2 + 1$, at (1, 0), (0, 0), (1, 1), (4, 0) and (−1, 0), and each takes twelve steps with rate 0.1.
#
# **Predict first**, with your gradient from exercise 1 in your head: where is a slope zero, which way is
# down, and do the steps grow or shrink? Each fate below belongs to one start.
#
# | | fate |
# |---|---|
# | `"A"` | it doesn't move at all |
# | `"B"` | it creeps towards (0, 0), ever more slowly, and never gets there |
# | `"C"` | it turns away along $\theta_2$, faster and faster |
# | `"D"` | its first step leaps over the flat part, to the far side, and from there it runs off |
# | `"E"` | it runs off at once, each step longer than the last |

# %% [markdown]
# **Your turn.** Put a letter, with its quotes, in place of each `...`, such as `"B"`, each letter once; and say what kind
# of point (0, 0) is: `"minimum"`, `"maximum"` or `"neither"`.
#
# <details><summary>Hint 1: a nudge</summary>
# <blockquote>
# A slope of exactly 0 in a coordinate means that this coordinate stays as it is. Which starts have one?
# </blockquote></details>
#
# <details><summary>Hint 2: a small case</summary>
# <blockquote>
# From (1, 0) the first step is [3, 0] times 0.1, so it leads to (0.7, 0). There the slope is only 3·0.49 = 1.47, and the
# step half as long. And the slope in θ₂ is still 0.
# </blockquote></details>
#
# <details><summary>Hint 3: almost the answer</summary>
# <blockquote>
# For (4, 0): 3·4² = 48, so the step is 4.8 long, more than the 4 that there were. For (−1, 0): the slope is 3, so the
# step goes to −1.3, where the slope is larger still. For the kind of (0, 0): walk a little to each side. Is J larger or
# smaller there than J(0, 0) = 1?
# </blockquote></details>

# %% role="answer"
from_1_0 = ...
from_0_0 = ...
from_1_1 = ...
from_4_0 = ...
from_minus1_0 = ...
kind_of_0_0 = ...
### BEGIN SOLUTION
from_1_0 = "B"
from_0_0 = "A"
from_1_1 = "C"
from_4_0 = "D"
from_minus1_0 = "E"
kind_of_0_0 = "neither"
### END SOLUTION

# %% role="check" points=5
fates = ["A", "B", "C", "D", "E"]
kinds = ["minimum", "maximum", "neither"]
with check.several():
    check.choice(
        fates,
        distinct=True,
        from_1_0=from_1_0,
        from_0_0=from_0_0,
        from_1_1=from_1_1,
        from_4_0=from_4_0,
        from_minus1_0=from_minus1_0,
    )
    check.choice(kinds, kind_of_0_0=kind_of_0_0)

# %% role="hidden"
with check.several():
    check.choice(
        fates,
        right={
            "from_1_0": "B",
            "from_0_0": "A",
            "from_1_1": "C",
            "from_4_0": "D",
            "from_minus1_0": "E",
        },
        about="the fate of each start",
        from_1_0=from_1_0,
        from_0_0=from_0_0,
        from_1_1=from_1_1,
        from_4_0=from_4_0,
        from_minus1_0=from_minus1_0,
    )
    check.choice(
        kinds,
        right={"kind_of_0_0": "neither"},
        says={
            "minimum": "A gradient of zero is no minimum by itself: look at J a little to the left, and a little up.",
            "maximum": "A gradient of zero is no maximum by itself: look at J a little to the right.",
        },
        about="the kind of point that (0, 0) is",
        kind_of_0_0=kind_of_0_0,
    )

# %% [markdown]
# **Run it, and see.** The check has only noted your letters; the picture tells. The next cells walk the five paths with
# *your* `descend` and `gradient_J`. They print the first steps, and draw all twelve, as far as they stay in the picture;
# the largest markers are the starts. You may change your letters afterwards.


# %% role="given"
def walk(start, lr=0.1, steps=12):
    """The path of your descend on J. Who runs off may leave all floats."""
    with np.errstate(all="ignore"):
        return descend(gradient_J, np.array(start, dtype=float), lr, steps)


starts = [(1, 0), (0, 0), (1, 1), (4, 0), (-1, 0)]
with needs(descend, gradient_J):
    for start in starts:
        points = [f"({a:.3g}, {b:.3g})" for a, b in walk(start)[:5]]
        print(*points, "...", sep="  ")

# %% role="figure"
with needs(descend, gradient_J):
    show(
        landscapes.paths(
            J,
            {str(start): walk(start) for start in starts},
            (-4.5, 4.5, -4.5, 4.5),
            "rate 0.1, 12 steps",
        ),
        alt="Contour lines of J with five paths. From (1, 0) small steps "
        "creep left towards (0, 0). From (0, 0) nothing moves. From (1, "
        "1) the path turns upwards and leaves along theta 2. From (4, 0) "
        "one long step leads to −0.8, and from there to the left. From "
        "(−1, 0) the path runs off to the left.",
    )

# %% [markdown] sheet="002.3"
# **Explain: where is the bottom?** Look at the numbers on the lines. They fall without end far to the left, and also up
# and down, where at $(0, \pm 4)$ they come to $1 - 16 = -15$. Is there a lowest place at all? Descent finds *down*. It does not know whether there is a bottom.
#
# And $(0, 0)$? Compare $J(-0.5, 0) = 0.875$ and $J(0.5, 0) = 1.125$ with $J(0, 0) = 1$. Is your word for its kind still
# right?
#
# ### In your own words
#
# A neural network turns data into outputs, with numbers of its own in between, its **weights and biases**. How wrong the
# outputs are is one number, the **loss**.
#
# Three to five sentences for a friend who trains one: what plays the part of the hillside $J$, and what that of $\theta$? With
# respect to what are the partial derivatives taken, and with respect to what not? What does the gradient
# tell about each weight? What does one step change, and which way?
#
# *A person reads it and gives 4 points, one each: for what is made small, for what the derivatives are taken with respect
# to, for what the gradient says, and for the direction of a step.*

# %% [markdown] role="essay" points=4
# ### BEGIN SOLUTION
# We want the loss to be small: one number that says how wrong the network's outputs are on the data. We take its partial
# derivatives with respect to the parameters, all weights and biases; the data stay as they are. Together they are the
# gradient of the loss, which points to where the loss grows fastest, so each step moves the parameters a little the
# opposite way.
# ### END SOLUTION
