"""The load generator and what it sends: real requests, every answer looked at, against the real service."""

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from service.commands.publication import ReportPublication
from tests.bench.contestants import Contestant, our_service
from tests.bench.load import NUMBER, is_whole
from tests.bench.payloads import BODIES, posts, register
from tests.bench.post import posting
from tests.bench.prepared import Prepared, keys_for
from tests.bench.turns import Load, Pace, Refused, in_turn, measured
from tests.loaded_record import LoadedFile, copy

A_MOMENT = Pace(rounds=1, seconds=1.0)
NOBODY = dict.fromkeys(register().agencies, "tdt_of-nobody")


@contextmanager
def serving(loaded_file: LoadedFile, directory: Path) -> Iterator[Contestant]:
    """The real service on a copy of the record, with a key for each agency."""
    path = directory / "tour.sqlite3"
    copy(loaded_file.path, path)
    url = f"sqlite:///{path}"
    prepared = Prepared(asyncio.run(keys_for(url)), {})
    with our_service("ours", url, prepared, directory) as service:
        yield service


def test_publications_are_taken_and_measured(loaded_file: LoadedFile, tmp_path: Path) -> None:
    """The service takes what clients report, and a round says how many, how quickly and at what cost."""
    with serving(loaded_file, tmp_path) as service:
        (measure,) = in_turn([posting(service, 4)], A_MOMENT)["ours"]
    assert 0 < measure.p50_ms <= measure.p99_ms
    assert measure.per_second > 0
    assert measure.cpu_ms > 0
    assert measure.database_cpu_ms == 0


def test_a_wrong_answer_spoils_the_round(loaded_file: LoadedFile, tmp_path: Path) -> None:
    """Control: a service that refuses is not measured, however quick its refusals are."""
    with serving(loaded_file, tmp_path) as service:
        strangers = Load(contestant=service, requests=posts(NOBODY), expected="201", clients=2)
        with pytest.raises(Refused, match="401"):
            measured(strangers, A_MOMENT.seconds)


def test_every_body_is_a_publication() -> None:
    """Each body is one that the API takes, of some 450 bytes and more, and names its number in its first words."""
    requests = posts(NOBODY)
    assert len(requests) == BODIES
    for request in requests:
        head, _, body = request.partition("\r\n\r\n")
        said = msgspec.json.decode(body, type=ReportPublication)
        assert said.title.startswith(f"Paper {NUMBER.decode()}: ")
        assert f"Content-Length: {len(body.encode())}" in head
        assert 400 <= len(body) <= 700


def test_the_agencies_take_turns() -> None:
    """Every one of the thirty bodies reports as often as the others."""
    leads = [re.findall(r'"lead":"([a-z-]+)"', request)[0] for request in posts(NOBODY)]
    assert {leads.count(agency) for agency in register().agencies} == {BODIES // len(register().agencies)}


@pytest.mark.parametrize(
    ("answer", "whole"),
    [
        (b"HTTP/1.1 201 Created\r\nContent-Length: 4\r\n\r\nabcd", True),
        (b"HTTP/1.1 201 Created\r\ncontent-length: 4\r\nserver: granian\r\n\r\nabc", False),
        (b"HTTP/1.1 304 Not Modified\r\netag: x\r\n\r\n", True),
        (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nabcd\r\n", False),
        (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\n\r\n", True),
        (b"HTTP/1.1 200 OK\r\n", False),
    ],
)
def test_an_answer_is_read_to_its_end(answer: bytes, whole: bool) -> None:
    """The next request goes out when the last byte of the answer has come, not before."""
    assert is_whole(answer) is whole
