"""A request that loading makes: where to, with which body, and from which entry of the record."""

from msgspec import Struct

from service.loading.words import Body


class Request(Struct, frozen=True):
    """A POST under /api/v1; `where` names the entry of the record that it comes from."""

    path: str
    body: Body
    where: str
