"""The engine and the sessions of the naive service: a pool of the usual size, one session a request."""

import os
from collections.abc import AsyncIterator

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

POOL_SIZE = 20
OVERFLOW_MAX = 10

engine = create_async_engine(os.environ["NAIVE_DATABASE_URL"], pool_size=POOL_SIZE, max_overflow=OVERFLOW_MAX)
new_session = async_sessionmaker(engine, expire_on_commit=False)


async def get_session() -> AsyncIterator[AsyncSession]:
    """The session of a request."""
    async with new_session() as session:
        yield session
