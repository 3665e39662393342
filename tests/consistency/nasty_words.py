"""Words of every nasty sort that people type and paste: those that may stand in the log, and those that may not."""

MAY_STAND = (
    "Train census offices in counting migrants",
    " blanks before and behind ",
    "007",
    "1e5",
    "NULL",
    "É composed",
    "E\u0301 decomposed",
    "ﬁne ligature, ™, ﷺ and ㎏",
    "Z̷̢̛͔̬̈́͊à̸l̶g̵o̴",
    "family 👩‍👩‍👧‍👦 and flag 🇲🇦 and thumb 👍🏽",
    "תכנון הגירה והכשרה",
    "\u202ereversed\u202c \u2066isolated\u2069",
    "zero\u200bwidth\u200djoined\ufeffmarked",
    'it\'s "quoted" “so” «so» `so`',
    "back\\slash \\n \\u0000 \\x",
    "100 %, %s, %(name)s, _%_",
    "'; DROP TABLE event; --",
    '{"type": "commitment", "title": null}',
    "<script>alert(1)</script> &amp;",
    "$1 :known_at ? @p {0} ${x}",
    "line one\nline two\n\tindented",
    "no-break\u00a0space, line\u2028separator, soft\u00adhyphen",
    "private \ue000 and far 𐍈 and farthest \U0010fffd",
    "İstanbul, ıssız, ẞ and ß, ſ, Σίσυφος",
    "﷽ﷺ" * 100,
    "a very long word" * 18,
)

MAY_NOT_STAND = (
    "\x00",
    "a nul\x00inside",
    "\x1b[31mred",
    "carriage\r\nreturn",
    "next\x85line",
    "rubbed\x7fout",
    "\ufffe",
    "\uffff at the start",
    "\ufdd0",
    "far \U0001fffe",
    "\ud800",
    "only the low half \udc00",
    "\udfff\ud800 the wrong way round",
)

# Nothing to be seen in them: a title of these says nothing.
BLANK = ("", "   ", "\n\t", "\u00a0\u2003")


def may_stand(text: str) -> bool:
    """Whether the log takes the text: said as a list of what it does not take, character by character."""
    return not any(_is_refused(ord(character)) for character in text)


def _is_refused(code: int) -> bool:
    is_control = code < 0x20 and code not in (0x09, 0x0A)
    is_later_control = 0x7F <= code <= 0x9F
    is_half_of_a_pair = 0xD800 <= code <= 0xDFFF
    is_noncharacter = 0xFDD0 <= code <= 0xFDEF or code % 0x10000 in (0xFFFE, 0xFFFF)
    return is_control or is_later_control or is_half_of_a_pair or is_noncharacter
