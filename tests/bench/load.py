"""The load: clients that each keep one connection and send the next request when the last one was answered.

It is a process of its own, with nothing but the standard library (and a quicker loop where there is one), so that it
takes little of the two cores. It reads a plan as JSON on standard input and writes what it measured as JSON.
"""

import asyncio
import json
import sys
import time
from itertools import count
from typing import cast

# Stands in a request where a number comes that no other request has; the number has as many digits.
NUMBER = b"##########"


class Measured:
    """What all clients note together; only what is answered between `begins_at` and `ends_at` counts."""

    def __init__(self, requests: list[bytes], expected: bytes, first_number: int, pause_seconds: float) -> None:
        self.pause_seconds = pause_seconds
        self.requests = requests
        self.expected = expected
        self.numbers = count(first_number)
        self.nanoseconds: list[int] = []
        self.bytes_read = 0
        self.refused: str | None = None
        self.begins_at = self.ends_at = 0

    def next_request(self) -> bytes:
        number = next(self.numbers)
        return self.requests[number % len(self.requests)].replace(NUMBER, b"%d" % number)


class Client(asyncio.Protocol):
    """One client: one connection, one request at a time."""

    def __init__(self, measured: Measured) -> None:
        self.measured = measured
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.received = b""
        self.sent_at = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are none of asyncio's by class, only by what they can do.
        self.transport = cast(asyncio.Transport, transport)
        self.send()

    def send(self) -> None:
        self.sent_at = time.perf_counter_ns()
        self.transport.write(self.measured.next_request())

    def data_received(self, data: bytes) -> None:
        self.received = self.received + data if self.received else data
        if not is_whole(self.received):
            return
        now = time.perf_counter_ns()
        measured = self.measured
        if not self.received.startswith(measured.expected):
            measured.refused = measured.refused or self.received[:2_000].decode(errors="replace")
            self.stop()
        elif now >= measured.ends_at:
            self.stop()
        else:
            if now >= measured.begins_at:
                measured.nanoseconds.append(now - self.sent_at)
                measured.bytes_read += len(self.received)
            self.received = b""
            self.send_after_pause()

    def send_after_pause(self) -> None:
        if self.measured.pause_seconds:
            asyncio.get_running_loop().call_later(self.measured.pause_seconds, self.send)
        else:
            self.send()

    def stop(self) -> None:
        self.transport.close()
        if not self.done.done():
            self.done.set_result(None)

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.measured.refused = self.measured.refused or f"The connection was closed: {error}."
            self.done.set_result(None)


def is_whole(answer: bytes) -> bool:
    """Whether an answer has arrived to its last byte; its length stands in its head, or it has no body."""
    end = answer.find(b"\r\n\r\n")
    if end < 0:
        return False
    head = answer[:end].lower()
    place = head.find(b"\r\ncontent-length:")
    if place < 0:
        return b"chunked" not in head or answer.endswith(b"0\r\n\r\n")
    length = int(head[place + 17 : head.find(b"\r\n", place + 2) if b"\r\n" in head[place + 2 :] else end])
    return len(answer) >= end + 4 + length


async def run(plan: dict[str, object]) -> dict[str, object]:
    """Send for as long as the plan says and give the figures."""
    requests, ports, clients = plan["requests"], plan["ports"], plan["clients"]
    assert isinstance(requests, list)
    assert isinstance(ports, list)
    assert isinstance(clients, int)
    measured = Measured(
        [text.encode() for text in requests],
        str(plan["expected"]).encode(),
        int(str(plan["first_number"])),
        float(str(plan["pause_seconds"])),
    )
    loop = asyncio.get_running_loop()
    measured.begins_at = time.perf_counter_ns() + int(float(str(plan["warm_up_seconds"])) * 1e9)
    measured.ends_at = measured.begins_at + int(float(str(plan["seconds"])) * 1e9)
    started = [
        await loop.create_connection(lambda: Client(measured), "127.0.0.1", ports[number % len(ports)])
        for number in range(clients)
    ]
    cpu_before = time.process_time()
    await asyncio.gather(*(client.done for _, client in started))
    return figures(measured, float(str(plan["seconds"])), time.process_time() - cpu_before)


def figures(measured: Measured, seconds: float, cpu_seconds: float) -> dict[str, object]:
    """The figures of a run; `refused` is the first answer that was not the expected one."""
    ordered = sorted(measured.nanoseconds)

    def at(share: float) -> float:
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] / 1e6 if ordered else 0.0

    return {
        "answers": len(ordered),
        "per_second": len(ordered) / seconds,
        "p50_ms": at(0.5),
        "p99_ms": at(0.99),
        "worst_ms": at(1.0),
        "bytes_an_answer": measured.bytes_read / len(ordered) if ordered else 0.0,
        "generator_cpu_seconds": cpu_seconds,
        "refused": measured.refused,
    }


def quickest_loop() -> asyncio.AbstractEventLoop:
    """uvloop's loop where it is installed, else the standard one."""
    try:
        import uvloop
    except ImportError:
        return asyncio.new_event_loop()
    loop: asyncio.AbstractEventLoop = uvloop.new_event_loop()
    return loop


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=quickest_loop) as runner:
        json.dump(runner.run(run(json.load(sys.stdin))), sys.stdout)
