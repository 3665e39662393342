"""The one way to write a value as JSON, so that the same facts always give the same bytes and the same digest."""

import re
from typing import Any

import msgspec

# JSON's numbers are read as doubles by many: beyond this they lose digits (RFC 8785, section 3.2.2.3).
INTEGER_MAX = 2**53 - 1

_sorted = msgspec.json.Encoder(order="deterministic")
_as_given = msgspec.json.Encoder()
_NUL_ESCAPED = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


class NotCanonical(ValueError):
    """The value cannot be written as canonical JSON."""


def canonical_json(value: Any) -> bytes:
    """The value as canonical JSON (RFC 8785): None, booleans, whole numbers, texts, lists and mappings of texts.

    `NotCanonical` for anything else: a number with a fraction, a whole number beyond ±(2^53 - 1), a lone surrogate,
    and U+0000, which RFC 8785 allows and PostgreSQL cannot keep.
    """
    # Most fields are plain texts: for them there is nothing to check and nothing to sort.
    if type(value) is str or _check(value):
        return _written(value)
    return _written(_sorted_by_utf16(value), _as_given)


def canonical_flat(mapping: dict[str, str | int | None]) -> bytes:
    """The same for a mapping of our own making, with ASCII keys and no depth, of which the types are known."""
    return _written(mapping)


def _written(value: Any, encoder: msgspec.json.Encoder = _sorted) -> bytes:
    try:
        text = encoder.encode(value)
    except UnicodeEncodeError:
        raise NotCanonical("A text of whole characters was expected, and half of a surrogate pair was found.") from None
    if b"\\u0000" in text and _NUL_ESCAPED.search(text):
        raise NotCanonical("A text without the character U+0000 was expected, and one was found.")
    return text


def _check(value: Any) -> bool:
    """Refuse what is not JSON without fractions; True if every key is ASCII, where sorting is the same for all."""
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return True
    if kind is int:
        if -INTEGER_MAX <= value <= INTEGER_MAX:
            return True
        raise NotCanonical(f"A whole number between -(2^53 - 1) and 2^53 - 1 was expected, and {value} was found.")
    if kind is dict:
        return _check_mapping(value)
    if kind is list or kind is tuple:
        keys_are_ascii = True
        for item in value:
            keys_are_ascii = _check(item) and keys_are_ascii
        return keys_are_ascii
    raise NotCanonical(
        f"Text, whole numbers, lists or mappings were expected, and a value of type {kind.__name__} was found."
    )


def _check_mapping(mapping: dict[Any, Any]) -> bool:
    keys_are_ascii = True
    for key, item in mapping.items():
        if type(key) is not str:
            raise NotCanonical(f"A text was expected as the key of a mapping, and {key!r} was found.")
        keys_are_ascii = _check(item) and key.isascii() and keys_are_ascii
    return keys_are_ascii


def _sorted_by_utf16(value: Any) -> Any:
    """RFC 8785 sorts keys by UTF-16 code units, which differs from code points beyond the basic plane."""
    if isinstance(value, dict):
        return {key: _sorted_by_utf16(value[key]) for key in sorted(value, key=lambda key: key.encode("utf-16-be"))}
    if isinstance(value, list | tuple):
        return [_sorted_by_utf16(item) for item in value]
    return value
