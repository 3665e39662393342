"""Every version of every event that was ever kept reads for ever, and reads as it did."""

import shutil
from pathlib import Path

import pytest

from events.catalogue import CATALOGUE
from events.fact import Fact
from events.log.canonical import canonical_json
from events.reading_facts import data_of
from tests.events.golden_files import FOLDER, Golden, changed_since_locked, golden_files

GOLDEN = golden_files()


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.name)
def test_reads_and_writes_the_same_bytes(golden: Golden) -> None:
    """An event of the newest version is read and written again to the very same bytes; an older one is read."""
    fact = golden.fact()
    if golden.version == fact.SCHEMA_VERSION:
        assert canonical_json(data_of(fact)) + b"\n" == golden.content


@pytest.mark.parametrize("fact", CATALOGUE, ids=lambda fact: fact.TYPE)
def test_every_version_of_every_event_has_a_golden_file(fact: type[Fact]) -> None:
    """Write `<type>.v<version>.json` and its line in DIGESTS when an event or a version of one is added."""
    versions = {golden.version for golden in GOLDEN if golden.type == fact.TYPE}
    assert versions == set(range(1, fact.SCHEMA_VERSION + 1))


@pytest.mark.parametrize("fact", CATALOGUE, ids=lambda fact: fact.TYPE)
def test_every_field_is_filled_in_one_golden_file(fact: type[Fact]) -> None:
    """A field that no example fills could change its form unseen."""
    filled = {name for golden in GOLDEN if golden.type == fact.TYPE for name in data_of(golden.fact())}
    assert filled == set(fact.__struct_fields__)


def test_every_golden_file_is_of_an_event_in_the_catalogue() -> None:
    """An event that was kept once is never taken out of the catalogue."""
    assert {golden.type for golden in GOLDEN} == {fact.TYPE for fact in CATALOGUE}


def test_no_golden_file_is_ever_edited() -> None:
    """The bytes are those that DIGESTS locked; for a new form of an event, raise its version and add a file."""
    assert changed_since_locked() == []


def test_an_edited_golden_file_is_found(tmp_path: Path) -> None:
    """Control: one letter changed in a copy is found, and so are a file taken away and one not locked."""
    folder = tmp_path / "golden"
    shutil.copytree(FOLDER, folder)
    edited, removed, added = "agency-renamed.v1.json", "person-erased.v1.json", "agency-renamed.v2.json"
    (folder / edited).write_bytes((folder / edited).read_bytes().replace(b"2010", b"2011"))
    (folder / removed).unlink()
    shutil.copy(FOLDER / edited, folder / added)
    assert changed_since_locked(folder) == sorted([edited, removed, added])
