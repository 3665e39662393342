"""The commands of `tour`."""

from service.cli import (
    backup,
    demo,
    export_log,
    journal,
    key,
    load,
    migrate,
    rebuild,
    redact,
    remind,
    restore,
    scrub,
    serve,
    signing_key,
    status,
    summary,
    verify,
)

# Each module adds its own parser and runs its own command: to add one, a module and its name here.
COMMANDS = (
    serve,
    demo,
    migrate,
    load,
    key,
    signing_key,
    summary,
    verify,
    export_log,
    rebuild,
    status,
    backup,
    restore,
    redact,
    scrub,
    journal,
    remind,
)
