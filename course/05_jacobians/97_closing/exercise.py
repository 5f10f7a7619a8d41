# %% [markdown]
# ## What you know now
#
# - The **Jacobian** of a layer has a row for each output and a column for each input. For a layer that works entry by entry,
#   ReLU or a sigmoid, it is diagonal; for a linear layer it is the weights, turned round.
# - **Backpropagation** is the product of all these matrices, taken from the loss's side. One row goes through; none of the
#   matrices is ever built.
# - What was copied on the way forward is **added up** on the way back: a bias over the batch, whatever broadcasting
#   stretched. What was put in from outside, such as a 1, sends nothing back.
# - **Which loss after which layer** matters. After a sigmoid, binary cross-entropy leaves $\hat y - y$, divided by the number
#   of answers; the squared error leaves a factor $\hat y\,(1 - \hat y)$ that is nearly 0 where the network is sure.
# - The **layout** is a choice, and its shape can't tell it. In code one rule is enough: a gradient has the shape of its parameter.
# - A **check** is as good as its points and its comparison.
#
# ### Where this lives in torch
#
# | here | there |
# |:--|:--|
# | a Jacobian, entry by entry | `torch.autograd.functional.jacobian(f, x)`: for looking at, not for training |
# | `relu_vjp(grad_out, z)` | what each operation of torch has inside, and `backward` calls; `torch.autograd.grad(out, z, grad_out)` |
# | `regression_gradients` | `loss.backward()`, and then `W1.grad`, `b1.grad`, ... |
# | our `W` $(D, H)$, `x @ W + b` | `torch.nn.Linear(D, H)`: its `weight` is $(H, D)$, and so is the gradient |
# | sigmoid, then BCE | `torch.nn.BCEWithLogitsLoss()`, which takes $z_3$ and cancels by itself |
# | `strong_check` | `torch.autograd.gradcheck(f, inputs)`: difference quotients, in double precision |
#
# See for yourself: one house, our layout beside that of `nn.Linear`.

# %% role="given"
torch.manual_seed(0)
linear1 = torch.nn.Linear(3, 5, dtype=torch.float64)
linear2 = torch.nn.Linear(5, 2, dtype=torch.float64)
a_house = torch.tensor([1.5, -0.5, 2.0], dtype=torch.float64)
its_prices = torch.tensor([0.5, -4.0], dtype=torch.float64)
prediction = linear2(torch.relu(linear1(a_house)))
((prediction - its_prices) ** 2).sum().backward()

print("nn.Linear's weight and its gradient:")
print(tuple(linear1.weight.shape), tuple(linear1.weight.grad.shape))
with needs(regression_gradients):
    yours = regression_gradients(
        a_house.numpy(),
        its_prices.numpy(),
        linear1.weight.detach().numpy().T,  # turned round: (D, H)
        linear1.bias.detach().numpy(),
        linear2.weight.detach().numpy().T,
        linear2.bias.detach().numpy(),
    )
    print("your gradient by W1:", np.shape(yours["W1"]))
    print(
        "turned round, are they equal?",
        np.allclose(np.transpose(yours["W1"]), linear1.weight.grad.numpy()),
    )

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
# by the *first* weights of a network with a hidden layer? You gave a number at the start.

# %% [markdown] role="note"
# *Double-click here, then click into the field.*
#
# - My first question is number … :
# - My second question is number … :
# - How sure I am now, 1 to 5:
