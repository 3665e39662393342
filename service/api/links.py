"""Links that list exactly what a number counts: the same filter, pinned to the state in which it was counted."""

from urllib.parse import urlencode

from service.api.filters import Filter, both, parameters_of
from service.desk import Reading

ACTIVITIES = "/api/v1/activities"


class Links:
    """The links of one answer: what is listed there is what was counted, as far as it may still be seen."""

    def __init__(self, read: Reading, wanted: Filter) -> None:
        self._wanted = wanted
        self._state = [("known_at", read.known_position), ("evaluated_on", read.evaluated_on)]
        if read.clocks.as_of is not None:
            self._state.insert(0, ("as_of", read.clocks.as_of))

    def to(self, narrower: Filter | None = None) -> str:
        """The address of the list that was counted, or of the part of it that a further filter leaves."""
        wanted = self._wanted if narrower is None else both(self._wanted, narrower)
        return f"{ACTIVITIES}?{urlencode([*parameters_of(wanted), *self._state])}"
