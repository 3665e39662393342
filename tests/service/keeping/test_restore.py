"""A backup of either database restored into either: verified, served, and nothing that was forgotten comes back."""

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa

from events.log.checkpoint_note import NotedCheckpoint, signed_checkpoint
from events.log.database import open_database
from events.log.signed_note import NoteRefused
from events.withholding import TEXT_WITHHELD
from migrations.run import connected
from service.cli.revision import current, newest
from service.keeping.journal import JournalUnreadable, journal_in, lines_of, read_journal
from service.keeping.kept_checkpoint import read_note
from service.keeping.restoring import RestoreRefused
from service.keeping.scrubbing import scrub
from service.writer.forgetting import Forgotten
from tests.events.log.keys import LOG, OTHER
from tests.service.api.publications import assert_problem
from tests.service.keeping.keeping import Line, altered, backed_up, events_in, findings, restored
from tests.service.keeping.test_scrubbing import holding
from tests.small_record import API, position_of, serving_at, withhold

pytestmark = pytest.mark.anyio

SEMINAR = f"{API}/activities/pd-seminar"
DESCRIPTION = "Call Ms. Keiko Osaki for the programme."
CONTACTS = {"name": "Keiko Osaki", "email": "osaki@example.org", "agency": "un-desa-pd"}


@pytest.fixture
async def backup(client: httpx.AsyncClient, small_url: str, tmp_path: Path) -> Path:
    """A backup of the small record."""
    path = tmp_path / "backup.tour"
    await backed_up(small_url, path)
    return path


async def test_what_is_restored_is_what_was_backed_up(
    client: httpx.AsyncClient, backup: Path, small_url: str, any_empty_url: str
) -> None:
    """The same events, byte for byte, on the same or the other kind of database; log and views are whole."""
    await restored(backup, any_empty_url)
    assert await events_in(any_empty_url) == await events_in(small_url)
    assert await findings(any_empty_url) == []
    assert current(any_empty_url) == newest()


async def test_a_restored_service_serves_and_writes(client: httpx.AsyncClient, backup: Path, empty_url: str) -> None:
    """It answers as before, takes news, and repeats the answer to a request that it took before the backup."""
    await restored(backup, empty_url)
    before = (await client.get(SEMINAR)).json()
    async with serving_at(empty_url) as again:
        assert (await again.get(SEMINAR)).json() == before
        news = await again.post(f"{SEMINAR}/updates", json={"type": "completed", "note": "It is done."})
        assert news.status_code == 200, news.text
    assert await findings(empty_url) == []


async def test_the_keys_of_before_still_open(
    client: httpx.AsyncClient, small_url: str, empty_url: str, tmp_path: Path
) -> None:
    """A key is a fingerprint in the backup, and its owner's requests are answered once more without effect."""
    headers = {"Authorization": client.headers["Authorization"], "Idempotency-Key": "letter-of-3-march"}
    first = await client.post(f"{API}/topics", json={"id": "return", "label": "Return"}, headers=headers)
    await backed_up(small_url, tmp_path / "backup.tour")
    await restored(tmp_path / "backup.tour", empty_url)
    async with serving_at(empty_url) as again:
        repeated = await again.post(f"{API}/topics", json={"id": "return", "label": "Return"}, headers=headers)
        assert (repeated.status_code, repeated.content) == (201, first.content)


async def test_positions_of_lost_events_are_told_apart(client: httpx.AsyncClient, backup: Path, empty_url: str) -> None:
    """A cursor that was handed out after the backup is refused, before and after other events have its place."""
    lost = (await client.post(f"{SEMINAR}/updates", json={"type": "completed", "note": "It is done."})).json()[
        "position"
    ]
    await restored(backup, empty_url)
    async with serving_at(empty_url) as again:
        assert_problem(await again.get(f"{API}/log/events", params={"after": lost}), 409, "log-diverged")
        await again.post(f"{SEMINAR}/updates", json={"type": "no_change"})
        for path in (f"{API}/log/events?after={lost}", f"{SEMINAR}?known_at={lost}", f"{API}/log/events/{lost}"):
            assert_problem(await again.get(path), 409, "log-diverged")


async def forgotten_since(client: httpx.AsyncClient) -> str:
    """A description is withheld and a person erased; the person's id."""
    place = await position_of(client, "planned-meeting-reported", id="pd-seminar")
    assert (await withhold(client, place, "description")).status_code == 200
    person = (await client.get(f"{API}/persons")).json()["items"][0]["id"]
    erased = await client.post(f"{API}/persons/{person}/erasures", json={"reason": "Left the Division."})
    assert erased.status_code == 200, erased.text
    return str(person)


