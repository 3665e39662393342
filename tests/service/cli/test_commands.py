"""The command `tour`, from an empty directory to a summary, and what it says when it cannot."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import structlog

from projections.activities import ACTIVITIES
from projections.registry import TOPICS
from service.cli import main
from service.cli.demo import RECORD
from tests.loaded_record import copy

COMMANDS = (
    "serve demo migrate load key signing-key summary verify export-log rebuild status "
    "backup restore redact scrub journal remind"
)
Tour = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module", autouse=True)
def log_as_before() -> Iterator[None]:
    """Commands let only warnings into the log of their process, which is here that of the other tests too."""
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="module")
def loaded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the record of the Seventh Meeting, made by the commands themselves."""
    path = tmp_path_factory.mktemp("tour") / "tour.sqlite3"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOUR_DATABASE_URL", f"sqlite:///{path}")
        for arguments in (["migrate"], ["load", str(RECORD)]):
            with pytest.raises(SystemExit) as ended:
                main(arguments)
            assert ended.value.code == 0
    return path


@pytest.fixture
def tour(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, loaded_file: Path) -> Tour:
    """Runs the command on the loaded database: its exit code, what it printed, and what it complained of."""
    monkeypatch.setenv("TOUR_DATABASE_URL", f"sqlite:///{loaded_file}")

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        printed = capfdbinary.readouterr()
        return int(ended.value.code or 0), printed.out.decode(), printed.err.decode()

    return run


@pytest.mark.parametrize("command", COMMANDS.split())
def test_every_command_explains_itself(tour: Tour, command: str) -> None:
    """`tour COMMAND --help` says what the command does."""
    code, printed, _ = tour(command, "--help")
    assert code == 0
    assert f"usage: tour {command}" in printed


def test_a_summary_is_printed_in_each_format(tour: Tour) -> None:
    """The summary of the Seventh Meeting comes out as prose, as a page and as data with sources."""
    assert tour("summary", "cm7")[1].startswith("# Summary of the tour de table")
    assert "<!doctype html>" in tour("summary", "cm7", "--format", "html")[1].lower()
    summary = json.loads(tour("summary", "cm7", "--format", "json")[1])
    assert len(summary["paragraphs"]) == 26


def test_a_summary_as_of_a_day_before_the_meeting_tells_nothing(tour: Tour) -> None:
    """What was said on 21 November 2008 had not been said the day before."""
    code, _, complaint = tour("summary", "cm7", "--as-of", "2008-11-20")
    assert code == 2
    assert "There is no coordination meeting with the id cm7" in complaint


def test_a_loaded_log_and_its_views_are_whole(tour: Tour) -> None:
    """`tour verify --views` finds nothing in what the commands have written."""
    code, printed, _ = tour("verify", "--views")
    assert code == 0
    assert printed.startswith("The log is whole, and every view agrees with it.")


def test_a_changed_event_is_found_with_its_position(tour: Tour, loaded_file: Path) -> None:
    """A byte changed behind the service's back is named by `tour verify`; put back, the log is whole again."""
    with sqlite3.connect(loaded_file) as database:
        refusals = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in refusals:
            database.execute(f"DROP TRIGGER {name}")
        database.execute("UPDATE event SET reported_on = '2008-11-22' WHERE position = 400")
    try:
        code, printed, _ = tour("verify")
        assert code == 1
        assert "400" in printed
    finally:
        with sqlite3.connect(loaded_file) as database:
            database.execute("UPDATE event SET reported_on = '2008-11-21' WHERE position = 400")
            for _, statement in refusals:
                database.execute(statement)
    assert tour("verify")[0] == 0


def test_a_changed_view_is_found_and_healed_by_rebuilding(tour: Tour, loaded_file: Path) -> None:
    """A row of a view that says something else than the log is named, and `tour rebuild` puts it right."""
    with sqlite3.connect(loaded_file) as database:
        database.execute(f"UPDATE {ACTIVITIES.table.name} SET stage = 'cancelled' WHERE id = 'pd-flows-2008'")
    code, printed, _ = tour("verify", "--views")
    assert code == 1
    assert "pd-flows-2008" in printed
    assert tour("rebuild", "activity")[0] == 0
    assert tour("verify", "--views")[0] == 0


def test_a_changed_view_is_named_by_a_check_that_changes_nothing(tour: Tour, loaded_file: Path) -> None:
    """`tour rebuild --check` compares and says what differs; what it found is still there afterwards."""
    assert tour("rebuild", "--check", "activity")[0] == 0
    with sqlite3.connect(loaded_file) as database:
        database.execute(f"UPDATE {ACTIVITIES.table.name} SET stage = 'cancelled' WHERE id = 'pd-flows-2008'")
    code, printed, _ = tour("rebuild", "--check", "activity", "agency")
    assert code == 1
    assert "agency: " in printed
    assert f"{ACTIVITIES.table.name} has the wrong row pd-flows-2008" in printed
    assert tour("verify", "--views")[0] == 1
    assert tour("rebuild", "activity")[0] == 0
    assert tour("verify", "--views")[0] == 0


