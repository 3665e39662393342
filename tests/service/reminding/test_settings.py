"""What the settings of mail may be: a wrong one is refused in a sentence before anything starts."""

from pathlib import Path
from typing import Any

import pytest

from events.log.signed_note import new_signing_key
from service.cli import main
from service.reminding.posting import mail_server_at, posting_of
from service.settings import SettingRefused, Settings
from service.signing_key import write_signing_key
from tests.loaded_record import LoadedFile


@pytest.fixture
def right(tmp_path: Path) -> dict[str, Any]:
    """Settings with which mail is sent."""
    key = tmp_path / "key.txt"
    write_signing_key(new_signing_key("tour.example.org"), key)
    return {
        "smtp_url": "smtp://mail.example.org:587",
        "mail_from": "tour@example.org",
        "public_url": "https://tour.example.org/",
        "signing_key": str(key),
    }


@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("smtp_url", "mail.example.org", "TOUR_SMTP_URL"),
        ("smtp_url", "http://mail.example.org", "TOUR_SMTP_URL"),
        ("smtp_url", "smtp://", "TOUR_SMTP_URL"),
        ("smtp_url", "smtp://mail.example.org:door", "TOUR_SMTP_URL"),
        ("smtp_url", "smtp://mail.example.org/box", "TOUR_SMTP_URL"),
        ("mail_from", "nobody", "TOUR_MAIL_FROM"),
        ("mail_from", None, "TOUR_MAIL_FROM"),
        ("public_url", "tour.example.org", "TOUR_PUBLIC_URL"),
        ("public_url", "https://tour.example.org/?x", "TOUR_PUBLIC_URL"),
        ("public_url", None, "TOUR_PUBLIC_URL"),
        ("signing_key", None, "TOUR_SIGNING_KEY"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    right: dict[str, Any], name: str, value: str | None, named: str
) -> None:
    """Control: with the right one there is a way to send."""
    assert posting_of(Settings(**right)) is not None
    changed = {key: kept for key, kept in {**right, name: value}.items() if kept is not None}
    with pytest.raises(SettingRefused, match=named):
        posting_of(Settings(**changed))


def test_without_a_mail_server_nothing_else_is_needed() -> None:
    """The service then sends no reminders."""
    assert posting_of(Settings()) is None


def test_an_address_of_a_mail_server_is_read_whole() -> None:
    """With name and password as addresses write them, and the usual ports."""
    server = mail_server_at("smtps://tour%40un:p%3Ass@mail.example.org")
    assert (server.scheme, server.host, server.port) == ("smtps", "mail.example.org", 465)
    assert (server.user, server.password) == ("tour@un", "p:ss")
    assert mail_server_at("smtp://mail.example.org").port == 25


def test_the_command_shows_what_is_due_and_sends_only_through_a_server(
    loaded_file: LoadedFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`tour remind --dry-run` needs no server; without one `tour remind` says what is missing."""
    monkeypatch.setenv("TOUR_DATABASE_URL", f"sqlite:///{loaded_file.path}")
    with pytest.raises(SystemExit) as shown:
        main(["remind", "--dry-run"])
    assert shown.value.code == 0
    assert "0 digests are due" in capsys.readouterr().out
    with pytest.raises(SystemExit) as refused:
        main(["remind"])
    assert refused.value.code == 2
    assert "TOUR_SMTP_URL" in capsys.readouterr().err
