"""A clean stop under load, a full queue, and a clock that is set back: each is told in time, and nothing is lost."""

import asyncio
import random
from pathlib import Path

import pytest

from tests.recovery.changed_service import CHANGED
from tests.recovery.checks import findings_after
from tests.recovery.house import house
from tests.recovery.writers import COMMITMENTS, WRITERS

ANSWERS = 60


@pytest.fixture
def empty_url(tmp_path: Path) -> str:
    """The address of a file that is not there yet."""
    return f"sqlite:///{tmp_path / 'tour.sqlite3'}"


async def test_a_service_that_is_told_to_stop_under_load(empty_url: str) -> None:
    """It ends by itself; every answer holds, and what was not answered is taken once when it is sent again."""
    async with house(empty_url, random.Random(1)) as built:
        writing = asyncio.create_task(built.writers.write())
        await built.writers.answers(ANSWERS)
        built.service.terminate()
        await writing
        assert await built.service.ended() == 0
        assert len(built.writers.unanswered) == WRITERS
        await built.service.start()
        assert await findings_after(built.writers, empty_url) == []


async def test_over_a_full_queue_requests_are_told_when_to_come_again(empty_url: str) -> None:
    """Of forty at once with room for four some get 503 with Retry-After; nothing of these is recorded."""
    async with house(empty_url, random.Random(1), CHANGED, {"RECOVERY_QUEUE": "4"}) as built:
        async with built.writers.client() as client:

            async def report(number: int) -> tuple[int, str | None, str]:
                body = {"title": f"Train {number} census offices", "lead": "unfpa", "reported_by": "unfpa"}
                answer = await client.post(COMMITMENTS, json=body)
                return answer.status_code, answer.headers.get("retry-after"), answer.json().get("type", "")

            told = set(await asyncio.gather(*(report(number) for number in range(WRITERS))))
            assert told == {(201, None, ""), (503, "1", "/problems/overloaded")}
        # The same requests until each is answered: with their keys every one of them has its effect once.
        writing = asyncio.create_task(built.writers.write(until_answered=True))
        await built.writers.answers(ANSWERS)
        built.writers.stop()
        await writing
        assert built.writers.sent_again > 0
        assert await findings_after(built.writers, empty_url, at_once=4) == []


async def test_a_clock_that_is_set_again_and_again(empty_url: str) -> None:
    """Wrong by up to forty hours, another time at each look: times only grow, and every key is remembered."""
    async with house(empty_url, random.Random(1), CHANGED, {"RECOVERY_CLOCK_HOURS": "40"}) as built:
        await built.writers.write_some(ANSWERS)
        assert await findings_after(built.writers, empty_url) == []


async def test_a_clock_that_leaps_forgets_keys(empty_url: str) -> None:
    """Control: where each look is a day later, answers are soon older than the 48 hours for which they are kept."""
    async with house(empty_url, random.Random(1), CHANGED, {"RECOVERY_LEAP_HOURS": "24"}) as built:
        await built.writers.write_some(ANSWERS // 3, authors=2)
        assert any("and again with" in finding for finding in await findings_after(built.writers, empty_url))
