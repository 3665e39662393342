"""The key with which the service signs checkpoints: a file that nobody else may read, never a row of the database."""

import os
from pathlib import Path

from events.log.signed_note import KeyRefused, SigningKey, read_signing_key
from service.settings import SettingRefused, Settings

FILE_MODE = 0o600
FOR_OTHERS = 0o077


def signing_key_of(settings: Settings) -> SigningKey | None:
    """The key in the file of TOUR_SIGNING_KEY; None where no file is named.

    Raises SettingRefused where the file cannot be read, can be read by others, holds no key, or holds the key of
    another log than TOUR_ORIGIN says.
    """
    if settings.signing_key is None:
        return None
    path = Path(settings.signing_key)
    key = _read(path)
    if settings.origin is not None and key.name != settings.origin:
        raise SettingRefused(f"The key in {path} is that of {key.name}, and TOUR_ORIGIN says {settings.origin}.")
    return key


def _read(path: Path) -> SigningKey:
    try:
        mode, text = path.stat().st_mode, path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingRefused(f"TOUR_SIGNING_KEY names {path}, which cannot be read: {error}.") from error
    if mode & FOR_OTHERS:
        raise SettingRefused(f"The key in {path} can be read by others; allow it to nobody else: chmod 600 {path}.")
    try:
        return read_signing_key(text)
    except KeyRefused as error:
        raise SettingRefused(f"The file {path} holds no signing key. {error}") from error


def write_signing_key(key: SigningKey, path: Path) -> None:
    """Write a key into a new file that only its owner may read; FileExistsError where there is one already."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE), "w", encoding="utf-8") as file:
        file.write(key.text() + "\n")
