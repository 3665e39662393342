"""Reads a sheet in a process of its own, with little memory and little time, and prints its cells as JSON.

python -m service.sheets.reading xlsx < file

What it prints is `{"rows": [[number, [cell, …]], …]}` with the row of headings first, or `{"refused": sentence, "cell":
"G12"}`. It imports nothing of the service but what reads files: a bad file can harm this process alone.
"""

import json
import resource
import sys

from service.sheets.unreadable import CPU_SECONDS_MAX, MEMORY_BYTES_MAX, Unreadable

# Beside the rows themselves: what a process needs to say that there is no memory left.
RESERVE_BYTES = 2 * 1024 * 1024
OUTPUT_BYTES_MAX = 4 * 1024 * 1024


def main() -> None:
    """Read standard input in the form named by the first argument."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES_MAX, MEMORY_BYTES_MAX))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS_MAX, CPU_SECONDS_MAX))
    reserve = bytearray(RESERVE_BYTES)
    try:
        answer = json.dumps({"rows": rows_in(sys.argv[1], sys.stdin.buffer.read())})
        if len(answer) > OUTPUT_BYTES_MAX:
            raise Unreadable(f"Its cells hold more than {OUTPUT_BYTES_MAX:,} characters; send it in parts.")
    except Unreadable as unreadable:
        answer = json.dumps({"refused": unreadable.sentence, "cell": unreadable.cell})
    except MemoryError:
        del reserve
        answer = json.dumps({"refused": NO_MEMORY, "cell": None})
    sys.stdout.write(answer)


NO_MEMORY = (
    f"It cannot be opened within {MEMORY_BYTES_MAX // 1024**2} MB of memory; send fewer rows, in a file that holds the "
    "sheet alone."
)


def rows_in(form: str, file: bytes) -> list[tuple[int, list[str]]]:
    """The rows of a file in the form "xlsx" or "csv". Raises Unreadable."""
    # Each form needs other modules, and to import them takes a part of the time that there is.
    if form == "xlsx":
        from service.sheets.reading_xlsx import read_xlsx

        return read_xlsx(file)
    from service.sheets.reading_csv import read_csv

    return read_csv(file)


if __name__ == "__main__":
    main()
