"""What the decisions of one batch ask of the log itself: single events, and the whole history of a thing."""

from typing import Any

from events.fact import Recorded
from events.log.database import Transaction
from events.log.reading import read_positions, read_streams
from events.reading_facts import recorded_from

History = list[Recorded[Any]]


class AskedInBatch:
    """Read for one batch, for another process may say more before the next; what was not read yet is noted."""

    def __init__(self) -> None:
        self._events: dict[int, Recorded[Any] | None] = {}
        self._histories: dict[str, History] = {}
        self._missed_positions: dict[int, None] = {}
        self._missed_streams: dict[str, None] = {}

    @property
    def has_missed(self) -> bool:
        """Whether something was asked for that was not read yet."""
        return bool(self._missed_positions or self._missed_streams)

    def clear(self) -> None:
        """Begin a batch."""
        self._events.clear()
        self._histories.clear()

    def event(self, position: int) -> Recorded[Any] | None:
        """The event at a position; None, and noted as missed, where it was not read."""
        if position not in self._events:
            self._missed_positions[position] = None
        return self._events.get(position)

    def history(self, stream: str) -> History | None:
        """Every event of a stream that the log holds; None, and noted as missed, where it was not read."""
        if stream not in self._histories:
            self._missed_streams[stream] = None
        return self._histories.get(stream)

    async def load(self, transaction: Transaction) -> None:
        """Read what was missed."""
        positions, streams = list(self._missed_positions), list(self._missed_streams)
        self._missed_positions.clear()
        self._missed_streams.clear()
        if positions:
            found = {event.position: recorded_from(event) for event in await read_positions(transaction, positions)}
            self._events |= {position: found.get(position) for position in positions}
        if streams:
            self._histories |= {stream: [] for stream in streams}
            for event in await read_streams(transaction, streams):
                self._histories[event.stream].append(recorded_from(event))
