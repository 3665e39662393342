"""The file of a backup: JSON lines, compressed, the same for both databases, with a digest over all at its end.

The first line says what the backup holds. Each table begins with a line that names its columns, and each of its rows
is a line; bytes are in base64. The last line counts the rows and has the SHA-256 of every line before it.
"""

import gzip
import hashlib
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

import msgspec
from msgspec import Struct

FORMAT = "tour-de-table-backup.v1"
COMPRESSION_LEVEL = 6

Row = Sequence[Any]


class BackupDamaged(Exception):
    """A backup is torn, altered or no backup; the message says where."""


class Header(Struct, frozen=True, kw_only=True):
    """What a backup holds: the log of `size` events with this root (hex), at a revision of the schema.

    `made_at` is UTC. `position` is the last event as it is shown, with the first digits of its leaf.
    """

    format: str
    revision: str
    made_at: str
    size: int
    root: str
    position: str


class TableBegins(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From here on the lines are rows of a table."""

    table: str
    columns: tuple[str, ...]


class End(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The last line: how many rows each table has, and the digest of all lines before."""

    rows: dict[str, int]
    sha256: str


class BackupWriter:
    """Writes a backup line by line into an open file."""

    def __init__(self, file: IO[bytes], header: Header) -> None:
        self._lines = gzip.GzipFile(fileobj=file, mode="wb", compresslevel=COMPRESSION_LEVEL, filename="", mtime=0)
        self._digest = hashlib.sha256()
        self._rows: dict[str, int] = {}
        self._table = ""
        self._write(header)

    def begin(self, table: str, columns: tuple[str, ...]) -> None:
        """Begin a table."""
        self._table = table
        self._rows[table] = 0
        self._write(TableBegins(table=table, columns=columns))

    def add(self, rows: Iterable[Row]) -> None:
        """Add rows to the table that was begun last."""
        for row in rows:
            self._write([_plain(value) for value in row])
            self._rows[self._table] += 1

    def end(self) -> None:
        """Write the last line; what follows the header is complete now."""
        self._write(End(rows=self._rows, sha256=self._digest.hexdigest()))
        self._lines.close()

    def _write(self, line: object) -> None:
        encoded = msgspec.json.encode(line) + b"\n"
        self._digest.update(encoded)
        self._lines.write(encoded)


class BackupReader:
    """Reads a backup line by line. Raises BackupDamaged where it is torn or altered, at the latest at its end."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._digest = hashlib.sha256()
        self._place = "before its first line"
        self._lines = self._read_lines()
        self.header = self._header()

    def tables(self) -> Iterator[tuple[TableBegins, Iterator[list[Any]]]]:
        """Every table with its rows; the rows of one are read to the end before the next one begins."""
        counted: dict[str, int] = {}
        line = self.next_line()
        while not line.startswith(b'{"rows":'):
            begins = self._decoded(line, TableBegins)
            self._place = f"in the table {begins.table}"
            rows = _Rows(self, begins)
            yield begins, rows
            assert rows.following is not None, "The rows of a table are read to their end."
            counted[begins.table], line = rows.number, rows.following
        self._end(line, counted)

    def next_line(self) -> bytes:
        """The next line, taken into the digest unless it is the last."""
        line = next(self._lines, None)
        if line is None:
            raise BackupDamaged(f"{self._path} ends {self._place}: the rest of it is missing.")
        return line

    def at(self, place: str) -> None:
        """Say how far the reading has come, for the sentence about what is damaged."""
        self._place = place

    def row(self, line: bytes) -> list[Any]:
        """The values of a row."""
        return [_value(one) for one in self._decoded(line, list)]

    def _end(self, line: bytes, counted: dict[str, int]) -> None:
        end = self._decoded(line, End)
        if end.sha256 != self._digest.hexdigest():
            raise BackupDamaged(f"{self._path} was altered: the digest at its end is not that of its lines.")
        if end.rows != counted:
            raise BackupDamaged(f"{self._path} was altered: it says that it has {end.rows}, and it has {counted}.")
        if next(self._lines, None) is not None:
            raise BackupDamaged(f"{self._path} was altered: something stands behind its end.")

    def _header(self) -> Header:
        header: Header = self._decoded(self.next_line(), Header)
        if header.format != FORMAT:
            raise BackupDamaged(f"A backup of the form {FORMAT} was expected, and {self._path} is {header.format}.")
        return header

    def _read_lines(self) -> Iterator[bytes]:
        try:
            with gzip.open(self._path, "rb") as lines:
                for line in lines:
                    if not line.endswith(b"\n"):
                        break
                    if not line.startswith(b'{"rows":'):
                        self._digest.update(line)
                    yield line
                else:
                    return
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise BackupDamaged(f"{self._path} is torn or altered {self._place}: {error}.") from error
        raise BackupDamaged(f"{self._path} ends {self._place}: the rest of it is missing.")

    def _decoded(self, line: bytes, expected: Any) -> Any:
        try:
            return msgspec.json.decode(line, type=expected)
        except msgspec.MsgspecError as error:
            raise BackupDamaged(f"{self._path} cannot be read {self._place}: {error}.") from error


class _Rows(Iterator[list[Any]]):
    """The rows of one table; at their end `following` is the line that is none of them."""

    def __init__(self, reader: BackupReader, begins: TableBegins) -> None:
        self._reader = reader
        self._begins = begins
        self.number = 0
        self.following: bytes | None = None

    def __next__(self) -> list[Any]:
        if self.following is not None:
            raise StopIteration
        line = self._reader.next_line()
        if line.startswith(b"{"):
            self.following = line
            raise StopIteration
        self.number += 1
        # The events stand in their order, so that the number of a row is the position.
        counted = "position" if self._begins.table == "event" else f"row of the table {self._begins.table} number"
        self._reader.at(f"after {counted} {self.number}")
        return self._reader.row(line)


def _plain(value: Any) -> Any:
    return {"bytes": b64encode(value).decode()} if isinstance(value, bytes) else value


def _value(plain: Any) -> Any:
    return b64decode(plain["bytes"], validate=True) if isinstance(plain, dict) else plain
