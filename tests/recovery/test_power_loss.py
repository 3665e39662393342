"""Whenever the power goes and whatever the disk then holds of what was not synced, nothing acknowledged is lost."""

import random

import pytest

from tests.recovery.power_images import Disk, Kept
from tests.recovery.power_loss import recorded, take_the_power
from tests.recovery.power_trace import Cut, Removed, Synced, Write

IMAGES = 250
# Of the images of a control one of three and more loses something.
CONTROL_IMAGES = 50


@pytest.fixture(scope="module")
def seed() -> int:
    """Chance with a seed that is printed, so that a failure can be met again."""
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    return seed


def test_no_image_has_lost_what_was_acknowledged(seed: int) -> None:
    """The run of a real service, cut off at random instants: each image opens, and holds all that was promised."""
    outcome = take_the_power(recorded("FULL", seed), IMAGES, seed)
    assert outcome.findings == []
    assert outcome.images == IMAGES


@pytest.mark.parametrize("synchronous", ["NORMAL", "OFF"])
def test_without_a_sync_at_each_commit_images_lose_events(seed: int, synchronous: str) -> None:
    """Control: where SQLite syncs less, acknowledged events are missing from some of the images."""
    outcome = take_the_power(recorded(synchronous, seed), CONTROL_IMAGES, seed)
    assert any("were acknowledged" in finding for finding in outcome.findings)


def images_of(disk: Disk, number: int = 300) -> list[dict[str, bytes]]:
    return [disk.image(random.Random(number)) for number in range(number)]


def test_what_was_synced_is_in_every_image() -> None:
    """And only what was not may be missing, wholly or in part; control: some images lack it."""
    disk = Disk({"log": b""})
    for operation in (Write("log", 0, b"UNFPA"), Synced("log"), Write("log", 5, b" and IOM")):
        disk.carry_out(operation)
    found = {image["log"] for image in images_of(disk)}
    assert all(content.startswith(b"UNFPA") for content in found)
    assert {b"UNFPA", b"UNFPA and IOM", b"UNFPA and"} <= found


def test_writes_are_kept_in_any_order() -> None:
    """Of two writes that were not synced the later one may be there without the earlier one."""
    disk = Disk({"log": b"----"})
    for operation in (Write("log", 0, b"ab"), Write("log", 2, b"cd")):
        disk.carry_out(operation)
    assert {b"----", b"ab--", b"--cd", b"abcd"} <= {image["log"] for image in images_of(disk)}


def test_sectors_are_torn_apart() -> None:
    """Of a page some sectors may be new and others old."""
    page = Write("log", 0, b"n" * 4096)
    kept = Kept(bytearray(b"o" * 4096), [page])
    images = [kept.image(random.Random(number)) for number in range(300)]
    assert any(image[:512] == b"o" * 512 and image[512:1024] == b"n" * 512 for image in images)


def test_a_new_file_may_be_missing_until_its_directory_is_synced() -> None:
    """Even where its content was synced; and a removed one may be there again."""
    disk = Disk({"old": b"UNFPA"})
    for operation in (Write("new", 0, b"IOM"), Synced("new"), Removed("old")):
        disk.carry_out(operation)
    assert {frozenset(image) for image in images_of(disk)} == {
        frozenset(names) for names in (["new"], ["old"], ["new", "old"], [])
    }
    disk.carry_out(Synced(None))
    assert {frozenset(image) for image in images_of(disk)} == {frozenset(["new"])}


def test_a_shorter_file_is_longer_again() -> None:
    """A length that was not synced may be the old one."""
    disk = Disk({"log": b"UNFPA and IOM"})
    disk.carry_out(Cut("log", 5))
    assert {image["log"] for image in images_of(disk)} == {b"UNFPA", b"UNFPA and IOM"}
