"""Who is calling: the key, what it may do and for whom."""

from msgspec import Struct

from service.auth.roles import Role

PUBLIC_SCOPE = "public"


class Caller(Struct, frozen=True, kw_only=True):
    """The owner of a valid key. `agency` is the agency that it speaks for, None for the secretariat and readers
    of no agency; `person_id` names a person in the vault of contacts, never in events by name."""

    key_id: str
    role: Role
    agency: str | None = None
    person_id: str | None = None

    @property
    def actor(self) -> str:
        """The actor as events name it."""
        return f"key:{self.key_id}"

    @property
    def owner(self) -> str:
        """Whose requests are counted together: all keys of one person, else the key alone."""
        return f"person:{self.person_id}" if self.person_id else self.actor

    @property
    def scope(self) -> str:
        """What the caller may see, equal for all keys that see the same: a part of the ETags of lists."""
        if self.role is Role.SECRETARIAT:
            return Role.SECRETARIAT.value
        return f"agency:{self.agency}" if self.agency and self.role is Role.FOCAL_POINT else "participants"


def scope_of(caller: Caller | None) -> str:
    """The scope of a caller, the public one where nobody is known."""
    return PUBLIC_SCOPE if caller is None else caller.scope