async def test_what_was_forgotten_after_the_backup_does_not_come_back(
    client: httpx.AsyncClient, small_url: str, empty_url: str, journal: Path, tmp_path: Path
) -> None:
    """With the journal the words and the contacts are gone, and stand nowhere in the files."""
    assert (await client.post(f"{API}/persons", json=CONTACTS)).status_code == 201
    path = tmp_path / "before.tour"
    await backed_up(small_url, path)
    person = await forgotten_since(client)
    done = await restored(path, empty_url, journal=read_journal(journal))
    assert (done.replayed.again, done.replayed.already, done.replayed.not_there) == (2, 0, 0)
    scrub(empty_url)
    assert [holding(empty_url, words) for words in (DESCRIPTION, CONTACTS["email"])] == [[], []]
    assert await findings(empty_url) == []
    async with serving_at(empty_url) as again:
        assert (await again.get(SEMINAR)).json()["description"] == TEXT_WITHHELD
        assert (await again.get(f"{API}/persons/{person}")).json()["name"] is None


async def test_what_cannot_be_noted_is_not_forgotten(client: httpx.AsyncClient, journal: Path) -> None:
    """A journal that takes nothing is said so, and the words stay until it does; others are written meanwhile."""
    made = await client.post(f"{API}/persons", json=CONTACTS)
    person = made.json()["id"]
    with in_the_way_of(journal):
        answer = await client.post(f"{API}/persons/{person}/erasures", json={})
    assert_problem(answer, 503, "not-ready")
    assert (str(journal) in answer.json()["detail"], answer.headers["retry-after"]) == (True, "2")
    assert (await client.get(f"{API}/persons/{person}")).json()["name"] == CONTACTS["name"]
    assert (await client.post(f"{API}/persons/{person}/erasures", json={})).status_code == 200


@contextmanager
def in_the_way_of(journal: Path) -> Iterator[None]:
    """A directory where the journal should be."""
    journal.mkdir()
    yield
    journal.rmdir()


async def test_without_the_journal_it_comes_back(
    client: httpx.AsyncClient, small_url: str, empty_url: str, tmp_path: Path
) -> None:
    """Control: the backup holds the words, so that only the journal keeps them from coming back."""
    assert (await client.post(f"{API}/persons", json=CONTACTS)).status_code == 201
    path = tmp_path / "before.tour"
    await backed_up(small_url, path)
    person = await forgotten_since(client)
    await restored(path, empty_url)
    async with serving_at(empty_url) as again:
        assert (await again.get(SEMINAR)).json()["description"] == DESCRIPTION
        assert (await again.get(f"{API}/persons/{person}")).json()["name"] == CONTACTS["name"]


async def test_a_journal_is_replayed_twice_without_harm(
    client: httpx.AsyncClient, small_url: str, empty_url: str, journal: Path, tmp_path: Path
) -> None:
    """What a backup has forgotten already, and events that it does not have, are counted and passed over."""
    assert (await client.post(f"{API}/persons", json=CONTACTS)).status_code == 201
    await forgotten_since(client)
    path = tmp_path / "after.tour"
    await backed_up(small_url, path)
    lost = {"title": "A promise", "lead": "iom", "reported_by": "iom", "note": "Ask Raúl."}
    place = (await client.post(f"{API}/commitments", json=lost)).json()["position"]
    assert (await withhold(client, place, "note")).status_code == 200
    entries = read_journal(journal)
    done = await restored(path, empty_url, journal=[*entries, *entries])
    assert (done.replayed.again, done.replayed.already, done.replayed.not_there) == (0, 4, 2)


async def test_the_database_can_write_its_journal_anew(
    client: httpx.AsyncClient, small_url: str, journal: Path
) -> None:
    """Where the file was lost, the database names the same fields and the same people, without a word of them."""
    assert (await client.post(f"{API}/persons", json=CONTACTS)).status_code == 201
    await forgotten_since(client)
    database = open_database(small_url)
    await database.open()
    async with database.reading() as transaction:
        found = await journal_in(transaction)
    await database.close()
    assert list(map(named, found)) == list(map(named, read_journal(journal)))
    assert b"Osaki" not in lines_of([*read_journal(journal), *found])


def named(entry: Forgotten) -> tuple[str, ...]:
    """What an entry is about."""
    shown = {name: str(getattr(entry, name)) for name in entry.__struct_fields__ if name != "reason"}
    return tuple(shown.values())


