"""What the commands say of an address that is none: one sentence, whichever command asks for the database first."""

from collections.abc import Iterator

import pytest
import structlog

from service.cli import main

READ = "tour {command}: An address as in postgresql://user@host:5432/database was expected, and it could not be read: "
ADDRESSES = {
    "postgresql://h:door/tour": f"{READ}a whole number was expected as port, and “door” was found.",
    "postgresql://h,i/tour?port=5432,door": f"{READ}a whole number was expected as port, and “door” was found.",
    "postgresql://h/tour?connect_timeout=soon": f"{READ}a whole number was expected as connect_timeout, and “soon” was "
    "found.",
    "postgresql://h/tour?colour=red": f'{READ}invalid URI query parameter: "colour".',
    "mysql://h/tour": "tour {command}: An address beginning with sqlite:/// or postgresql:// was expected, and one of "
    "the kind “mysql” was found.",
    "sqlite:////no/such/tour.sqlite3": "tour {command}: A directory /no/such was expected for the database "
    "tour.sqlite3, and there is none.",
}
COMMANDS = (
    "migrate",
    "restore no-such-file",
    "serve",
    "verify",
    "status",
    "rebuild",
    "key list",
    "summary cm7",
    "scrub",
)


@pytest.fixture(autouse=True)
def log_as_before() -> Iterator[None]:
    """Commands let only warnings into the log of their process, which is here that of the other tests too."""
    yield
    structlog.reset_defaults()


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("url", ADDRESSES)
def test_an_address_that_is_none_is_refused_in_one_sentence(
    url: str, command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same one for every command, before anything is made, read or connected."""
    monkeypatch.setenv("TOUR_DATABASE_URL", url)
    with pytest.raises(SystemExit) as ended:
        main(command.split())
    assert ended.value.code == 2
    assert capsys.readouterr().err.strip() == ADDRESSES[url].format(command=command.split(maxsplit=1)[0])


@pytest.mark.parametrize("command", ["migrate", "restore no-such-file"])
def test_the_address_of_the_owner_is_read_as_well(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commands that make the tables as their owner refuse its address with the same sentence."""
    monkeypatch.setenv("TOUR_OWNER_DATABASE_URL", url := "postgresql://h:door/tour")
    with pytest.raises(SystemExit) as ended:
        main(command.split())
    assert ended.value.code == 2
    assert capsys.readouterr().err.strip() == ADDRESSES[url].format(command=command.split(maxsplit=1)[0])
