"""The system calls that a student's process may make: a list of what Python and its libraries need, and no other.

The filter is a program for the kernel's BPF machine, put together here: eight bytes an instruction.
"""

from __future__ import annotations

import ctypes
import errno
import struct
from collections.abc import Iterable

from nablabook.grading.confine.numbers import audit_arch
from nablabook.grading.confine.syscalls import NUMBERS, syscall

ALLOW = 0x7FFF0000
KILL = 0x80000000
ERRNO = 0x00050000
DENY = ERRNO | errno.EPERM
#: As if the kernel were older than the call: libraries then take the older one.
ABSENT = ERRNO | errno.ENOSYS
NOT_A_TERMINAL = ERRNO | errno.ENOTTY

LOAD, EQUAL, AT_LEAST, ANY_BIT, AND, RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
#: Where the machine finds the call's number and the architecture.
NUMBER, ARCHITECTURE = 0, 4

_PLAIN = """
    read write open close stat fstat lstat newfstatat statx poll lseek mmap mprotect munmap brk mremap msync
    mincore madvise rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait rt_sigsuspend
    sigaltstack pread64 pwrite64 readv writev preadv pwritev preadv2 pwritev2 access faccessat faccessat2 pipe
    pipe2 dup dup2 dup3 select pselect6 ppoll epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait
    epoll_pwait2 eventfd eventfd2 signalfd signalfd4 timerfd_create timerfd_settime timerfd_gettime pause
    nanosleep clock_nanosleep getitimer setitimer alarm timer_create timer_settime timer_gettime timer_getoverrun
    timer_delete clock_gettime clock_getres gettimeofday time times sched_yield sched_getparam sched_getscheduler
    sched_get_priority_max sched_get_priority_min sched_rr_get_interval sched_getattr sched_getaffinity
    getpriority getcpu get_mempolicy getpid getppid gettid getpgrp getpgid getsid setsid setpgid getuid geteuid
    getgid getegid getgroups getresuid getresgid capget uname sysinfo getrlimit setrlimit getrusage fork vfork
    execve exit exit_group wait4 waitid kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo set_tid_address
    set_robust_list get_robust_list restart_syscall futex futex_waitv membarrier rseq arch_prctl pkey_mprotect
    pkey_alloc pkey_free getrandom sendfile splice tee copy_file_range recvfrom recvmsg recvmmsg sendmsg shutdown
    getsockname getpeername getsockopt setsockopt fcntl flock fsync fdatasync sync_file_range truncate ftruncate
    fallocate fadvise64 readahead getdents getdents64 getcwd chdir fchdir rename renameat renameat2 mkdir mkdirat
    rmdir creat openat link linkat unlink unlinkat symlink symlinkat readlink readlinkat umask statfs fstatfs
    close_range getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr
"""
PLAIN = frozenset(_PLAIN.split())
#: Landlock does not cover these: where files of others can be named, they are not allowed.
ATTRIBUTES = frozenset(["chmod", "fchmod", "fchmodat", "fchmodat2", "utime", "utimes", "futimesat", "utimensat"])
#: Calls that libraries try first and have a way around. A memfd would be memory that no limit counts.
UNKNOWN = ("clone3", "memfd_create", "openat2", "execveat", "io_uring_setup", "pidfd_open")
#: Newer calls than this are absent: nobody has looked at them yet.
NEWEST = 452

#: Every CLONE_NEW..., and CLONE_PARENT: a child that is not one's own.
NOT_IN_CLONE = 0x7E020000 | 0x8000
UNIX, STREAM, KIND = 1, 1, 0xF
#: What a library asks of a terminal or a pipe; the rest are commands to devices, sockets and file systems.
IOCTLS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451, 0x540F)
#: Names, questions, and no_new_privs, which is set already.
PRCTLS = (15, 16, 3, 21, 27, 38, 39)


def instruction(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("=HBBI", code, yes, no, value)


def _load(argument: int, high: bool = False) -> bytes:
    return instruction(LOAD, 16 + 8 * argument + 4 * high)


def _answer(value: int) -> bytes:
    return instruction(RETURN, value)


def _one_of(argument: int, values: Iterable[int], otherwise: int) -> bytes:
    """Allow where the argument's lower half is one of `values`: the kernel reads no more of these."""
    tests = b"".join(instruction(EQUAL, value, 0, 1) + _answer(ALLOW) for value in values)
    return _load(argument) + tests + _answer(otherwise)


def _nobody_else(argument: int) -> bytes:
    """Allow where a process is named by 0, which is oneself."""
    return _one_of(argument, (0,), DENY)


def _rules(attributes: bool) -> dict[str, bytes]:
    """Name -> what decides once the call is known to be that one."""
    rules = dict.fromkeys(PLAIN | (ATTRIBUTES if attributes else set()), _answer(ALLOW))
    rules |= dict.fromkeys(UNKNOWN, _answer(ABSENT))
    rules["clone"] = _load(0) + instruction(ANY_BIT, NOT_IN_CLONE, 0, 1) + _answer(DENY) + _answer(ALLOW)
    rules["ioctl"] = _one_of(1, IOCTLS, NOT_A_TERMINAL)
    rules["prctl"] = _one_of(0, PRCTLS, DENY)
    # asyncio wakes itself through a pair; datagrams could be sent to any address from one.
    pair = instruction(AND, KIND) + instruction(EQUAL, STREAM, 0, 1) + _answer(ALLOW) + _answer(DENY)
    rules["socketpair"] = _load(0) + instruction(EQUAL, UNIX, 1, 0) + _answer(DENY) + _load(1) + pair
    # An address, in either half of the pointer, is a way out of an inherited socket.
    nowhere = instruction(EQUAL, 0, 1, 0) + _answer(DENY)
    rules["sendto"] = _load(4) + nowhere + _load(4, high=True) + nowhere + _answer(ALLOW)
    rules["prlimit64"] = rules["sched_setaffinity"] = _nobody_else(0)
    rules["setpriority"] = _load(0) + instruction(EQUAL, 0, 1, 0) + _answer(DENY) + _nobody_else(1)
    return rules


def program(attributes: bool) -> bytes:
    """The whole filter; `attributes` says whether modes and times of files may be set."""
    start = [
        instruction(LOAD, ARCHITECTURE),
        instruction(EQUAL, audit_arch() or 0, 1, 0),
        _answer(KILL),
        instruction(LOAD, NUMBER),
        # x32's calls too: their numbers have bit 30 set.
        instruction(AT_LEAST, NEWEST + 1, 0, 1),
        _answer(ABSENT),
    ]
    known = {NUMBERS[name]: rule for name, rule in _rules(attributes).items() if name in NUMBERS}
    tests = [instruction(EQUAL, number, 0, len(rule) // 8) + rule for number, rule in sorted(known.items())]
    return b"".join([*start, *tests, _answer(DENY)])


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def install(code: bytes) -> None:
    """Put this process under the filter, for good; needs no_new_privs. Raises OSError."""
    if audit_arch() is None:
        raise OSError(errno.ENOSYS, "no filter is known for this architecture")
    buffer = ctypes.create_string_buffer(code, len(code))
    filled = _Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    syscall("seccomp", 1, 0, ctypes.addressof(filled))  # 1: SECCOMP_SET_MODE_FILTER
