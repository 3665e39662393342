"""Migrations: each brings a database of one release to the shape of the next."""

from pathlib import Path

# The letters "tour" and 1: two processes that start at once migrate one after the other.
LOCK_KEY = 0x746F757231
VERSIONS = Path(__file__).parent / "versions"
