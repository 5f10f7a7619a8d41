import numpy as np

from nablabook.variants import right, wrong


@right
def axis_by_axis(grad_out, shape):
    grad = np.array(grad_out, dtype=float)
    while grad.ndim > len(shape):
        grad = grad.sum(axis=0)
    for i, size in enumerate(shape):
        if size == 1:
            grad = grad.sum(axis=i, keepdims=True)
    return grad


@right
def padded_and_reshaped(grad_out, shape):
    padded = (1,) * (np.ndim(grad_out) - len(shape)) + tuple(shape)
    stretched = tuple(i for i, size in enumerate(padded) if size == 1)
    return np.sum(grad_out, axis=stretched, keepdims=True).reshape(shape)


@right
def entry_by_entry(grad_out, shape):
    grad = np.zeros(shape)
    for place in np.ndindex(grad_out.shape):
        own = place[len(place) - len(shape) :]
        own = tuple(0 if n == 1 else i for i, n in zip(own, shape))
        grad[own] += grad_out[place]
    return grad


@right
def only_where_the_sizes_differ(grad_out, shape):
    missing = grad_out.ndim - len(shape)
    axes = list(range(missing))
    for i in range(len(shape)):
        if grad_out.shape[i + missing] != shape[i]:
            axes.append(i + missing)
    return np.reshape(grad_out.sum(axis=tuple(axes)), shape)


@right
def with_add_at(grad_out, shape):
    grad = np.zeros(shape)
    places = np.arange(max(grad.size, 1)).reshape(shape)
    stretched = np.broadcast_to(places, grad_out.shape)
    sums = np.bincount(stretched.ravel(), weights=grad_out.ravel())
    return sums.reshape(shape)


@wrong(says="An axis of size 1 got lost")
def keepdims_lost(grad_out, shape):
    missing = grad_out.ndim - len(shape)
    grad = grad_out.sum(axis=tuple(range(missing)))
    ones = tuple(i for i, size in enumerate(shape) if size == 1)
    return grad.sum(axis=ones)


@wrong(says="It is the mean over the copies.")
def mean_for_sum(grad_out, shape):
    padded = (1,) * (grad_out.ndim - len(shape)) + tuple(shape)
    stretched = tuple(i for i, size in enumerate(padded) if size == 1)
    return grad_out.mean(axis=stretched, keepdims=True).reshape(shape)


@wrong(says="A leading axis is left")
def a_leading_axis_forgotten(grad_out, shape):
    grad = grad_out
    if grad.ndim > len(shape):
        grad = grad.sum(axis=0)
    left = grad.ndim - len(shape)
    for i, size in enumerate(shape):
        if size == 1:
            grad = grad.sum(axis=i + left, keepdims=True)
    return grad


@wrong(says="Only the first of the copies is there")
def the_first_copy(grad_out, shape):
    grad = grad_out
    while grad.ndim > len(shape):
        grad = grad[0]
    return grad[tuple(slice(0, size) for size in shape)].copy()


@wrong(says="Everything is added up")
def all_added_up(grad_out, shape):
    return np.full(shape, grad_out.sum())


@wrong(says="Nothing is summed: grad_out comes back as it is.")
def handed_on(grad_out, shape):
    return grad_out.copy()


@wrong(says="The axes that are missing at the left are not summed over")
def axes_of_size_1_alone(grad_out, shape):
    grad = grad_out.copy()
    for i, size in enumerate(shape):
        if size == 1:
            grad = grad.sum(axis=i, keepdims=True)
    return grad


@wrong(says="Axis 0 is summed over whatever `shape` says.")
def axis_0_alone(grad_out, shape):
    return grad_out.sum(axis=0)


@wrong(says="Every entry has the wrong sign.")
def turned_round(grad_out, shape):
    padded = (1,) * (grad_out.ndim - len(shape)) + tuple(shape)
    stretched = tuple(i for i, size in enumerate(padded) if size == 1)
    return -grad_out.sum(axis=stretched, keepdims=True).reshape(shape)


@wrong(says="raises ValueError")
def reshape_alone(grad_out, shape):
    return grad_out.reshape(shape)


