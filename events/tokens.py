"""The words of a text as they are sought: in any language, without case and accents, each in its place.

Words are runs of letters, digits and the marks on them. Scripts that put no blanks between words (Han, Kana, Thai, Lao,
Khmer, Burmese), and Hangul, which joins endings to words, give every two neighbouring characters instead, and the last
character alone, so that every character begins a token. A place is the number of the word, or of the character in such
a run, from the beginning of the text: what stands side by side has places side by side.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

# Longer words are compared by so many characters; no language needs more.
TOKEN_LENGTH_MAX = 40
# Words of the six languages of the United Nations that stand in nearly every text, and so tell none from another: they
# keep their places, and nobody is found by them. No acronym of a body is among them.
COMMON_WORDS = frozenset(
    "a an and at by for from in of on or the to with s "
    "aux d dans de des du en et l la le les par pour sur del el los para por y "
    "в и на о по с من في على".split()
)

# Points, accents and vowel signs that are written or left out: of Latin, Greek, Cyrillic, Hebrew, Arabic and Syriac.
_OPTIONAL_MARKS = (
    (0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05BD), (0x05BF, 0x05BF), (0x05C1, 0x05C2), (0x05C4, 0x05C5),
    (0x05C7, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06DC), (0x06DF, 0x06E4),
    (0x06E7, 0x06E8), (0x06EA, 0x06ED), (0x0711, 0x0711), (0x0730, 0x074A), (0x08CA, 0x08FF), (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF), (0x20D0, 0x20F0), (0xFE20, 0xFE2F),
)  # fmt: skip
# The soft hyphen, the joiners of Persian and Indic words, and the Arabic tatweel, which only makes a word longer.
_JOINERS = "\u00ad\u200c\u200d\u2060\u0640"
_WITHOUT = {
    **{code: None for first, last in _OPTIONAL_MARKS for code in range(first, last + 1)},
    **{ord(joiner): None for joiner in _JOINERS},
    # Letters that Unicode does not take apart, and Arabic ones that are written for one another.
    **{ord(one): other for one, other in zip("œæøłđħıىةکی", "oe ae o l d h i ي ه ك ي".split(), strict=True)},
}  # fmt: skip
_IN_PAIRS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u19e0-\u19ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029"
    "\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\ua9e0-\ua9ff\uaa60-\uaa7f"
    "\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U0001b000-\U0001b16f\U00020000-\U000323af]+"
)
# A word, cut where its script changes to one of these or back.
_SCRIPTS = re.compile(f"{_IN_PAIRS.pattern}|{_IN_PAIRS.pattern.replace('[', '[^')}")
# Where Unicode has marks at all: to look at every character there is takes long.
_BLOCKS_WITH_MARKS = (
    (0x0300, 0x1E00), (0x20D0, 0x2100), (0x2C00, 0x3100), (0xA600, 0xAC00), (0xFB00, 0xFE30), (0x10100, 0x12000),
    (0x13400, 0x13500), (0x16100, 0x17000), (0x1BC00, 0x1BD00), (0x1CF00, 0x1D300), (0x1DA00, 0x1EA00),
    (0xE0100, 0xE0200),
)  # fmt: skip
_WORD_IN_ASCII = re.compile(r"[a-z0-9]+")


def _marks() -> str:
    """All marks of Unicode that stand on or after a letter, as ranges in a set of a regular expression."""
    looked_at = (code for first, end in _BLOCKS_WITH_MARKS for code in range(first, end))
    codes = [code for code in looked_at if unicodedata.category(chr(code)).startswith("M")]
    firsts = [code for code, before in zip(codes, [-1, *codes], strict=False) if code != before + 1]
    lasts = [code for code, after in zip(codes, [*codes[1:], -1], strict=True) if code + 1 != after]
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in zip(firsts, lasts, strict=True))


@lru_cache(maxsize=1)
def _word() -> re.Pattern[str]:
    joined = f"[{_marks()}{_JOINERS}]"
    return re.compile(rf"[^\W_]+(?:{joined}+[^\W_]*)*")


class Token(NamedTuple):
    """A token, its place, and where it begins and ends in the text; `closes` is the last character of a run alone."""

    text: str
    place: int
    start: int
    end: int
    closes: bool = False


def tokens_in(text: str) -> list[Token]:
    """The tokens of a text in the order of their places."""
    found: list[Token] = []
    for word in _word().finditer(text):
        first = found[-1].place + 1 if found else 0
        begin = word.start()
        found += [
            Token(token.text, first + token.place, begin + token.start, begin + token.end, token.closes)
            for token in _tokens_of_word(word[0])
        ]
    return found


def tokens_and_places(text: str) -> Iterable[tuple[int, str]]:
    """The places and the tokens alone, which take a tenth of the time where a text is plain."""
    if text.isascii():
        return enumerate(token[:TOKEN_LENGTH_MAX] for token in _WORD_IN_ASCII.findall(text.lower()))
    return _placed(text)


def _placed(text: str) -> Iterator[tuple[int, str]]:
    place = -1
    for word in _word().findall(text):
        first = place + 1
        if word.isascii():
            place = first
            yield place, word.lower()[:TOKEN_LENGTH_MAX]
        else:
            for token in _tokens_of_word(word):
                place = first + token.place
                yield place, token.text


@lru_cache(maxsize=4_096)
def _tokens_of_word(word: str) -> tuple[Token, ...]:
    """The tokens of what the regular expression takes for a word: several where it changes its script, or none."""
    found: list[Token] = []
    for part in _SCRIPTS.finditer(word):
        first = found[-1].place + 1 if found else 0
        found += _pairs(part, first) if _IN_PAIRS.match(part[0]) else _plain(part, first)
    return tuple(found)


def _plain(part: "re.Match[str]", first: int) -> Iterator[Token]:
    """What becomes of a part in letters: one token, but for signs that hold several words ("½")."""
    for number, token in enumerate(_word().findall(folded(part[0]))):
        yield Token(token[:TOKEN_LENGTH_MAX], first + number, part.start(), part.end())


def _pairs(part: "re.Match[str]", first: int) -> Iterator[Token]:
    """Every two neighbours of a run, and its last character alone."""
    characters = folded(part[0])
    # Where a character was taken apart or put together, all tokens stand for the whole run.
    is_same_length = len(characters) == len(part[0])
    for number in range(len(characters)):
        pair = characters[number : number + 2]
        start, end = (number, number + len(pair)) if is_same_length else (0, len(part[0]))
        closes = len(pair) == 1 and number > 0
        yield Token(pair, first + number, part.start() + start, part.start() + end, closes)


def folded(word: str) -> str:
    """A word without case, accents, joiners and the forms that a character has for its looks."""
    # Folding before and after the decomposition: "ﬁ" and "™" hold letters that only the decomposition shows.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word.casefold()).casefold())
    return unicodedata.normalize("NFC", apart.translate(_WITHOUT))


def is_in_pairs(token: str) -> bool:
    """Whether a token is of a script whose runs give pairs."""
    return _IN_PAIRS.match(token) is not None
