"""Starts a command whose calls of the kernel (such as fsync) are shown to the test before they are carried out.

It is run as a script and imports nothing of the project: `watched_launcher.py SOCKET NUMBERS USER COMMAND …`. The
filter is that of seccomp(2) with user notification: who makes such a call waits until the test has answered.
"""

import ctypes
import os
import pwd
import socket
import sys
from collections.abc import Sequence

PR_SET_NO_NEW_PRIVILEGES = 38
SECCOMP_SET_MODE_FILTER = 1
SECCOMP_FILTER_FLAG_NEW_LISTENER = 8
ALLOW, NOTIFY = 0x7FFF0000, 0x7FC00000
LOAD, JUMP_IF_EQUAL, RETURN = 0x20, 0x15, 0x06
SECCOMP = {"x86_64": 317, "aarch64": 277}


class Instruction(ctypes.Structure):
    """One instruction of a filter (struct sock_filter)."""

    _fields_ = (
        ("code", ctypes.c_ushort),
        ("if_true", ctypes.c_ubyte),
        ("if_false", ctypes.c_ubyte),
        ("k", ctypes.c_uint),
    )


class Program(ctypes.Structure):
    """A filter (struct sock_fprog)."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.POINTER(Instruction)))


def main() -> None:
    """Become the user, install the filter, hand its listener to the test, and become the command."""
    _, listener_path, numbers, user, *command = sys.argv
    if user:
        become(user)
    listener = install([int(number) for number in numbers.split(",")])
    with socket.socket(socket.AF_UNIX) as test:
        test.connect(listener_path)
        socket.send_fds(test, [b"listener"], [listener])
    os.close(listener)
    os.execv(command[0], command)


def become(user: str) -> None:
    """Give up the rights of root for those of a user."""
    entry = pwd.getpwnam(user)
    os.setgroups([])
    os.setgid(entry.pw_gid)
    os.setuid(entry.pw_uid)


def install(numbers: Sequence[int]) -> int:
    """From now on calls with these numbers wait for an answer; the file descriptor at which they are answered."""
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(PR_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "the kernel does not let a process give up new privileges")
    program = Program(len(numbers) + 3, filter_of(numbers))
    flags = SECCOMP_FILTER_FLAG_NEW_LISTENER
    number = SECCOMP[os.uname().machine]
    listener: int = library.syscall(number, SECCOMP_SET_MODE_FILTER, flags, ctypes.byref(program))
    if listener < 0:
        raise OSError(ctypes.get_errno(), "Linux 5.5 with seccomp's user notification was expected, and it is refused")
    return listener


def filter_of(numbers: Sequence[int]) -> "ctypes.Array[Instruction]":
    """Load the call's number; where it is one of these, ask; else allow."""
    asked = len(numbers) + 1
    jumps = [Instruction(JUMP_IF_EQUAL, asked - place - 1, 0, number) for place, number in enumerate(numbers)]
    program = [Instruction(LOAD, 0, 0, 0), *jumps, Instruction(RETURN, 0, 0, ALLOW), Instruction(RETURN, 0, 0, NOTIFY)]
    return (Instruction * len(program))(*program)


if __name__ == "__main__":
    main()