@wrong(says="A leading axis is left")
def two_cases(grad_out, shape):
    if len(shape) == 1:
        return grad_out.sum(axis=0)
    else:
        return grad_out.sum(axis=1, keepdims=True)


@wrong(says="raises ValueError")
def made_for_matrices(grad_out, shape):
    if len(shape) == 1:
        return grad_out.sum(axis=0).reshape(shape)
    if shape[0] == 1:
        return grad_out.sum(axis=0, keepdims=True)
    return grad_out.sum(axis=1, keepdims=True)


@wrong(says="drop the missing axes first.")
def axes_of_size_1_first(grad_out, shape):
    grad = grad_out
    for i, size in enumerate(shape):
        if size == 1:
            grad = grad.sum(axis=i, keepdims=True)
    while grad.ndim > len(shape):
        grad = grad.sum(axis=0)
    return grad


@wrong(says="is summed over the other axis")
def aligned_at_the_left(grad_out, shape):
    grad = grad_out
    while grad.ndim > len(shape):
        grad = grad.sum(axis=-1)
    for i, size in enumerate(shape):
        if size == 1:
            grad = grad.sum(axis=i, keepdims=True)
    return grad


@wrong(says="looked for by its size, and two may be equally long.")
def axis_found_by_its_size(grad_out, shape):
    grad = grad_out
    for size in shape:
        for axis, there in enumerate(grad.shape):
            if len(shape) == 1 and grad.ndim == 2 and there == size:
                return grad.sum(axis=1 - axis)
    missing = grad_out.ndim - len(shape)
    grad = grad_out.sum(axis=tuple(range(missing)))
    ones = tuple(i for i, size in enumerate(shape) if size == 1)
    return np.sum(grad, axis=ones, keepdims=True)


@wrong(says="A leading axis is left")
def if_for_while(grad_out, shape):
    grad = grad_out
    if len(shape) == 0:
        return grad.sum()
    if len(shape) < grad.ndim:
        grad = grad.sum(axis=0)
    for i, size in enumerate(shape):
        if size == 1:
            grad = grad.sum(axis=i, keepdims=True)
    return grad


@wrong(says="An axis of size 1 is not summed over")
def missing_axes_alone(grad_out, shape):
    while grad_out.ndim > len(shape):
        grad_out = grad_out.sum(axis=0)
    return grad_out.copy()


@wrong(says="An axis of size 1 got lost")
def axis_by_axis_without_keepdims(grad_out, shape):
    while grad_out.ndim > len(shape):
        grad_out = grad_out.sum(axis=0)
    for i, size in enumerate(shape):
        if size == 1:
            grad_out = grad_out.sum(axis=i)
    return grad_out


@wrong(says="The axes that are missing at the left are not summed over")
def axes_of_size_1_summed_alone(grad_out, shape):
    for i, size in enumerate(shape):
        if size == 1:
            grad_out = grad_out.sum(axis=i)
    return grad_out


@wrong(says="Axes are matched by their size, and two may be equally long.")
def axes_kept_by_their_size(grad_out, shape):
    axes = tuple(
        i for i in range(grad_out.ndim) if grad_out.shape[i] not in shape
    )
    return grad_out.sum(axis=axes).reshape(shape)


@wrong(says="Axes are matched by their size, and two may be equally long.")
def axis_by_axis_kept_by_its_size(grad_out, shape):
    for i, size in enumerate(grad_out.shape):
        if size not in shape:
            grad_out = grad_out.sum(axis=i, keepdims=True)
    return grad_out.reshape(shape)


@wrong(says="`reshape` reads on row by row")
def reshaped_and_summed(grad_out, shape):
    return grad_out.reshape(-1, *shape).sum(axis=0)


@wrong(
    says="In a hidden test (a single number) the answer is not right yet"
)
def one_axis_is_never_of_size_1(grad_out, shape):
    if len(shape) == 1:
        return grad_out.sum(axis=tuple(range(grad_out.ndim - 1)))
    missing = grad_out.ndim - len(shape)
    grad = grad_out.sum(axis=tuple(range(missing)))
    ones = tuple(i for i, size in enumerate(shape) if size == 1)
    return np.sum(grad, axis=ones, keepdims=True)
