"""Writers that get an unanswered COMMIT wrong, each in its own way: the controls of the tests with faults."""

from collections.abc import Sequence

from msgspec.structs import replace

from events.log.errors import CommitUnknown
from projections.versioned_view import VersionedView
from service.clock import new_id
from service.writer.batch import Batch
from service.writer.work import Outcome, Work
from service.writer.writer import Writer


class Believing(Writer):
    """A writer that takes a COMMIT without an answer for done."""

    async def _transaction(
        self, works: Sequence[Work], views: Sequence[VersionedView], perhaps_written: bool, one_by_one: bool = True
    ) -> list[Outcome]:
        outcomes: list[Outcome] = []
        try:
            async with self._database.writing() as transaction:
                batch = Batch(self._memory, self._surroundings, views, self._views, one_by_one=one_by_one)
                outcomes = await batch.take(transaction, works, perhaps_written)
        except CommitUnknown:
            self._memory.forget()
        except BaseException:
            self._memory.forget()
            raise
        return outcomes


class Forgetting(Writer):
    """A writer that takes a COMMIT without an answer for failed, and writes again as if nothing had been."""

    async def _written(self, works: Sequence[Work]) -> list[Outcome]:
        try:
            return await self._without_faulted_views(works)
        except CommitUnknown:
            again = [replace(work, command_id=new_id(), idempotency_key=None) for work in works]
            return await self._without_faulted_views(again)


CARELESS: dict[str, type[Writer]] = {"believing": Believing, "forgetting": Forgetting}
