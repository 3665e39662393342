"""From a body to its fact, where the two have fields of the same name."""

from typing import Any, TypeVar

from msgspec import Struct

from events.fact import Fact
from events.shared_fields import shared_fields

FactT = TypeVar("FactT", bound=Fact)


def fact_of(body: Struct, fact: type[FactT], **others: Any) -> FactT:
    """The fact with the fields of the body that have its names; `others` are given by the caller and come first."""
    return fact(**{**shared_fields(body, fact), **others})
