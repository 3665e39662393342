"""The last checkpoint of the log over HTTP: how long it is, the root of its tree, and what was signed of it."""

from datetime import date

from litestar import Response, get
from msgspec import Struct

from events.log.reading import Checkpoint, read_checkpoint
from events.log.signing import read_recently_signed
from service.api.asking import POSITION_HEADER, TheDesk, reading
from service.api.body import CheckedRequest
from service.api.conditions import REPRESENTATION, etag_of_list, if_none_match
from service.api.log import PATH
from service.api.problems import NotFound
from service.auth.caller import scope_of
from service.auth.guards import reads
from service.desk import Desk, Reading

TEXT = "text/plain"


class CheckpointAnswer(Struct, frozen=True, kw_only=True):
    """The size of the log and the root of its Merkle tree (RFC 6962), in hex, as they are now.

    `note` is the newest checkpoint that is signed (C2SP tlog-checkpoint, a signed note), of the size `signed_size`; it
    is at most a second or two behind. `verifier_key` is the public key that signs now, `signing` says how it stands.
    """

    size: int
    position: str
    root: str
    recorded_at: str | None
    note: str | None
    signed_size: int | None
    verifier_key: str | None
    signing: str


@get(PATH + "/checkpoint", guards=[reads], tags=["log"])
async def get_checkpoint(request: CheckedRequest, desk: TheDesk) -> Response[CheckpointAnswer]:
    """The last checkpoint: the size of the log, the root of its tree, and the newest that is signed."""
    async with reading(desk, uses=()) as read:
        last, signed = await read_checkpoint(read.transaction), await read_recently_signed(read.transaction)
        headers = _headers(request, read, signed)
    answer = CheckpointAnswer(
        size=last.size if last else 0,
        position=read.position,
        root=last.root.hex() if last else "",
        recorded_at=last.recorded_at if last else None,
        note=signed.note if signed else None,
        signed_size=signed.size if signed else None,
        verifier_key=_verifier_key(desk),
        signing=_in_words(desk, signed),
    )
    return Response(answer, headers=headers)


@get(PATH + "/checkpoint.txt", guards=[reads], tags=["log"], media_type=TEXT)
async def get_checkpoint_text(request: CheckedRequest, desk: TheDesk) -> Response[bytes]:
    """The newest signed checkpoint as it is.

    Keep it elsewhere: `tour verify --checkpoint FILE` then finds an end of the log that was cut off with its traces.
    """
    return await signed_note(request, desk)


async def signed_note(request: CheckedRequest, desk: Desk) -> Response[bytes]:
    """The note as a text; NotFound where nothing is signed."""
    async with reading(desk, uses=()) as read:
        signed = await read_recently_signed(read.transaction)
        if signed is None or signed.note is None:
            raise NotFound(_in_words(desk, None))
        headers = _headers(request, read, signed)
    return Response(signed.note.encode(), media_type=TEXT, headers=headers)


def _headers(request: CheckedRequest, read: Reading, signed: Checkpoint | None) -> dict[str, str]:
    """The tag names what is signed too, for that comes a moment after the position."""
    etag = etag_of_list(
        read.position,
        evaluated_on=date.fromisoformat(read.evaluated_on),
        scope=scope_of(request.user),
        representation=f"{REPRESENTATION}-signed-{signed.size if signed else 0}",
    )
    if_none_match(request, etag)
    return {"ETag": etag, POSITION_HEADER: read.position}


def _verifier_key(desk: Desk) -> str | None:
    return desk.signer.key.verifier.text() if desk.signer.key else None


def _in_words(desk: Desk, signed: Checkpoint | None) -> str:
    if signed is not None:
        return f"The events up to position {signed.size} are signed."
    if desk.signer.key is None:
        return "No checkpoint is signed: the service has no signing key (TOUR_SIGNING_KEY)."
    return "No checkpoint is signed yet: it is done about once a second."


ROUTES = (get_checkpoint, get_checkpoint_text)
