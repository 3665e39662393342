"""How a person is reached: what goes into the vault beside the log, and nowhere else."""

from typing import Annotated

from msgspec import Meta, Struct

from service.commands.fields import Name


class Contacts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How somebody is called and reached; no part of it ever enters an event, an answer that is kept, or a log line."""

    name: Name
    email: Annotated[str, Meta(pattern=r"^[^@\s]+@[^@\s]+$(?!\n)", max_length=254)] | None = None
    telephone: Annotated[str, Meta(pattern=r"^\+?[0-9 ()./-]+$(?!\n)", max_length=40)] | None = None
