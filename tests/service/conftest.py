"""What the tests of the service are given."""

import pytest


@pytest.fixture(autouse=True)
def patient_with_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer that is busy with other tests reads a sheet slowly; only its limit of the clock is put off."""
    monkeypatch.setattr("service.sheets.child.SECONDS_MAX", 120.0)
