"""What can go wrong with a request, told so that a person and a program both know what to do (RFC 9457).

The family tree, each with its status:

    Problem
    ├── BadRequest 400              ├── PreconditionRequired 428
    ├── NotAuthenticated 401        ├── BodyTooLarge 413
    ├── NotAllowed 403              ├── WrongMediaType 415
    ├── NotFound 404                ├── InvalidInput 422
    ├── MethodNotAllowed 405        │   ├── InvalidText
    ├── NotAcceptable 406           │   ├── ImpossibleDate
    ├── Conflict 409                │   ├── DueOnCompleted
    │   ├── AlreadyReported         │   └── UnknownReference
    │   ├── ReferenceUsedBefore     ├── TooManyRequests 429
    │   ├── KeyReused               ├── InternalError 500
    │   ├── AlreadyIssued           ├── Overloaded 503
    │   └── LogDiverged             └── NotReady 503
    ├── LinkEnded 410
    └── StaleVersion 412

To add one: a class here and its line in PROBLEMS; its page at /problems/<slug> and its place in the OpenAPI
document follow.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from msgspec import Struct

PROBLEM_JSON = "application/problem+json"

FaultSource = Literal["body", "query", "path", "header"]


class Fault(Struct, frozen=True):
    """One thing to mend. `pointer` is a JSON pointer (RFC 6901) into the part of the request named by `source`:
    `/items/0/title` in a body, `/limit` for the query parameter `limit`, the empty text for the whole."""

    pointer: str
    detail: str
    source: FaultSource = "body"


class Problem(Exception):
    """A refusal or a failure that the caller is told about.

    `faults` says where, `links` names pages or things that help (relation to path), `members` are further members
    of the problem document, `headers` further headers of the answer.
    """

    status: ClassVar[int]
    slug: ClassVar[str]
    title: ClassVar[str]
    meaning: ClassVar[str]
    remedy: ClassVar[str]

    def __init__(
        self,
        detail: str,
        *,
        faults: Sequence[Fault] = (),
        links: Mapping[str, str] | None = None,
        members: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.faults = tuple(faults)
        self.links = dict(links or {})
        self.members = dict(members or {})
        self.headers = dict(headers or {})

    @classmethod
    def type(cls) -> str:
        """The stable `type` of the problem: a path on this service that resolves to a page."""
        return f"/problems/{cls.slug}"


class BadRequest(Problem):
    status = 400
    slug = "bad-request"
    title = "The request cannot be read"
    meaning = "The bytes of the request are not what they claim to be: malformed JSON, text that is not UTF-8."
    remedy = "Mend the request at the place that the detail names, and send it again."


class NotAuthenticated(Problem):
    status = 401
    slug = "not-authenticated"
    title = "Who is calling is not known"
    meaning = "The request has no API key, or one that is not valid or was revoked."
    remedy = "Send the header Authorization: Bearer followed by your key. The secretariat issues keys."

    def __init__(self, detail: str) -> None:
        super().__init__(detail, headers={"WWW-Authenticate": 'Bearer realm="tour-de-table"'})


class NotAllowed(Problem):
    status = 403
    slug = "not-allowed"
    title = "Not allowed for this key"
    meaning = "The key is valid, but its role or its agency may not do this."
    remedy = "Ask the agency concerned for a grant, or the secretariat for a key with the right role."


class NotFound(Problem):
    status = 404
    slug = "not-found"
    title = "Nothing is here"
    meaning = "No page and no thing has this address, or it is not visible to this key."
    remedy = "Check the address and the id. The documentation at /docs lists every address."


class MethodNotAllowed(Problem):
    status = 405
    slug = "method-not-allowed"
    title = "This address does not take that method"
    meaning = "The address exists, but not for the method of the request."
    remedy = "Use one of the methods in the header Allow of the answer."


class NotAcceptable(Problem):
    status = 406
    slug = "not-acceptable"
    title = "Not available in that format"
    meaning = "The header Accept names no format in which this can be given."
    remedy = "Ask for one of the formats that the detail names, or leave the header out."


class Conflict(Problem):
    status = 409
    slug = "conflict"
    title = "It does not fit what the log already says"
    meaning = "The request is well formed, but contradicts what has been recorded before."
    remedy = "Read the thing again, decide what is right, and send a request that fits."


class AlreadyReported(Conflict):
    slug = "already-reported"
    title = "This was reported before"
    meaning = "An activity with the same facts is in the log already."
    remedy = "Send an update of the known activity, or say that yours is another one."


class ReferenceUsedBefore(Conflict):
    slug = "reference-used-before"
    title = "The reference belongs to something else"
    meaning = "The reference that you gave was used before for another thing."
    remedy = "Choose a reference of your own that you have not used yet."


class KeyReused(Conflict):
    slug = "key-reused"
    title = "The idempotency key was used for another request"
    meaning = "An Idempotency-Key names one request. This one came with a different body or address before."
    remedy = "Send a new key with a new request, and the same key only with the same request."


class AlreadyIssued(Conflict):
    slug = "already-issued"
    title = "The secret was issued before"
    meaning = "The first answer to this request held a secret, and secrets are given out once."
    remedy = "Use the secret of the first answer. If it was lost, revoke it and ask for a new one."


class LogDiverged(Conflict):
    slug = "log-diverged"
    title = "The position belongs to another history"
    meaning = "This log has another event at the position, or none: it was restored, lost its end or is another log."
    remedy = "Read the log or list again from its beginning, and report again what only your copy still holds."


class LinkEnded(Problem):
    status = 410
    slug = "link-ended"
    title = "This link is over"
    meaning = "A link from a reminder opens one form, until a day, for whoever held the post when it was sent."
    remedy = "Ask the secretariat for a new link, or leave it to whoever holds the post now. What was answered is kept."


class StaleVersion(Problem):
    status = 412
    slug = "stale-version"
    title = "Somebody was faster"
    meaning = "The thing has changed since the version named in If-Match or expected_version, or a sheet's dry run."
    remedy = "Read the thing again, look at what changed, and send the request with its new ETag."


class BodyTooLarge(Problem):
    status = 413
    slug = "body-too-large"
    title = "The body is too large"
    meaning = "The body is longer than 2 MiB, or says more than 10,000 facts. Nothing of it was recorded."
    remedy = "Send it in parts, for example as several submissions."


class WrongMediaType(Problem):
    status = 415
    slug = "wrong-media-type"
    title = "The body has the wrong format"
    meaning = "The header Content-Type or Content-Encoding names a format that is not taken here."
    remedy = "Send the format that the detail names; mostly Content-Type: application/json, UTF-8, not compressed."


class InvalidInput(Problem):
    status = 422
    slug = "invalid-input"
    title = "Some of the input is not valid"
    meaning = "The request can be read, but a field is missing, unknown or has a value that is not possible."
    remedy = "Mend each place in the list of faults; each names the place and what was expected."


class InvalidText(InvalidInput):
    slug = "invalid-text"
    title = "A text holds characters that cannot be kept"
    meaning = "Texts may not hold control characters other than tab and line feed, half characters or non-characters."
    remedy = "Remove the character that the fault names; it often comes from copying out of another program."


class ImpossibleDate(InvalidInput):
    slug = "impossible-date"
    title = "A date is not possible"
    meaning = "A date does not exist, ends before it begins, or lies where it cannot lie."
    remedy = "Correct the date. Where only words are known, give the words alone."


class DueOnCompleted(InvalidInput):
    slug = "due-on-completed"
    title = "Something completed cannot be due"
    meaning = "A due date was given for an activity that is issued, held, fulfilled or done."
    remedy = "Leave due out, and give the day on which it was done in date."


class UnknownReference(InvalidInput):
    slug = "unknown-reference"
    title = "Something named is not known here"
    meaning = "The request names an agency, a topic, a meeting or another thing that is not in the log."
    remedy = "Check the id, or ask the secretariat to add the thing first."


class PreconditionRequired(Problem):
    status = 428
    slug = "precondition-required"
    title = "Say which version you replace"
    meaning = "The request replaces something said before, and must name the version that it replaces."
    remedy = "Read the thing, and send its ETag in the header If-Match."


class TooManyRequests(Problem):
    status = 429
    slug = "too-many-requests"
    title = "Too many requests"
    meaning = "The owner of the key has used up its requests for the moment."
    remedy = "Wait the seconds named in Retry-After. Many reports fit in one submission."


class InternalError(Problem):
    status = 500
    slug = "internal-error"
    title = "The service has failed"
    meaning = "The mistake is ours. What happened is in the service's own journal under the request id."
    remedy = "Send the request again with the same Idempotency-Key. If it fails again, tell us the request id."


class Overloaded(Problem):
    status = 503
    slug = "overloaded"
    title = "The service has too much to do"
    meaning = "Too many requests wait or streams are open, or the service stops. Nothing of the request was recorded."
    remedy = "Wait the seconds named in Retry-After and send the request again with the same Idempotency-Key."

    def __init__(self, detail: str, *, retry_after_seconds: int = 1) -> None:
        super().__init__(detail, headers={"Retry-After": str(retry_after_seconds)})


class NotReady(Problem):
    status = 503
    slug = "not-ready"
    title = "The service is not ready"
    meaning = (
        "A view that the answer needs is being built or is behind, the database does not answer, or the journal of "
        "what is withheld cannot be written. The detail says what became of a request that was to record something."
    )
    remedy = "Wait the seconds named in Retry-After and send it again, under the same Idempotency-Key if it has one."

    def __init__(self, detail: str, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail, headers={"Retry-After": "2", **(headers or {})})


PROBLEMS: tuple[type[Problem], ...] = (
    BadRequest, NotAuthenticated, NotAllowed, NotFound, MethodNotAllowed, NotAcceptable,
    Conflict, AlreadyReported, ReferenceUsedBefore, KeyReused, AlreadyIssued, LogDiverged,
    LinkEnded, StaleVersion, BodyTooLarge, WrongMediaType,
    InvalidInput, InvalidText, ImpossibleDate, DueOnCompleted, UnknownReference,
    PreconditionRequired, TooManyRequests, InternalError, Overloaded, NotReady,
)  # fmt: skip
