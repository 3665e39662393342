"""Watching what a process asks of the disk: each call of the kernel waits until the test has seen and answered it.

Nothing is compiled and no right is needed: Linux shows the calls through seccomp's user notification.
"""

import errno
import fcntl
import os
import select
import socket
import struct
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct

LAUNCHER = Path(__file__).with_name("watched_launcher.py")
NUMBERS = {
    "x86_64": {"write": 1, "pwrite64": 18, "fsync": 74, "fdatasync": 75, "ftruncate": 77, "fallocate": 285,
               "unlink": 87, "unlinkat": 263, "pwritev": 296},
    "aarch64": {"write": 64, "pwrite64": 68, "fsync": 82, "fdatasync": 83, "ftruncate": 46, "fallocate": 47,
                "unlinkat": 35, "pwritev": 70},
}  # fmt: skip
# struct seccomp_notif and struct seccomp_notif_resp (linux/seccomp.h).
NOTICE = struct.Struct("=QIIiIQ6Q")
ANSWER = struct.Struct("=QqiI")
RECEIVE, SEND = 0xC0502100, 0xC0182101
CARRY_ON = 1
PATH_BYTES_MAX = 4096


class Call(Struct, frozen=True):
    """A call that waits: its name, the thread that makes it, and its arguments as the kernel sees them."""

    name: str
    thread_id: int
    arguments: tuple[int, ...]

    @property
    def path(self) -> str:
        """The file that it is about, as its first argument names it."""
        if self.name == "unlink":
            return self._text(self.arguments[0])
        if self.name == "unlinkat":
            return self._text(self.arguments[1])
        return str(Path(f"/proc/{self.thread_id}/fd/{self.arguments[0]}").readlink())

    @property
    def data(self) -> bytes:
        """The bytes that are to be written."""
        return self._memory(self.arguments[1], self.arguments[2])

    @property
    def offset(self) -> int:
        """Where they are to be written."""
        if self.name in ("pwrite64", "pwritev"):
            return self.arguments[3]
        told = Path(f"/proc/{self.thread_id}/fdinfo/{self.arguments[0]}").read_text()
        return int(told.split()[1])

    def _text(self, address: int) -> str:
        return self._memory(address, PATH_BYTES_MAX, exactly=False).partition(b"\0")[0].decode()

    def _memory(self, address: int, length: int, exactly: bool = True) -> bytes:
        with Path(f"/proc/{self.thread_id}/mem").open("rb", buffering=0) as memory:
            memory.seek(address)
            # A short path may stand at the end of what is mapped.
            found = memory.read(length) if exactly else memory.read(length - address % PATH_BYTES_MAX)
        assert not exactly or len(found) == length, f"{length} bytes were expected, and {len(found)} could be read."
        return found


# None: the kernel carries the call out. 0: it seems to be done. An error's number (such as ENOSPC): it fails so.
Judge = Callable[[Call], int | None]


class Watch:
    """Answers the calls of a command and of all that it starts, one after another, as `judge` says."""

    def __init__(self, calls: Sequence[str], judge: Judge, socket_path: Path, user: str = "") -> None:
        known = NUMBERS[os.uname().machine]
        self._names = {known[name]: name for name in calls if name in known}
        self._judge = judge
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(socket_path))
        socket_path.chmod(0o777)
        self._door.listen()
        numbers = ",".join(map(str, self._names))
        self.launcher = (sys.executable, "-I", str(LAUNCHER), str(socket_path), numbers, user)
        self.errors: list[BaseException] = []
        threading.Thread(target=self._open_door, name="watch", daemon=True).start()

    def close(self) -> None:
        self._door.close()
        assert not self.errors, f"The watch was expected to judge every call: {self.errors[0]!r}"

    def _open_door(self) -> None:
        """Take the listener of every command that is started, and answer at each."""
        with suppress(OSError):
            while True:
                connection, _ = self._door.accept()
                _, [listener], _, _ = socket.recv_fds(connection, 16, 1)
                connection.close()
                threading.Thread(target=self._answer_all, args=(listener,), daemon=True).start()

    def _answer_all(self, listener: int) -> None:
        calling = select.poll()
        calling.register(listener, select.POLLIN)
        with suppress(OSError):
            # Once nobody is left who could ask, the listener hangs up.
            while calling.poll()[0][1] & select.POLLIN:
                notice = bytearray(NOTICE.size)
                try:
                    fcntl.ioctl(listener, RECEIVE, notice)
                except OSError as error:
                    if error.errno == errno.ENOENT:  # the one who asked was killed meanwhile
                        continue
                    raise
                self._answer(listener, notice)
        os.close(listener)

    def _answer(self, listener: int, notice: bytearray) -> None:
        number, thread_id, _, call, _, _, *arguments = NOTICE.unpack(notice)
        try:
            verdict = self._judge(Call(self._names[call], thread_id, tuple(arguments)))
        except (FileNotFoundError, ProcessLookupError):  # it was killed while it was looked at
            verdict = None
        except Exception as error:  # noqa: BLE001 - told by `close`; whoever waits must not wait for ever
            self.errors.append(error)
            verdict = None
        flags = CARRY_ON if verdict is None else 0
        with suppress(FileNotFoundError):
            fcntl.ioctl(listener, SEND, bytearray(ANSWER.pack(number, 0, -(verdict or 0), flags)))


@contextmanager
def watching(calls: Sequence[str], judge: Judge, user: str = "") -> Iterator[Watch]:
    """A watch; whatever is started by its `launcher` is watched, as the user that is named."""
    with tempfile.TemporaryDirectory(prefix="tour-watch-") as folder:
        Path(folder).chmod(0o755)
        watch = Watch(calls, judge, Path(folder) / "door", user)
        try:
            yield watch
        finally:
            watch.close()
