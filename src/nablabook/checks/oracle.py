"""torch as the oracle: it gets a forward function and numbers, and returns values and derivatives in float64.

Nothing here knows a derivative: autograd does (Paszke et al., "Automatic differentiation in PyTorch", 2017).
torch is imported at the first question, so that `import nablabook` stays light.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from nablabook.checks.arrays import as_input


def as_tensor(value: Any, exact: bool = True) -> Any:
    """An input for torch: float arrays in float64, integer arrays as int64 (in float64 where not `exact`)."""
    import torch

    value = as_input(value)
    if isinstance(value, np.ndarray):
        whole = exact and value.dtype.kind in "iub"
        return torch.tensor(value, dtype=torch.int64 if whole else torch.float64)
    if isinstance(value, dict):
        return {key: as_tensor(item, exact) for key, item in value.items()}
    return value


def as_array(value: Any) -> Any:
    """What a forward function returned: float64 arrays, in the dict or tuple that it came in."""
    if isinstance(value, dict):
        return {key: as_array(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(as_array(item) for item in value)
    if hasattr(value, "detach"):
        value = value.detach().numpy()
    return np.asarray(value, dtype=np.float64)


def values(forward: Callable, args: tuple) -> Any:
    """forward(*args), computed by torch in float64."""
    return as_array(forward(*(as_tensor(arg) for arg in args)))


def gradient(forward: Callable, args: tuple, wrt: int | str | Sequence[str] = 0) -> Any:
    """The gradient of the scalar forward(*args); it has the shape of the argument that it is by.

    `wrt` is an argument's number or name, or several names: then the result is a dict, name -> gradient.
    """
    leaves, tensors = _leaves(forward, args, wrt)
    out = forward(*tensors)
    if out.numel() != 1:
        raise ValueError(f"a gradient needs a forward function with one number as result, this one has {out.numel()}")
    return _collect(wrt, leaves, _differentiate(out.reshape(()), leaves))


def jacobian(forward: Callable, args: tuple, wrt: int | str = 0) -> np.ndarray:
    """J[i, j] = d out_i / d in_j of forward(*args) by one argument: shape out.shape + in.shape."""
    import torch

    (leaf,), tensors = _leaves(forward, args, wrt)
    out = forward(*tensors)
    rows = []
    for i in range(out.numel()):
        unit = torch.zeros_like(out.reshape(-1))
        unit[i] = 1
        rows.append(_differentiate(out, [leaf], unit.reshape(out.shape))[0])
    return np.stack(rows).reshape(*out.shape, *leaf.shape)


def vjp(forward: Callable, args: tuple, wrt: int | str | Sequence[str] = 0) -> Any:
    """The vector-Jacobian product: args are grad_out and then forward's own; `wrt` counts forward's own."""
    grad_out, own = as_tensor(args[0], exact=False), args[1:]
    leaves, tensors = _leaves(forward, own, wrt)
    return _collect(wrt, leaves, _differentiate(forward(*tensors), leaves, grad_out))


def _leaves(forward: Callable, args: tuple, wrt: int | str | Sequence[str]) -> tuple[list, list]:
    """The tensors to differentiate by, in order, and all arguments with those in their places."""
    names = [wrt] if isinstance(wrt, int | str) else list(wrt)
    places = [name if isinstance(name, int) else _place(forward, name) for name in names]
    tensors = [as_tensor(arg, exact=i not in places) for i, arg in enumerate(args)]
    for i in places:
        import torch

        tensors[i] = torch.as_tensor(tensors[i], dtype=torch.float64).clone().requires_grad_()
    return [tensors[i] for i in places], tensors


def _place(forward: Callable, name: str) -> int:
    return list(inspect.signature(forward).parameters).index(name)


def _differentiate(out: Any, leaves: list, grad_out: Any = None) -> list[np.ndarray]:
    import torch

    if not out.requires_grad:  # the function uses none of the leaves
        return [np.zeros(tuple(x.shape)) for x in leaves]
    grads = torch.autograd.grad(out, leaves, grad_out, allow_unused=True, retain_graph=True)
    return [
        np.zeros(tuple(x.shape)) if grad is None else as_array(grad) for x, grad in zip(leaves, grads, strict=True)
    ]


def _collect(wrt: int | str | Sequence[str], leaves: list, grads: list[np.ndarray]) -> Any:
    return grads[0] if isinstance(wrt, int | str) else dict(zip(wrt, grads, strict=True))
