"""torch as the oracle: it gets a forward function and numbers, and returns values and derivatives in float64.

Nothing here knows a derivative: autograd does (Paszke et al., "Automatic differentiation in PyTorch", 2017).
torch is imported at the first question, so that `import nablabook` stays light.
"""

from __future__ import annotations

from collections.abc import Callable
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


def as_array(value: Any) -> np.ndarray:
    """What a forward function returned, as a float64 array."""
    if hasattr(value, "detach"):
        value = value.detach().numpy()
    return np.asarray(value, dtype=np.float64)


def values(forward: Callable, args: tuple) -> np.ndarray:
    """forward(*args), computed by torch in float64."""
    return as_array(forward(*(as_tensor(arg) for arg in args)))


def gradient(forward: Callable, args: tuple, wrt: int = 0) -> np.ndarray:
    """The gradient of the scalar forward(*args) by its argument number `wrt`; it has that argument's shape."""
    import torch

    tensors = [as_tensor(arg, exact=i != wrt) for i, arg in enumerate(args)]
    x = torch.as_tensor(tensors[wrt], dtype=torch.float64).clone().requires_grad_()
    tensors[wrt] = x
    out = forward(*tensors)
    if out.numel() != 1:
        raise ValueError(f"a gradient needs a forward function with one number as result, this has {out.numel()}")
    (grad,) = torch.autograd.grad(out.reshape(()), x, allow_unused=True)
    return np.zeros(tuple(x.shape)) if grad is None else as_array(grad)
