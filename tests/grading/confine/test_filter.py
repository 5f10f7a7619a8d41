"""The filter of system calls, run here as the kernel runs it."""

from __future__ import annotations

import platform
import struct

import pytest

from nablabook.grading.confine import numbers, seccomp
from nablabook.grading.confine.numbers import ARCHITECTURES, TABLE

ROWS = [row.split(",") for row in TABLE.split()]


def decide(code: bytes, number: int, *arguments: int, arch: int | None = None) -> int:
    """The answer of a program of BPF to a call."""
    arch = numbers.audit_arch() if arch is None else arch
    data = struct.pack("=IIQ6Q", number, arch, 0, *(*arguments, *[0] * (6 - len(arguments))))
    steps = list(struct.iter_unpack("=HBBI", code))
    at = value = 0
    while True:
        operation, yes, no, k = steps[at]
        at += 1
        if operation == seccomp.LOAD:
            (value,) = struct.unpack_from("=I", data, k)
        elif operation == seccomp.AND:
            value &= k
        elif operation == seccomp.RETURN:
            return k
        else:
            true = {seccomp.EQUAL: value == k, seccomp.AT_LEAST: value >= k, seccomp.ANY_BIT: bool(value & k)}[
                operation
            ]
            at += yes if true else no


pytestmark = pytest.mark.skipif(platform.machine() not in ARCHITECTURES, reason="no filter for this architecture")
CODE = seccomp.program(attributes=True)
N = numbers.numbers()
WITH_ARGUMENTS = {"clone", "ioctl", "prctl", "socketpair", "sendto", "prlimit64", "setpriority", "sched_setaffinity"}


def test_a_program_is_short_enough_for_the_kernel() -> None:
    assert len(CODE) // 8 < 4096


@pytest.mark.parametrize("name", sorted(seccomp.PLAIN & N.keys()))
def test_what_is_needed_is_allowed_whatever_its_arguments(name: str) -> None:
    assert decide(CODE, N[name]) == decide(CODE, N[name], *[2**64 - 1] * 6) == seccomp.ALLOW


def test_everything_else_is_not() -> None:
    listed = {N[name] for name in seccomp.PLAIN | seccomp.ATTRIBUTES | WITH_ARGUMENTS if name in N}
    for number in {*range(600), 2**30, 2**30 + 1, 2**32 - 1} - listed:
        assert decide(CODE, number) in (seccomp.DENY, seccomp.ABSENT)


@pytest.mark.parametrize(
    ("name", "arguments", "answer"),
    [
        ("clone", (17,), seccomp.ALLOW),
        ("clone", (0x3D0F00,), seccomp.ALLOW),
        ("clone", (0x10000000 | 17,), seccomp.DENY),
        ("clone", (0x8000 | 17,), seccomp.DENY),
        ("clone3", (), seccomp.ABSENT),
        ("memfd_create", (), seccomp.ABSENT),
        ("socketpair", (1, 1 | 0o2000000), seccomp.ALLOW),
        ("socketpair", (1, 2), seccomp.DENY),
        ("socketpair", (2, 1), seccomp.DENY),
        ("sendto", (3, 0, 0, 0, 0), seccomp.ALLOW),
        ("sendto", (3, 0, 0, 0, 1), seccomp.DENY),
        ("sendto", (3, 0, 0, 0, 1 << 32), seccomp.DENY),
        ("ioctl", (1, 0x5413), seccomp.ALLOW),
        ("ioctl", (1, 0x5412), seccomp.NOT_A_TERMINAL),
        ("prctl", (1, 0), seccomp.DENY),
        ("prctl", (15, 0), seccomp.ALLOW),
        ("prlimit64", (0, 1), seccomp.ALLOW),
        ("prlimit64", (7, 1), seccomp.DENY),
        ("setpriority", (0, 0), seccomp.ALLOW),
        ("setpriority", (0, 7), seccomp.DENY),
        ("setpriority", (2, 0), seccomp.DENY),
    ],
)
def test_arguments_that_reach_out_are_not_allowed(name: str, arguments: tuple[int, ...], answer: int) -> None:
    assert decide(CODE, N[name], *arguments) == answer


def test_modes_and_times_are_allowed_only_where_files_are_out_of_sight() -> None:
    without = seccomp.program(attributes=False)
    for name in seccomp.ATTRIBUTES & N.keys():
        assert decide(CODE, N[name]) == seccomp.ALLOW
        assert decide(without, N[name]) == seccomp.DENY


def test_calls_of_another_architecture_end_the_process() -> None:
    assert decide(CODE, 1, arch=0x40000003) == seccomp.KILL


def test_the_table_knows_every_call_once_for_each_architecture() -> None:
    assert len({row[0] for row in ROWS}) == len(ROWS)
    for column in (1, 2):
        known = [row[column] for row in ROWS if row[column] != "-"]
        assert len(set(known)) == len(known)
    named = seccomp.PLAIN | seccomp.ATTRIBUTES | WITH_ARGUMENTS | set(seccomp.UNKNOWN)
    assert named <= {row[0] for row in ROWS}
