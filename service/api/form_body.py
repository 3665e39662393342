"""Reads the body of a form that a browser sends: fields with their words, each of them once."""

from urllib.parse import parse_qsl

from service.api.body import CheckedRequest
from service.api.problems import BadRequest, WrongMediaType

FORM = "application/x-www-form-urlencoded"
FIELDS_MAX = 10_000


async def form_of(request: CheckedRequest) -> dict[str, str]:
    """The fields of a form by name, with line ends as the log keeps them, without space around them.

    Raises WrongMediaType (415), BodyTooLarge (413), and BadRequest (400) for what is no form in UTF-8, for too many
    fields, for one that comes twice and for one whose name is no line of letters. The framework has a reader of its
    own, which keeps the last thousand forms in memory and takes any bytes for text; this one keeps nothing.
    """
    media_type, _ = request.content_type
    if media_type.lower() != FORM:
        found = request.headers.get("content-type") or "none"
        raise WrongMediaType(f"Expected the header Content-Type: {FORM}, found {found}.")
    fields = _fields(await request.body())
    if len(found_once := dict(fields)) != len(fields):
        raise BadRequest("Expected each field of the form once, found one of them twice.")
    if not all(name.isprintable() for name in found_once):
        raise BadRequest("Expected names of fields in letters, found a control character in one of them.")
    return {name: _words(value) for name, value in found_once.items()}


def _fields(body: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=FIELDS_MAX)
    except UnicodeDecodeError as error:
        raise BadRequest("Expected a form in percent-encoded UTF-8, found other bytes.") from error
    except ValueError as error:
        raise BadRequest(f"Expected a form of at most {FIELDS_MAX} fields, found more.") from error


def _words(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\r", "\n").strip()