async def test_a_journal_that_cannot_be_written_stops_the_forgetting(client: httpx.AsyncClient, journal: Path) -> None:
    """Nothing is withheld that a restore would bring back: first the journal, then the commit."""
    place = await position_of(client, "planned-meeting-reported", id="pd-seminar")
    make_folder(journal)
    answer = await withhold(client, place, "description")
    assert answer.status_code >= 500
    assert (await client.get(SEMINAR)).json()["description"] == DESCRIPTION
    remove_folder(journal)
    assert (await withhold(client, place, "description")).status_code == 200


def make_folder(path: Path) -> None:
    """Put a folder where a file should be written."""
    path.mkdir()


def remove_folder(path: Path) -> None:
    """Take it away again."""
    path.rmdir()


def test_a_torn_line_of_a_journal_was_never_committed(tmp_path: Path) -> None:
    """The last line without its end is passed over; any other line that cannot be read is a fault."""
    path = tmp_path / "journal"
    path.write_bytes(b'{"forgotten":"person","person_id":"0192","recorded_at":"2011"}\n{"forgotten":"per')
    assert len(read_journal(path)) == 1
    path.write_bytes(b'{"forgotten":"per\n{"forgotten":"person","person_id":"0192","recorded_at":"2011"}\n')
    with pytest.raises(JournalUnreadable, match="Line 1"):
        read_journal(path)


async def test_only_an_empty_database_is_filled(client: httpx.AsyncClient, backup: Path, small_url: str) -> None:
    """A database that has tables is refused as it stands."""
    before = await events_in(small_url)
    with pytest.raises(RestoreRefused, match="An empty database was expected"):
        await restored(backup, small_url)
    assert await events_in(small_url) == before


@pytest.mark.parametrize("table", ["event_tag", "checkpoint"])
async def test_a_backup_altered_beside_its_events_is_refused_whole(
    client: httpx.AsyncClient, backup: Path, empty_url: str, table: str
) -> None:
    """Tags and roots are not in the hashes of the file's events; they are verified before anything is committed."""
    now_in = ""

    def alter(line: Line) -> Line:
        nonlocal now_in
        if isinstance(line, dict):
            now_in = line.get("table", "")
        elif now_in == table == "event_tag" and line[0] == "agency:iom":
            return ["agency:oim", *line[1:]]
        elif now_in == table == "checkpoint" and line[0] == 3:
            return [3, {"bytes": b64encode(bytes(32)).decode()}, *line[2:]]
        return line

    altered(backup, alter)
    with pytest.raises(RestoreRefused, match="The backup was altered"):
        await restored(backup, empty_url)
    with connected(empty_url) as connection:
        assert sa.inspect(connection).get_table_names() == []


async def test_a_checkpoint_that_was_kept_decides(
    client: httpx.AsyncClient, backup: Path, empty_url: str, tmp_path: Path
) -> None:
    """A backup that ends before it is refused unless the loss is accepted; one of another history always."""
    stands = (await client.get(f"{API}/log/checkpoint")).json()
    await client.post(f"{SEMINAR}/updates", json={"type": "completed", "note": "It is done."})
    later = (await client.get(f"{API}/log/checkpoint")).json()
    kept = {one["size"]: NotedCheckpoint("tour", one["size"], bytes.fromhex(one["root"])) for one in (stands, later)}
    with pytest.raises(RestoreRefused, match=r"the 1 after it would be lost"):
        await restored(backup, empty_url, kept=kept[later["size"]])
    with pytest.raises(RestoreRefused, match="another history"):
        await restored(backup, empty_url, kept=NotedCheckpoint("tour", stands["size"], bytes(32)), accepts_loss=True)
    done = await restored(backup, empty_url, kept=kept[later["size"]], accepts_loss=True)
    assert done.header.size == stands["size"]


def test_a_note_is_believed_only_if_a_known_key_has_signed_it() -> None:
    """Another key refuses it; where no key is known, what it says is believed."""
    note = signed_checkpoint(24, bytes(32), LOG)
    stands = NotedCheckpoint(LOG.name, 24, bytes(32))
    assert read_note(note, (LOG.verifier,)) == read_note(note, ()) == stands
    with pytest.raises(NoteRefused):
        read_note(note, (OTHER.verifier,))
    with pytest.raises(NoteRefused, match="expected"):
        read_note("Dear colleague,\nplease find the backup attached.\n", ())
