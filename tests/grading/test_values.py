"""Does every plain value cross the wire as what it is, and nothing else as more than its kind?"""

from __future__ import annotations

import contextlib
import decimal

import msgpack
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nablabook.checks.arrays import Shape, as_input, same
from nablabook.checks.text import known_type
from nablabook.grading.values import DEEPEST, Forged, Unsendable, decode, encode

plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20)
arrays = hnp.arrays(
    hnp.floating_dtypes(sizes=(16, 32, 64), endianness="<")
    | hnp.integer_dtypes(endianness="<")
    | hnp.boolean_dtypes()
    | hnp.complex_number_dtypes(sizes=(64, 128), endianness="<"),
    hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
)
values = st.recursive(
    plain | arrays,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


def across(value):
    """The value after a real trip through msgpack."""
    return decode(msgpack.unpackb(msgpack.packb(encode(value)), raw=False, strict_map_key=True))


@given(values)
@settings(max_examples=300, deadline=None)
def test_plain_values_cross_unchanged(value) -> None:
    crossed = across(value)
    assert type(crossed) is type(value)
    assert same(crossed, value)


@pytest.mark.parametrize("shape", [Shape(()), Shape((5,)), Shape((np.int64(3), 1))])
def test_a_shape_stays_a_tuple_on_the_whole_way(shape) -> None:
    arrived = as_input(across(as_input(shape)))
    assert type(arrived) is Shape
    assert arrived == tuple(shape)
    assert {type(size) for size in arrived} <= {int}
    assert (*arrived, 2) == (*shape, 2)


@given(arrays)
@settings(max_examples=50, deadline=None)
def test_arrays_arrive_writable_and_of_their_own(array) -> None:
    crossed = across(array)
    assert crossed.flags.writeable
    assert crossed.flags.owndata


@pytest.mark.parametrize("scalar", [np.float32(1.5), np.int64(3), np.bool_(True), np.float64("nan")])
def test_numpys_scalars_keep_their_type(scalar) -> None:
    assert type(across(scalar)) is type(scalar)
    assert same(np.asarray(across(scalar)), np.asarray(scalar))


def test_what_a_check_has_words_for_arrives_as_its_kind() -> None:
    assert isinstance(across(np.ma.array([1.0, 2.0], mask=[0, 1])), np.ma.MaskedArray)
    assert isinstance(across(np.array([[1.0]]).view(np.matrix)), np.matrix)
    assert across(...) is ...
    assert across({1, 2}) == set()
    assert across(np.array([None, 1, "a"])).dtype == object
    assert known_type(across(decimal.Decimal(1))) == "Decimal"
    assert callable(across(len))


def test_an_object_of_a_students_class_becomes_a_thing_without_behaviour() -> None:
    class Lying:
        def __eq__(self, other):
            return True

        __hash__ = None

        def __array__(self):
            return np.ones(3)

    crossed = across(Lying())
    assert known_type(crossed) == "object"
    assert not hasattr(crossed, "__array__")
    assert crossed != 1


def test_endless_nests_are_refused() -> None:
    cyclic: list = []
    cyclic.append(cyclic)
    with pytest.raises(Unsendable, match=f"more than {DEEPEST} levels"):
        encode(cyclic)


trees = st.recursive(
    plain
    | st.binary(max_size=20)
    | st.sampled_from(
        ["array", "tuple", "dict", "int", "masked", "objects", "matrix", "name", "other", "scalar", "shape"]
    ),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["!", "v", "d", "s", "b", "m", "t", "n"]), inner, max_size=5)
    ),
    max_leaves=15,
)


@given(trees)
@settings(max_examples=500, deadline=None)
def test_forged_trees_are_refused_or_plain(tree) -> None:
    with contextlib.suppress(Forged):
        decode(tree)


@pytest.mark.parametrize(
    "tree",
    [
        {"!": "array", "d": "O", "s": [1], "b": b"12345678"},
        {"!": "array", "d": "<f8", "s": [2], "b": b"12345678"},
        {"!": "array", "d": "<f8", "s": [-1], "b": b"12345678"},
        {"!": "array", "d": "<f8,<f8", "s": [1], "b": b"1234567812345678"},
        {"!": "array", "d": "<f8", "s": [2**62, 2], "b": b""},
        {"!": "nothing"},
        {"v": 1},
        b"bytes",
        {"!": "dict", "v": [[[1], 2]]},
    ],
)
def test_what_no_encoder_makes_is_refused(tree) -> None:
    with pytest.raises(Forged):
        decode(tree)
