"""The process that watches over the server loads little: it is there all the time and does nothing."""

import subprocess
import sys

HEAVY = ("sqlalchemy", "litestar", "alembic", "rich", "structlog")


def loaded_by(module: str) -> set[str]:
    """Which of the heavy packages a fresh process has after it loaded a module."""
    text = f"import sys, {module}; print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", text], check=True, capture_output=True, text=True).stdout
    return set(HEAVY) & set(said.split())


def test_to_serve_is_light() -> None:
    """Neither the framework nor the database's toolkit is loaded; control: the other commands load them."""
    assert loaded_by("service.cli.serve") == set()
    assert loaded_by("service.cli.commands") == set(HEAVY)
