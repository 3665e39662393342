"""The public name of a position, and the salts of a new event."""

import pytest

from events.log.event import EMPTY_HEAD, PublicPositionUnreadable, draw_salts, parse_public_position, public_position


def test_a_position_is_named_with_the_beginning_of_its_leaf() -> None:
    """Position 1234 with a leaf that begins with 9f3c2a01 is 1234.9f3c2a01, and is read back."""
    leaf = bytes.fromhex("9f3c2a01") + bytes(28)
    assert public_position(1234, leaf) == "1234.9f3c2a01"
    assert parse_public_position("1234.9f3c2a01") == (1234, "9f3c2a01")


def test_the_empty_log_has_a_name_too() -> None:
    """Position 0 is written 0.00000000."""
    assert public_position(EMPTY_HEAD.position, EMPTY_HEAD.leaf) == "0.00000000"
    assert parse_public_position("0.00000000") == (0, "00000000")


@pytest.mark.parametrize(
    "text",
    ["", "1234", "01.9f3c2a01", "1.9F3C2A01", "1.9f3c2a0", "1.9f3c2a01\n", "-1.9f3c2a01", "0.9f3c2a01", "١.9f3c2a01"],
)
def test_anything_else_is_refused(text: str) -> None:
    """Leading zeros, capitals, spaces, other digits and a leaf for position 0 are not read."""
    with pytest.raises(PublicPositionUnreadable, match="was expected"):
        parse_public_position(text)


def test_salts_come_from_one_draw() -> None:
    """Each field gets its own sixteen bytes of what was drawn."""
    assert draw_salts({"title": 1, "kind": 2}, lambda count: bytes(range(count))) == {
        "title": bytes(range(16)),
        "kind": bytes(range(16, 32)),
    }
