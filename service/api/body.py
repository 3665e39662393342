"""Reads the body of a request once and for all handlers: JSON in UTF-8, of the handler's type, with clean texts."""

import json as standard_json
import re
from functools import lru_cache
from typing import Any

import msgspec
from litestar import Request
from litestar.datastructures import State
from msgspec import UNSET

from events.text import FAULT, first_fault
from service.api.faults import faults_in
from service.api.problems import BadRequest, Fault, InvalidInput, InvalidText, WrongMediaType
from service.auth.caller import Caller

BODY_BYTES_MAX = 2 * 1024 * 1024

# What no text may hold as it stands, and every escape that could stand for it.
_SUSPECT = re.compile(f"{FAULT.pattern}|" + r"\\[^\"\\/nt]")
_OFFSET = re.compile(r"^(?:JSON is malformed: )?(?P<reason>.*?)(?: \(byte (?P<offset>\d+)\))?$", re.DOTALL)


class CheckedRequest(Request[Caller | None, None, State]):
    """The request class of the application. A handler that declares `data: JSONBody[T]` gets a whole T.

    The framework would convert the decoded body leniently ("5" would pass as 5) and report its first fault without
    the place; therefore the body becomes a T here, strictly, and the framework finds that nothing is left to do.
    """

    async def json(self) -> Any:
        """The body as the type that the handler declares for `data`, as plain values where it declares none.

        Raises WrongMediaType (415), BodyTooLarge (413), BadRequest (400: not UTF-8, not JSON, with the byte offset),
        InvalidText and InvalidInput (422, each with JSON pointers).
        """
        require_json(self)
        body = await self.body()
        field = self.route_handler.parsed_data_field
        if field is None:
            return decoded(body)
        whole = _whole(body, field.annotation)
        return fitted(decoded(body), field.annotation) if whole is UNSET else whole


def require_json(request: Request[Any, Any, Any]) -> None:
    """Raise WrongMediaType unless the body is JSON in UTF-8, as it stands."""
    media_type, options = request.content_type
    charset = options.get("charset", "utf-8").lower()
    if media_type.lower() != "application/json" or charset not in ("utf-8", "utf8"):
        found = request.headers.get("content-type") or "none"
        raise WrongMediaType(f"Expected the header Content-Type: application/json (UTF-8), found {found}.")
    if (encoding := request.headers.get("content-encoding", "identity")).lower() != "identity":
        raise WrongMediaType(f"Expected a body without Content-Encoding, found {encoding}.")


def _whole(body: bytes, expected: Any) -> Any:
    """The body as the expected type in one step; UNSET where anything may be wrong with it, to be looked at closely."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return UNSET
    # The quick question first: most bodies stand in one line and escape nothing.
    if not (text.isprintable() and "\\" not in text) and _SUSPECT.search(text):
        return UNSET
    try:
        return _decoder(expected).decode(text)
    except (msgspec.DecodeError, RecursionError):
        return UNSET


@lru_cache(maxsize=256)
def _decoder(expected: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(expected)


def decoded(body: bytes) -> Any:
    """The JSON value of a body, every text in it clean."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"Expected UTF-8, found a byte that is none at offset {error.start}.") from error
    try:
        value = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        # The decoder refuses half of a surrogate pair as if the text were malformed: a second reader knows better.
        _refuse_bad_text(_read_by_standard_library(text))
        raise _malformed(error, len(body)) from error
    except RecursionError as error:
        raise BadRequest("Expected JSON, found lists or objects that are nested too deeply.") from error
    _refuse_bad_text(value)
    return value


def fitted(value: object, expected: Any) -> Any:
    """The value as the expected type; InvalidInput with all faults where it does not fit."""
    try:
        return msgspec.convert(value, expected, str_keys=True)
    except msgspec.ValidationError as error:
        faults = faults_in(value, expected)
        detail = faults[0].detail if len(faults) == 1 else f"The body has {len(faults)} faults."
        raise InvalidInput(detail, faults=faults) from error


def _refuse_bad_text(value: object) -> None:
    if (found := first_fault(value, "")) is not None:
        pointer, sentence = found
        raise InvalidText(sentence, faults=[Fault(pointer, sentence)])


def _read_by_standard_library(text: str) -> object:
    try:
        return standard_json.loads(text)
    except (ValueError, RecursionError):
        return None


def _malformed(error: msgspec.DecodeError, length: int) -> BadRequest:
    if "truncated" in str(error):
        return BadRequest(f"Expected JSON, found that it ends in the middle, at byte {length}.")
    parts = _OFFSET.match(str(error).partition(" - at ")[0])
    assert parts is not None, "the pattern matches every text"
    place = f" at byte {parts['offset']}" if parts["offset"] else ""
    return BadRequest(f"Expected JSON, found it malformed{place}: {parts['reason'].rstrip('.').lower()}.")
