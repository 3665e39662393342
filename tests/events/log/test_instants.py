"""Instants as the log writes them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from events.log.instants import ONE_MICROSECOND, TIME, later_by, written

NEW_YORK = timezone(timedelta(hours=-5))


def test_an_instant_is_written_in_utc_at_one_width() -> None:
    """The zone of the clock does not show, nor does a whole second look shorter than another."""
    assert written(datetime(2008, 11, 20, 19, tzinfo=NEW_YORK)) == "2008-11-21T00:00:00.000000Z"
    assert written(datetime(2008, 11, 21, 9, 30, 5, 42, UTC)) == "2008-11-21T09:30:05.000042Z"
    assert TIME.fullmatch(written(datetime(2008, 11, 21, tzinfo=UTC)))


def test_a_later_instant_is_written_alike() -> None:
    """A microsecond after the last one of a day comes the first of the next."""
    assert later_by(ONE_MICROSECOND, "2008-11-20T23:59:59.999999Z") == "2008-11-21T00:00:00.000000Z"
    assert later_by(timedelta(hours=48), "2008-11-21T09:30:00.000000Z") == "2008-11-23T09:30:00.000000Z"


@pytest.mark.parametrize("instant", ["2008-02-30T00:00:00.000000Z", "9999-12-31T23:59:59.999999Z"])
def test_nothing_comes_after_an_instant_that_is_none(instant: str) -> None:
    """Nor after the last one of the calendar."""
    with pytest.raises((ValueError, OverflowError)):
        later_by(ONE_MICROSECOND, instant)
