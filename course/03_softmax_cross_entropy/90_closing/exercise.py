# %% [markdown]
# ## What you know now
#
# - **Softmax** turns scores into probabilities. It doesn't notice a number added to all of them, so one takes the largest
#   off first, and nothing overflows.
# - **Cross-entropy** is $-\sum_j y_j \log P_j$: small where the true class has a large probability.
# - One after the other they have the gradient $P - y$ by the **logits**, and $(P - Y)/N$ for the mean over a batch.
# - It holds where $y$ adds up to 1, one-hot or smoothed. For any other target it is $P \sum_j y_j - y$.
# - From logits the loss needs no $P$ at all: `log_softmax` keeps what a $P$ of 0 would lose.
# - A softmax too many crashes nothing. It keeps the loss away from 0, and takes the slope away where it is needed most.
#
# ### Where this lives in torch
#
# | here | there |
# |:--|:--|
# | `softmax(h)` | `torch.softmax(h, dim=-1)`; the axis has to be named |
# | `log_softmax(h)` | `torch.log_softmax(h, dim=-1)` |
# | cross-entropy of **logits** | `torch.nn.CrossEntropyLoss()`, or `torch.nn.functional.cross_entropy(h, y)`: `h` are logits, never probabilities |
# | the mean over the batch | `reduction="mean"`, which is what you get if you say nothing; `"sum"` leaves the $1/N$ out |
# | one-hot `Y`, $(N, K)$ | as its target `CrossEntropyLoss` takes **labels**, one integer a sample, shape $(N,)$, or probabilities $(N, K)$ |
# | smoothed targets | `CrossEntropyLoss(label_smoothing=0.15)`: for $K = 3$ that makes $(0.9, 0.05, 0.05)$ of $(1, 0, 0)$ |
# | `softmax_jacobian(h)` | never built: going back through `log_softmax` takes no matrix, and gives $P \sum_j y_j - y$ |
#
# See for yourself, with two photos, a cat and an owl:

# %% role="given"
two_photos = torch.tensor(
    [[2.0, 1.0, 0.0], [0.0, 3.0, 1.0]],
    dtype=torch.float64,
    requires_grad=True,
)
labels = torch.tensor([0, 2])
torch.nn.CrossEntropyLoss()(two_photos, labels).backward()

P = torch.softmax(two_photos.detach(), dim=-1)
Y = torch.nn.functional.one_hot(labels, num_classes=3)
print("torch's gradient:", *two_photos.grad.numpy().round(4), sep="\n")
print("(P - Y) / N:", *((P - Y) / len(Y)).numpy().round(4), sep="\n")

# %% [markdown] sheet="000.exit"
# ### Exit ticket
#
# Before you leave, pick **two** of these questions and write a line or two on each. Nothing here is graded; it is for you,
# and for whoever teaches you.
#
# 1. What was the most important idea for you today?
# 2. Which one is still the muddiest?
# 3. What does it remind you of that you knew before?
# 4. What should we go over once more?
# 5. What has it made you curious about?
#
# And at last: **how sure are you now**, from 1 (lost) to 5 (I could explain it), that you could find the gradient of a loss
# through a softmax on paper? You gave a number at the start.

# %% [markdown] role="note"
# *Double-click here, then click into the field.*
#
# - My first question is number … :
# - My second question is number … :
# - How sure I am now, 1 to 5:
