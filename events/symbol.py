"""Document symbols of the United Nations: one canonical form for the many ways in which a document is cited.

"63/225", "A/63/225" and "A/RES/63/225" are one resolution of the General Assembly, while "A/63/265" is a report: where
only the letter of the body stands before the number, the kind of the document decides. Resolutions are numbered by
session since the thirty-first (1976).
"""

import re
from typing import Literal

from msgspec import Struct

SymbolKind = Literal["resolution", "document", "sales_number", "resolution_or_document"]

SYMBOL_LENGTH_MAX = 100
SESSION_FIRST = 31  # before it, resolutions of the General Assembly were numbered through


class Symbol(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A symbol in its canonical form. `resolution_or_document` is "A/63/225" where nobody said which of the two."""

    canonical: str
    kind: SymbolKind


def canonical_symbol(text: str, kind: str | None = None) -> Symbol | None:
    """The symbol that words cite, or None where they cannot be read as one: then they stay as written.

    `kind` is what is known of the document ("resolution", "report_of_the_secretary_general" …); it decides what
    "A/63/225" means. Words before the symbol ("resolution A/63/225") decide too, and come first.
    """
    if len(text) > SYMBOL_LENGTH_MAX:
        return None
    introduction, cited = _divided(text)
    document = _document_kind(introduction if _SAYS_KIND.search(introduction) else kind)
    return _sales_number(cited) or _resolution(cited, document) or _document(cited)


_INTRODUCTION = re.compile(
    r"(?:the )?(?:(?:united nations|un|general assembly|ga|security council)[, ]+)?"
    r"(?:draft resolution|resolution|res\.?|document|doc\.?|report|publication)?,?"
    r"(?:(?:^| )sales (?:no\.?|number))?(?: |$|(?<= ))",
    re.IGNORECASE,
)
_SAYS_KIND = re.compile(r"\b(?:res|doc|report|publication)")
_OF_A_DAY = re.compile(r",? (?:of|dated) .*$", re.IGNORECASE)


def _divided(text: str) -> tuple[str, str]:
    """The words before the symbol, in lower case, and the symbol in capitals without spaces that say nothing."""
    text = " ".join(text.split())
    introduction = _INTRODUCTION.match(text)
    start = introduction.end() if introduction else 0
    cited = _OF_A_DAY.sub("", text[start:]).strip(" .,;").upper()
    return text[:start].strip(" ,").lower(), re.sub(r" ?/ ?| (?=\()|(?<=\.) ", lambda gap: gap[0].strip(), cited)


def _document_kind(said: str | None) -> Literal["resolution", "document"] | None:
    if said is None:
        return None
    return "resolution" if re.search(r"\bres(?:olution|\b)", said) and "draft" not in said else "document"


_SALES_NUMBER = re.compile(r"(?:[ACEFRS]\.)?[0-9]{2}\.[IVX]+\.(?:[A-Z]\.)?[0-9]{1,3}")


def _sales_number(cited: str) -> Symbol | None:
    return Symbol(canonical=cited, kind="sales_number") if _SALES_NUMBER.fullmatch(cited) else None


_BY_SESSION = re.compile(r"(A/RES/|A/|)((?:E?S-)?([0-9]{1,2})/[0-9]{1,4})( ?[A-Z])?")
_SECURITY_COUNCIL = re.compile(r"(?:S/RES/)?([0-9]{1,4})\(((?:19|20)[0-9]{2})\)")


def _resolution(cited: str, document: Literal["resolution", "document"] | None) -> Symbol | None:
    if found := _SECURITY_COUNCIL.fullmatch(cited):
        return Symbol(canonical=f"S/RES/{found[1]}({found[2]})", kind="resolution")
    found = _by_session(cited)
    if found is None:
        return None
    body, number, part = found[1], found[2], f" {found[4].strip()}" if found[4] else ""
    match body, document:
        case ("A/RES/", _) | (_, "resolution") | ("", None):
            return Symbol(canonical=f"A/RES/{number}{part}", kind="resolution")
        case ("A/", None):
            return Symbol(canonical=f"A/{number}{part}", kind="resolution_or_document")
        case _:
            return None


def _by_session(cited: str) -> re.Match[str] | None:
    found = _BY_SESSION.fullmatch(cited)
    return found if found and (not found[2][0].isdigit() or int(found[3]) >= SESSION_FIRST) else None


_DOCUMENT = re.compile(r"[A-Z]{1,8}(?:/[A-Z0-9][A-Z0-9.()_*-]*)+")
_MARK = re.compile(r"(?<=[/(])(?:ADD|AMEND|CORR|REV|SUMMARY|VOL)(?=\.)")


def _document(cited: str) -> Symbol | None:
    """Any other symbol: parts between slashes, of which one holds a figure, or it is a name such as UN/DESA."""
    if not (_DOCUMENT.fullmatch(cited) and re.search("[0-9]", cited)):
        return None
    return Symbol(
        canonical=_MARK.sub(lambda mark: mark[0].title(), cited), kind="resolution" if "/RES/" in cited else "document"
    )


def aliases(symbol: Symbol) -> tuple[str, ...]:
    """Every form in which a symbol is cited, the canonical one first; two symbols with a form in common may be one."""
    name = symbol.canonical
    match symbol.kind:
        case "resolution":
            number = name.removeprefix("A/RES/").removeprefix("S/RES/")
            if _SECURITY_COUNCIL.fullmatch(number):
                return name, number
            return (name, f"A/{number}", number) if _by_session(number) else (name,)
        case "resolution_or_document":
            return name, name.replace("A/", "A/RES/", 1)
        case "sales_number":
            return tuple(dict.fromkeys((name, re.sub(r"^[A-Z]\.", "", name))))
        case "document":
            return (name,)
