"""The bare server: a Litestar route that reads a typed body and answers it as it came, under Granian.

python -m tests.bench.bare PORT
"""

import sys

from granian import Granian
from granian.constants import Interfaces
from litestar import Litestar, post
from litestar.params import JSONBody

from service.commands.publication import ReportPublication


@post("/api/v1/publications")
async def echo(data: JSONBody[ReportPublication]) -> ReportPublication:
    """The body, as it came."""
    return data


def application() -> Litestar:
    """The application of the worker process."""
    return Litestar([echo], openapi_config=None)


if __name__ == "__main__":
    Granian(
        "tests.bench.bare:application",
        port=int(sys.argv[1]),
        interface=Interfaces.ASGI,
        factory=True,
        workers=1,
        log_enabled=False,
    ).serve()
