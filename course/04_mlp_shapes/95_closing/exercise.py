# %% [markdown]
# ## What you know now
#
# - **Shapes** are read in two rules: `@` takes the inner two away, `+` stretches from the right. A column where a row was meant raises no
#   error and makes a table.
# - **Rows are samples.** A weight is (what comes in, what goes out), a bias has one axis, the loss none, and a gradient
#   the shape of its parameter.
# - **At the start** weights are drawn, each layer's with the standard deviation $\sqrt{2/\text{fan-in}}$; zeros would never
#   come alive.
# - **Backward** begins with $(P - Y)/N$ at the logits. What came in, transposed, times what comes back is the gradient of a weight; the sum
#   over the batch that of a bias; back through a layer goes its weight's transpose, back through a ReLU a gate.
# - **An update** writes into the arrays that are there.
#
# ### Where this lives in torch
#
# | here | there |
# |---|---|
# | `X @ W + b` | `torch.nn.Linear(D, H)`: its `weight` is the transpose of our `W`, $(H, D)$ |
# | `count_parameters` | `sum(p.numel() for p in model.parameters())` |
# | `init_params` | `torch.nn.init.kaiming_normal_`, and every layer has its own default |
# | `forward` | `model(x_batch)`, which stops at the logits |
# | `cross_entropy_loss(probs, y_batch)` | `torch.nn.functional.cross_entropy(logits, y_batch)`, with the softmax built in |
# | `backward` | `loss.backward()`, which **adds** to each `.grad` |
# | `sgd_update` | `torch.optim.SGD(model.parameters(), lr).step()`, in place, too |
#
# And this is the whole loop in torch, with the line that it lacked, `zero_grad`:

# %% role="given"
torch.manual_seed(0)
model = torch.nn.Sequential(
    torch.nn.Linear(784, 32), torch.nn.ReLU(), torch.nn.Linear(32, 10)
)
optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
for step in range(3):
    scores = model(torch.tensor(pictures, dtype=torch.float32))
    loss = torch.nn.functional.cross_entropy(scores, torch.tensor(digits))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(f"step {step}: loss {loss.item():.3f}, shape {tuple(loss.shape)}")
del loss  # so that no answer finds this one by chance

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
# And at last: **how sure are you now**, from 1 (lost) to 5 (I could explain it), that you could write a network with one hidden
# layer, forward and backward, in numpy alone? You gave a number at the start.

# %% [markdown] role="note"
# *Double-click here, then click into the field.*
#
# - My first question is number … :
# - My second question is number … :
# - How sure I am now, 1 to 5:

# %% [markdown]
# That was the whole network, down and up. Notebook 05 takes the way back apart once more, with a matrix of slopes for each step.
