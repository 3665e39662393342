"""What a text must look like, in words: for each pattern that fields and parameters ask for."""

import re

from events.identity import ID_PATTERN

_MATCHING = re.compile(r"[Tt]ext matching regex '(?P<pattern>.*)'$", re.DOTALL)

_DAY = "a day such as 2008-11-21"
PATTERN_WORDS: dict[str, str] = {
    ID_PATTERN: "an id of lower-case letters and digits, with single hyphens between them, such as unfpa",
    r"\S": "a text that is not empty",
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$(?!\n)": _DAY,
    r"^\d{4}-\d{2}-\d{2}$": _DAY,
    r"^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z)?$": (
        "an instant in UTC such as 2011-02-18T00:00:00Z, or a day such as 2011-02-18"
    ),
    r"^[0-9]{4}$(?!\n)": "a year such as 2008",
    r"^[a-z0-9_]+$(?!\n)": "a word of lower-case letters, digits and underscores, such as report_of_meeting",
    r"^https?://\S+$(?!\n)": "an address that begins with http:// or https://",
    r"^[1-9][0-9]{0,15}\.[0-9a-f]{8}$(?!\n)": "a position with the beginning of its leaf, such as 1234.9f3c2a01",
    r"^([01][0-9]|2[0-3]):[0-5][0-9]$(?!\n)": "a time of the day such as 10:00",
    r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$(?!\n)": "a language tag such as en or pt-BR",
    r"^[0-9a-f.,]{1,8000}$": "positions parted by commas, such as 12.9f3c2a01,13.0a1b2c3d",
    r"^[\x21-\x7e]{1,200}$": "1 to 200 printable ASCII characters without spaces",
    r"^[a-z0-9]+$(?!\n)": "lower-case letters and digits without a hyphen, such as cm9",
    r"^[a-z]+(?:-[a-z]+)*$(?!\n)": "the name of a rule of quality, such as did-it-happen",
    r"^[0-9a-f]{64}$": "the token of 64 hex digits that the dry run gave",
    r"^[0-9a-f]{64}$(?!\n)": "a SHA-256 digest of 64 hex digits in lower case",
    r"^[^@\s]+@[^@\s]+$(?!\n)": "an e-mail address such as migration@example.org",
    r"^\+?[0-9 ()./-]+$(?!\n)": "a telephone number such as +1 212 555 0100",
}


def with_patterns_in_words(sentence: str) -> str:
    """The sentence with the pattern at its end told in words, as it is where the pattern has none."""
    found = _MATCHING.search(sentence)
    words = PATTERN_WORDS.get(found["pattern"].replace("\\\\", "\\")) if found else None
    return sentence if found is None or words is None else sentence[: found.start()] + words
