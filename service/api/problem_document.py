"""The body of every error, as a program reads it (RFC 9457)."""

from collections.abc import Mapping

from msgspec import Struct

from service.api.problems import Fault


class ProblemDocument(Struct, frozen=True, omit_defaults=True):
    """The body of every error. `type` is a path that resolves to a page; `detail` is a sentence for a person."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    request_id: str
    faults: tuple[Fault, ...] = ()
    links: Mapping[str, str] = {}
