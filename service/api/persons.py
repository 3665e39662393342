"""People over HTTP, for the secretariat alone: the vault of contacts, whose rows can be erased."""

from collections import defaultdict
from typing import Annotated, Any

from litestar import Response, get, post
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Struct
from msgspec.structs import asdict

from events.fact import Recorded
from events.identity import Noun, id_in, stream_of
from events.log.reading import read_streams
from events.person import Person
from events.reading_facts import recorded_from
from events.states import fold
from service.api.asking import POSITION_HEADER, IdempotencyKey, TheDesk, no_such, reading
from service.api.body import CheckedRequest
from service.api.handing_in import hand_in
from service.auth.guards import keeps
from service.commands.fields import Id
from service.commands.person import EnrolPerson, ErasePerson, Erasure
from service.desk import Reading
from service.writer.contacts import Contacts
from service.writer.vault import PersonKept, read_persons, read_persons_after
from service.writer.work import Receipt

PATH = "/api/v1/persons"
PERSONS_MAX = 1_000


class PersonToEnrol(Contacts, frozen=True, kw_only=True):
    """Somebody to be entered in the vault, for an agency or for the secretariat."""

    agency: Id | None = None


class PersonAnswer(Struct, frozen=True, kw_only=True):
    """Somebody in the vault; after an erasure (`erased_at`, UTC) only the id and the agency are left."""

    id: str
    agency: str | None
    name: str | None
    email: str | None
    telephone: str | None
    erased_at: str | None


class PersonList(Struct, frozen=True, kw_only=True):
    """People in the order of their enrolment; `next` is the id after which to go on, None where this is the last."""

    position: str
    items: tuple[PersonAnswer, ...]
    next: str | None = None


@get(PATH, guards=[keeps], tags=["persons"])
async def list_persons(
    desk: TheDesk,
    after: Annotated[str, QueryParameter(max_length=80, description="The id after which to go on.")] = "",
    limit: Annotated[int, QueryParameter(ge=1, le=PERSONS_MAX, description="How many people at most.")] = 100,
) -> Response[PersonList]:
    """The people in the vault. The answer is never kept by a cache."""
    async with reading(desk, uses=()) as read:
        kept = await read_persons_after(read.transaction, after, limit + 1)
        items = await _answers(read, kept[:limit])
        following = items[-1].id if len(kept) > limit else None
        return Response(PersonList(position=read.position, items=items, next=following), headers=_headers(read))


@get(PATH + "/{person_id:str}", guards=[keeps], tags=["persons"])
async def get_person(desk: TheDesk, person_id: FromPath[str]) -> Response[PersonAnswer]:
    """One person."""
    async with reading(desk, uses=()) as read:
        found = await _answers(read, await read_persons(read.transaction, [person_id]))
        if not found:
            raise no_such(Noun.PERSON, person_id)
        return Response(found[0], headers=_headers(read))


@post(PATH, guards=[keeps], tags=["persons"])
async def enrol_person(
    request: CheckedRequest, desk: TheDesk, data: JSONBody[PersonToEnrol], idempotency_key: IdempotencyKey = None
) -> Response[Receipt]:
    """Enter somebody in the vault: the log is told an id and an agency, and no more."""
    contacts = Contacts(name=data.name, email=data.email, telephone=data.telephone)
    return await hand_in(request, desk, EnrolPerson(agency=data.agency), idempotency_key, contacts=contacts)


@post(PATH + "/{person_id:str}/erasures", guards=[keeps], tags=["persons"])
async def erase_person(
    request: CheckedRequest,
    desk: TheDesk,
    person_id: FromPath[str],
    data: JSONBody[Erasure],
    idempotency_key: IdempotencyKey = None,
) -> Response[Receipt]:
    """Erase somebody's contacts and end their keys; what they reported stays, under an id that names nobody."""
    return await hand_in(request, desk, ErasePerson(id=person_id, erasure=data), idempotency_key)


async def _answers(read: Reading, kept: list[PersonKept]) -> tuple[PersonAnswer, ...]:
    agencies = await _agencies(read, [one.person_id for one in kept])
    return tuple(PersonAnswer(id=one.person_id, agency=agencies.get(one.person_id), **_contacts(one)) for one in kept)


def _contacts(kept: PersonKept) -> dict[str, str | None]:
    return {name: value for name, value in asdict(kept).items() if name != "person_id"}


async def _agencies(read: Reading, ids: list[str]) -> dict[str, str | None]:
    """The agency of each person, as the log has it."""
    told: dict[str, list[Recorded[Any]]] = defaultdict(list)
    for event in await read_streams(read.transaction, [stream_of(Noun.PERSON, one) for one in ids]):
        told[id_in(Noun.PERSON, event.stream)].append(recorded_from(event))
    states: dict[str, Person] = {one: fold(Noun.PERSON, events) for one, events in told.items()}
    return {one: person.agency for one, person in states.items()}


def _headers(read: Reading) -> dict[str, str]:
    return {POSITION_HEADER: read.position, "Cache-Control": "no-store"}


ROUTES = (list_persons, get_person, enrol_person, erase_person)
