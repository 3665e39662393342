"""A service with a fault put in: it looks whether a version is still the newest before it takes the lock, not under it.

python -m tests.consistency.unlocked_service --port 8000
"""

import argparse
from typing import Any
from unittest.mock import patch

from granian import Granian
from granian.constants import Interfaces

from events.identity import Noun
from events.log.reading import stream_versions
from service.api.layers import Application
from service.app import create_app
from service.commands import checks
from service.commands.activity_news import UpdateActivity
from service.commands.refusals import StaleVersion
from service.desk import Desk
from service.settings import settings_from
from service.writer.work import Receipt

_hand_in = Desk.hand_in


async def hand_in_after_a_look(desk: Desk, caller: Any, command: Any, **others: Any) -> Receipt:
    """Compare the version with what a reader sees, and only then wait for the lock."""
    if isinstance(command, UpdateActivity) and command.expected_version is not None:
        stream = f"{Noun.ACTIVITY}-{command.id}"
        async with desk.database.reading() as transaction:
            found = (await stream_versions(transaction, [stream])).get(stream, 0)
        if found != command.expected_version:
            raise StaleVersion(command.id, command.expected_version, found)
    return await _hand_in(desk, caller, command, **others)


def application() -> Application:
    """The service with its look under the lock taken out, and the other one put in."""
    patch.object(checks, "same_version", lambda *_, **__: None).start()
    patch.object(Desk, "hand_in", hand_in_after_a_look).start()
    return create_app(settings_from())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    Granian(
        "tests.consistency.unlocked_service:application",
        port=parser.parse_args().port,
        interface=Interfaces.ASGI,
        factory=True,
        log_enabled=False,
    ).serve()
