"""Keys, exports and kept checkpoints on the command line: what a verifier is told who trusts nobody."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from service.cli import main
from tests.loaded_record import LoadedFile, copy

ORIGIN = "tourdetable.example.org/log"
Tour = Callable[..., tuple[int, str, str]]


@pytest.fixture
def tour(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, loaded_file: LoadedFile
) -> Tour:
    """Runs the command on a copy of the record, in an empty directory: exit code, output, complaint."""
    copy(loaded_file.path, tmp_path / "tour.sqlite3")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TOUR_DATABASE_URL", "sqlite:///tour.sqlite3")

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        printed = capfdbinary.readouterr()
        return int(ended.value.code or 0), printed.out.decode(), printed.err.decode()

    return run


@pytest.fixture
def public_key(tour: Tour, monkeypatch: pytest.MonkeyPatch) -> str:
    """The public half of the key that signs from now on."""
    code, printed, _ = tour("signing-key", "create", "--file", "key.txt", "--origin", ORIGIN)
    assert code == 0
    monkeypatch.setenv("TOUR_SIGNING_KEY", "key.txt")
    return printed.strip()


def test_a_key_is_made_once_for_its_owner_alone(tour: Tour, public_key: str) -> None:
    """The file can be read by nobody else, is shown by its public half, and never written over."""
    assert public_key.startswith(f"{ORIGIN}+")
    assert Path("key.txt").stat().st_mode & 0o777 == 0o600
    assert tour("signing-key", "show")[1].strip() == public_key
    code, _, complaint = tour("signing-key", "create", "--origin", ORIGIN)
    assert code == 2
    assert "never written over another" in complaint


def test_a_key_that_cannot_be_trusted_is_refused(tour: Tour, public_key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that others can read, one of another log, one that is none, and one that is not there."""
    monkeypatch.setenv("TOUR_ORIGIN", "tourdetable.example.org/rehearsal")
    assert "TOUR_ORIGIN says" in tour("signing-key", "show")[2]
    monkeypatch.delenv("TOUR_ORIGIN")
    Path("key.txt").chmod(0o640)
    assert "chmod 600" in tour("serve", "--port", "0")[2]
    assert "cannot be read" in tour("signing-key", "show", "--file", "nowhere.txt")[2]
    Path("none.txt").write_text(public_key)
    Path("none.txt").chmod(0o600)
    assert "holds no signing key" in tour("signing-key", "show", "--file", "none.txt")[2]
    assert "--origin" in tour("signing-key", "create", "--file", "new.txt")[2]


def test_an_export_is_verified_without_the_database(tour: Tour, public_key: str) -> None:
    """The file is signed, and whole to whoever has it and the public key; the database may be gone."""
    assert tour("export-log", "log.jsonl")[1] == "log.jsonl holds 909 events, all of them signed.\n"
    for path in Path().glob("tour.sqlite3*"):
        path.unlink()
    assert tour("verify", "--export", "log.jsonl", "--public-key", public_key) == (
        0,
        "The log is whole. The events up to position 909 are signed.\n",
        "",
    )


def test_an_altered_export_is_found_with_the_position(tour: Tour, public_key: str) -> None:
    """A word in the 400th event is another one: the complaint names that event, and the exit code is 1."""
    tour("export-log", "log.jsonl")
    lines = Path("log.jsonl").read_bytes().splitlines(keepends=True)
    lines[400] = lines[400].replace(b'"data":{"', b'"data":{"a":"b","', 1)
    Path("log.jsonl").write_bytes(b"".join(lines))
    code, printed, _ = tour("verify", "--export", "log.jsonl", "--public-key", public_key)
    assert code == 1
    assert "position 400 " in printed.splitlines()[0]


def test_an_end_that_was_cut_off_with_its_checkpoints_is_found_by_a_kept_note(tour: Tour, public_key: str) -> None:
    """A log without its last events, tags and checkpoints is whole to itself; the note of a witness says otherwise."""
    tour("export-log", "log.jsonl")
    with sqlite3.connect("tour.sqlite3") as database:
        [note] = database.execute("SELECT note FROM checkpoint WHERE note IS NOT NULL").fetchone()
        for [name] in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        [end] = database.execute("SELECT max(size) FROM checkpoint WHERE size < 800").fetchone()
        database.execute("DELETE FROM event WHERE position > ?", (end,))
        database.execute("DELETE FROM event_tag WHERE position > ?", (end,))
        database.execute("DELETE FROM checkpoint WHERE size > ?", (end,))
        database.execute("DELETE FROM tile WHERE (number + 1) * 256 > ?", (end,))
    Path("kept.txt").write_text(note)
    assert tour("verify")[0] == 0, "Control: without the note nothing is missed."
    code, printed, _ = tour("verify", "--checkpoint", "kept.txt")
    assert code == 1
    assert printed == (
        f"The log ends at position {end}, and a checkpoint of 909 events was signed: what follows position {end} was "
        "removed.\n"
    )
    assert tour("verify", "--export", "log.jsonl", "--public-key", public_key, "--checkpoint", "kept.txt")[0] == 0


def test_a_log_that_nobody_signed_is_not_enough_for_who_brings_a_key(tour: Tour, public_key: str) -> None:
    """With --public-key something must be signed, in the database and in a file; without, it is said."""
    assert tour("verify") == (0, "The log is whole. Nobody has signed it.\n", "")
    assert "none was found" in tour("verify", "--public-key", public_key)[1]
    shutil.move("key.txt", "away.txt")
    Path("key.txt").symlink_to("away.txt")
    assert tour("export-log", "log.jsonl")[0] == 0
    assert tour("verify", "--public-key", public_key)[0] == 0


def test_what_cannot_be_verified_is_refused(tour: Tour, public_key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that is none, a note of nobody, a file that is no export, and views of a file."""
    assert "--public-key" in tour("verify", "--public-key", "nonsense")[2]
    Path("note.txt").write_text("nonsense")
    assert "note.txt is no signed checkpoint" in tour("verify", "--checkpoint", "note.txt")[2]
    assert "first line" in tour("verify", "--export", "note.txt")[2]
    assert "Views are in the database" in tour("verify", "--export", "note.txt", "--views")[2]
    tour("export-log", "log.jsonl")
    monkeypatch.delenv("TOUR_SIGNING_KEY")
    with sqlite3.connect("tour.sqlite3") as database:
        [note] = database.execute("SELECT note FROM checkpoint WHERE note IS NOT NULL").fetchone()
    Path("note.txt").write_text(note)
    assert "--public-key" in tour("verify", "--checkpoint", "note.txt")[2]
    assert "were not checked" in tour("verify")[1]