def test_the_status_names_every_view_and_a_fault(tour: Tour, loaded_file: Path) -> None:
    """Where the log stands, where each view stands, and what a faulted one could not take."""
    code, printed, _ = tour("status")
    assert code == 0
    assert re.search(rf"activity v{ACTIVITIES.version} +active +at \d+, up to date", printed)
    with sqlite3.connect(loaded_file) as database:
        database.execute("UPDATE projection SET state = 'faulted', position = 9, fault = 'No.' WHERE name = 'topic'")
    code, printed, _ = tour("status")
    assert code == 1
    faulted = rf"topic v{TOPICS.version} +faulted +at 9, \d+ events and \d+ seconds behind; served by \d+.\n +No\."
    assert re.search(faulted, printed)
    assert tour("rebuild", "topic")[0] == 0
    assert tour("status")[0] == 0


def test_a_key_for_a_focal_point_needs_an_agency_of_the_register(tour: Tour) -> None:
    """A key without an agency, or for one that nobody registered, is refused in a sentence."""
    assert "name it with --agency" in tour("key", "create", "--role", "focal_point")[2]
    assert "No agency of the register" in tour("key", "create", "--role", "focal_point", "--agency", "unperson")[2]
    code, printed, _ = tour("key", "create", "--role", "focal_point", "--agency", "unfpa")
    assert code == 0
    assert printed.startswith("tdt_")


def test_a_revoked_key_is_listed_as_revoked(tour: Tour) -> None:
    """`tour key list` shows keys by their ids, never the keys, and says which are revoked."""
    token = tour("key", "create", "--role", "reader", "--label", "mirror")[1].strip()
    listed = tour("key", "list")[1]
    key_id = next(line.split()[0] for line in listed.splitlines() if line.endswith("mirror"))
    assert token not in listed
    assert tour("key", "revoke", key_id)[0] == 0
    assert any(key_id in line and "revoked" in line for line in tour("key", "list")[1].splitlines())


def test_a_database_that_is_not_migrated_is_refused(
    tour: Tour, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command that needs the tables says that `tour migrate` comes first, and makes no file."""
    monkeypatch.setenv("TOUR_DATABASE_URL", f"sqlite:///{tmp_path}/new.sqlite3")
    code, _, complaint = tour("verify")
    assert code == 2
    assert "run `tour migrate` first" in complaint
    assert not (tmp_path / "new.sqlite3").exists()


def test_an_address_of_another_database_is_refused(tour: Tour, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only SQLite and PostgreSQL are spoken to."""
    monkeypatch.setenv("TOUR_DATABASE_URL", "mysql://localhost/tour")
    assert tour("migrate")[0] == 2


def test_a_directory_without_a_record_is_refused(tour: Tour, tmp_path: Path) -> None:
    """`tour load` names the file that is missing."""
    code, _, complaint = tour("load", str(tmp_path))
    assert code == 2
    assert "agencies.json" in complaint


def test_the_demo_loads_once_and_makes_new_keys_each_time(
    tour: Tour, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first start loads the record, the second finds it there; the keys of the first no longer work."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TOUR_DATABASE_URL")
    first, second = tour("demo", "--no-serve"), tour("demo", "--no-serve")
    assert "26  interventions" in first[1]
    assert "nothing was loaded" in second[1]
    assert "as_of=2011-02-18" in second[1]
    assert (tmp_path / "var" / "demo-signing-key.txt").stat().st_mode & 0o777 == 0o600
    monkeypatch.setenv("TOUR_DATABASE_URL", f"sqlite:///{tmp_path}/var/demo.sqlite3")
    listed = tour("key", "list")[1].splitlines()
    assert sum("tour demo" in line and "valid" in line for line in listed) == 3
    monkeypatch.setenv("TOUR_SIGNING_KEY", str(tmp_path / "var" / "demo-signing-key.txt"))
    assert tour("verify")[1].endswith("are signed.\n")


def test_words_are_withheld_backed_up_and_restored(
    tour: Tour, loaded_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup from before a redaction is restored with the journal, and the words stay away; without one it is not."""
    path, backup, journal = tmp_path / "own.sqlite3", tmp_path / "own.tour", tmp_path / "journal"
    copy(loaded_file, path)
    monkeypatch.setenv("TOUR_DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.setenv("TOUR_JOURNAL", str(journal))
    place, words = said_by(path)
    assert tour("backup", str(backup))[0] == 0
    assert "it is whole" in tour("backup", "--verify", str(backup))[1]
    assert "is withheld" in tour("redact", place, "text", "--reason", "Withheld on request.")[1]
    assert tour("redact", place, "text", "--reason", "Withheld on request.")[0] == 2
    assert tour("scrub")[:2] == (0, "The files of the database are written anew.\n")
    assert tour("journal")[1] == journal.read_text()
    restored = tmp_path / "restored.sqlite3"
    monkeypatch.setenv("TOUR_DATABASE_URL", f"sqlite:///{restored}")
    code, printed, _ = tour("restore", str(backup))
    assert (code, "Withheld or erased again: 1;" in printed) == (0, True)
    assert words.encode() not in restored.read_bytes()
    assert tour("verify", "--views")[0] == 0
    monkeypatch.delenv("TOUR_JOURNAL")
    assert "journal of what was withheld" in tour("restore", str(backup))[2]
    assert "An empty database was expected" in tour("restore", str(backup), "--without-journal")[2]


def said_by(path: Path) -> tuple[str, str]:
    """A point of context that was made at the table: its position, and its words."""
    with closing(sqlite3.connect(path)) as database:
        (position, leaf, words), *_ = database.execute(
            "SELECT position, leaf, json_extract(data, '$.text') FROM event WHERE type = 'context-point-made'"
        ).fetchall()
    return f"{position}.{leaf.hex()[:8]}", words
