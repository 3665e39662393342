"""Proofs over HTTP: that an event is in the log, and that the log only grew (RFC 6962)."""

from typing import Annotated

from litestar import Response, get
from litestar.params import FromPath, QueryParameter
from msgspec import Struct

from events.log.event import public_position
from events.log.reading import read_positions
from events.log.tiles import TileReader
from service.api.asking import TheDesk, headers_of_list, reading
from service.api.body import CheckedRequest
from service.api.log import PATH, position_meant
from service.api.problems import Fault, InvalidInput, NotFound
from service.auth.guards import reads
from service.desk import Reading

Size = Annotated[
    int | None, QueryParameter(ge=1, le=2**53, description="The size of the tree; that of now if left out.")
]


class InclusionProof(Struct, frozen=True, kw_only=True):
    """That the event at `position` is the leaf number `index` (from 0) of the tree of `size` leaves.

    `leaf` and `root` are hashes in hex; `proof` are the hashes from the leaf's sibling to the root (RFC 6962, 2.1.1).
    """

    position: str
    index: int
    size: int
    leaf: str
    root: str
    proof: tuple[str, ...]


class ConsistencyProof(Struct, frozen=True, kw_only=True):
    """That the tree of `size` leaves begins with the tree of `old_size` leaves (RFC 6962, 2.1.2); hashes in hex."""

    old_size: int
    size: int
    old_root: str
    root: str
    proof: tuple[str, ...]


@get(PATH + "/events/{position:str}/proof", guards=[reads], tags=["log"])
async def get_inclusion_proof(
    request: CheckedRequest, desk: TheDesk, position: FromPath[str], size: Size = None
) -> Response[InclusionProof]:
    """The proof that an event is in the log."""
    async with reading(desk, uses=()) as read:
        number = await position_meant(read, position, "position")
        of_size = _size(read, size)
        events = await read_positions(read.transaction, [number])
        if not events or number > of_size:
            raise NotFound(f"The log has no event at position {position} in its first {of_size}.")
        tiles = TileReader(read.transaction)
        answer = InclusionProof(
            position=public_position(number, events[0].leaf),
            index=number - 1,
            size=of_size,
            leaf=events[0].leaf.hex(),
            root=(await tiles.root_at(of_size)).hex(),
            proof=tuple(part.hex() for part in await tiles.inclusion_proof(number, of_size)),
        )
        return Response(answer, headers=headers_of_list(request, read))


@get(PATH + "/consistency", guards=[reads], tags=["log"])
async def get_consistency_proof(
    request: CheckedRequest,
    desk: TheDesk,
    old_size: Annotated[int, QueryParameter(ge=1, le=2**53, description="The size of the older tree.")],
    size: Size = None,
) -> Response[ConsistencyProof]:
    """The proof that the log has only grown since it had an older size."""
    async with reading(desk, uses=()) as read:
        of_size = _size(read, size)
        if old_size > of_size:
            sentence = f"The older tree cannot be larger than {of_size}, the size of the newer one; it is {old_size}."
            raise InvalidInput(sentence, faults=[Fault("/old_size", sentence, "query")])
        tiles = TileReader(read.transaction)
        answer = ConsistencyProof(
            old_size=old_size,
            size=of_size,
            old_root=(await tiles.root_at(old_size)).hex(),
            root=(await tiles.root_at(of_size)).hex(),
            proof=tuple(part.hex() for part in await tiles.consistency_proof(old_size, of_size)),
        )
        return Response(answer, headers=headers_of_list(request, read))


def _size(read: Reading, size: int | None) -> int:
    """The size asked for, that of now where none is; never more than the log has."""
    head = read.head.position
    if size is not None and size > head:
        sentence = f"The log has {head} events; a tree of {size} is not there yet."
        raise InvalidInput(sentence, faults=[Fault("/size", sentence, "query")])
    return head if size is None else size


ROUTES = (get_inclusion_proof, get_consistency_proof)
