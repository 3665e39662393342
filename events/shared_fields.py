"""The fields that two structs have in common, taken from the one to make the other."""

from collections.abc import Callable
from functools import lru_cache
from operator import attrgetter
from typing import Any

from msgspec import Struct

Reader = Callable[[Any], tuple[Any, ...]]


def shared_fields(source: Struct, target: type[Struct]) -> dict[str, Any]:
    """The values of the fields of `source` that `target` has too, by name."""
    names, read = _shared(type(source), target)
    return dict(zip(names, read(source), strict=True))


@lru_cache(maxsize=512)
def _shared(source: type[Struct], target: type[Struct]) -> tuple[tuple[str, ...], Reader]:
    """The names in common, and one function that reads them all: an event is made of some forty fields."""
    wanted = set(target.__struct_fields__)
    names = tuple(name for name in source.__struct_fields__ if name in wanted)
    match names:
        case ():
            return names, _nothing
        case (name,):
            return names, lambda struct: (getattr(struct, name),)
        case _:
            return names, attrgetter(*names)


def _nothing(_struct: Any) -> tuple[Any, ...]:
    return ()
