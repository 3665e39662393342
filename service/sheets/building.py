"""From the cells of a row to the body of a request, and from what is wrong with the body back to the columns."""

from typing import Any

import msgspec

from events.text import first_fault
from service.api.faults import faults_in
from service.commands.refusals import FaultFound, Faults, Refused
from service.sheets.columns import BY_NAME


def built(fields: dict[str, Any], expected: Any) -> Any:
    """The body that fields make, as strictly as if it had been sent; Refused with each fault where they do not."""
    if (unclean := first_fault(fields)) is not None:
        raise Refused("invalid-text", unclean[1], (FaultFound(*unclean, "invalid-text"),))
    try:
        return msgspec.convert(fields, expected)
    except msgspec.ValidationError as error:
        faults = Faults()
        for fault in faults_in(fields, expected):
            faults.add(fault.pointer, fault.detail)
        faults.refuse_if_any()
        raise AssertionError("A body that does not fit was expected to have a fault.") from error


def placed(refused: Refused, column: str) -> Refused:
    """The refusal with faults that point to columns: the one of a fault's own field, else the one given.

    Of each column the first fault is told: what else is said of it often follows from that.
    """
    moved: dict[str, FaultFound] = {}
    for one in refused.faults or (FaultFound("", refused.sentence, refused.slug),):
        name = _column_of(one.pointer) or column
        moved.setdefault(name, FaultFound(f"/{name}", one.sentence, one.slug))
    faults = tuple(moved.values())
    if len(faults) > 1:
        return Refused(refused.slug, refused.sentence, faults, refused.links)
    return Refused(faults[0].slug, faults[0].sentence, faults, refused.links)


def _column_of(pointer: str) -> str | None:
    name = pointer[1:].partition("/")[0]
    return {"lead": "agency", "reported_by": "agency"}.get(name) or (name if name in BY_NAME else None)
