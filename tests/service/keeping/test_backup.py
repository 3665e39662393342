"""A backup is one state of a database in use: nothing acknowledged before it is missing, nothing in it is torn."""

import asyncio
import gzip
import stat
from pathlib import Path

import httpx
import pytest

from events.log.database import open_database
from events.log.tables import metadata
from events.log.tiles import TileReader
from service.keeping.backup import LEFT_OUT, BackupRefused, verify_backup
from service.keeping.backup_file import BackupDamaged, BackupReader
from tests.service.keeping.keeping import Line, altered, backed_up
from tests.small_record import API

pytestmark = pytest.mark.anyio

WRITERS = 4
BACKUPS = 5


async def test_every_backup_made_while_others_write_is_a_prefix(
    client: httpx.AsyncClient, small_url: str, tmp_path: Path
) -> None:
    """Each holds dense positions, a root that the log then had, and every event acknowledged before it began."""
    written: list[int] = []
    is_over = asyncio.Event()

    async def write(writer: int) -> None:
        number = 0
        while not is_over.is_set():
            number += 1
            body = {"title": f"Course {writer}-{number}", "lead": "iom", "reported_by": "iom"}
            answer = await client.post(f"{API}/commitments", json=body)
            written.append(int(answer.json()["position"].partition(".")[0]))

    writers = [asyncio.create_task(write(writer)) for writer in range(WRITERS)]
    headers = []
    for number in range(BACKUPS):
        acknowledged = max(written, default=0)
        header = await backed_up(small_url, tmp_path / f"{number}.tour")
        assert header.size >= acknowledged
        headers.append(header)
        await asyncio.sleep(0.05)
    is_over.set()
    await asyncio.gather(*writers)
    assert headers[-1].size > headers[0].size, "Something was written between the backups."
    database = open_database(small_url)
    await database.open()
    async with database.reading() as transaction:
        roots = [(await TileReader(transaction).root_at(header.size)).hex() for header in headers]
    await database.close()
    assert roots == [header.root for header in headers]


async def test_a_backup_holds_every_table_but_the_state_of_the_views(
    client: httpx.AsyncClient, small_url: str, tmp_path: Path
) -> None:
    """A new table is in the next backup without anybody thinking of it."""
    path = tmp_path / "full.tour"
    await backed_up(small_url, path)
    held = {begins.table: len(list(rows)) for begins, rows in BackupReader(path).tables()}
    assert set(held) == set(metadata.tables) - set(LEFT_OUT)
    assert held["event"] == verify_backup(path).size


async def test_a_backup_is_read_by_its_owner_alone(client: httpx.AsyncClient, small_url: str, tmp_path: Path) -> None:
    """Contacts and fingerprints of keys stand in it; beside it nothing is left behind."""
    path = tmp_path / "kept" / "full.tour"
    path.parent.mkdir()
    await backed_up(small_url, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


async def test_a_backup_never_replaces_a_file(client: httpx.AsyncClient, small_url: str, tmp_path: Path) -> None:
    """What is there stays, to the byte."""
    path = tmp_path / "full.tour"
    path.write_bytes(b"the backup of yesterday")
    with pytest.raises(BackupRefused, match="there already"):
        await backed_up(small_url, path)
    assert path.read_bytes() == b"the backup of yesterday"


async def test_a_torn_backup_is_refused_with_the_position(
    client: httpx.AsyncClient, small_url: str, tmp_path: Path
) -> None:
    """Cut off anywhere it is refused; the sentence says how far it could be read."""
    path = tmp_path / "full.tour"
    await backed_up(small_url, path)
    whole = path.read_bytes()
    for length in (len(whole) - 1, len(whole) * 3 // 4, len(whole) // 2, 20, 0):
        path.write_bytes(whole[:length])
        with pytest.raises(BackupDamaged, match=r"after (position|row)|in the table|before its first line|missing"):
            verify_backup(path)
    # Control: whole it is taken.
    path.write_bytes(whole)
    assert verify_backup(path).size > 20


async def test_an_altered_event_is_named(client: httpx.AsyncClient, small_url: str, tmp_path: Path) -> None:
    """Somebody who changes a word and the digest of the file still cannot make the event's leaf."""
    path = tmp_path / "full.tour"
    await backed_up(small_url, path)

    def promise_more(line: Line) -> Line:
        is_it = isinstance(line, list) and "Share the data of the census" in str(line)
        return [str(v).replace("census", "border") if isinstance(v, str) else v for v in line] if is_it else line

    altered(path, lambda line: line)
    size = verify_backup(path).size
    altered(path, promise_more)
    with pytest.raises(BackupDamaged, match=rf"position {size - 1} .* is not the one that was recorded"):
        verify_backup(path)


async def test_an_event_that_is_left_out_is_missed(client: httpx.AsyncClient, small_url: str, tmp_path: Path) -> None:
    """A gap is found where it is; an end that came too soon by the root."""
    path = tmp_path / "full.tour"
    await backed_up(small_url, path)
    whole = path.read_bytes()
    for left_out, message in ((7, "Position 7 was expected next"), (verify_backup(path).size, "with the root")):
        path.write_bytes(whole)
        drop_event(path, left_out)
        altered(path, one_event_less)
        with pytest.raises(BackupDamaged, match=message):
            verify_backup(path)


def one_event_less(line: Line) -> Line:
    """The last line of a backup, with one event less than it counted."""
    if isinstance(line, dict) and "rows" in line:
        return {**line, "rows": {**line["rows"], "event": line["rows"]["event"] - 1}}
    return line


def drop_event(path: Path, position: int) -> None:
    """Take the row of an event out of a backup."""
    lines = gzip.decompress(path.read_bytes()).splitlines(keepends=True)
    start = next(number for number, line in enumerate(lines) if line.startswith(b'{"table":"event"'))
    del lines[start + position]
    path.write_bytes(gzip.compress(b"".join(lines)))
