"""Appends with the recorders of the library `eventsourcing`, in threads as it is meant, with its usual settings.

It runs in the peers' environment: python -m tests.bench.appending_eventsourcing KIND ENVIRONMENT CLIENTS SECONDS
KIND is sqlite or postgresql, ENVIRONMENT the library's own settings as JSON; it prints the figures as JSON.
"""

import json
import sys
import threading
import time
from typing import Any
from uuid import uuid4

from eventsourcing.persistence import InfrastructureFactory, StoredEvent
from eventsourcing.utils import Environment

FACTORIES = {"sqlite": "eventsourcing.sqlite", "postgresql": "eventsourcing.postgres"}
STATE = json.dumps({"title": "We commit ourselves to a joint programme on the rights of migrants. " * 6}).encode()


def main(kind: str, settings: dict[str, str], clients: int, seconds: float) -> dict[str, float]:
    """Append for so many seconds, each event the first one of a stream of its own."""
    environment = Environment(name="bench", env={"PERSISTENCE_MODULE": FACTORIES[kind], **settings})
    factory: Any = InfrastructureFactory.construct(environment)
    recorder = factory.application_recorder()
    latencies_ms: list[float] = []
    ends_at, cpu_before = time.perf_counter() + seconds, time.process_time()
    threads = [threading.Thread(target=client, args=(recorder, ends_at, latencies_ms)) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    factory.close()
    ordered = sorted(latencies_ms)
    return {
        "per_second": len(ordered) / seconds,
        "p50_ms": ordered[len(ordered) // 2],
        "p99_ms": ordered[int(len(ordered) * 0.99)],
        "cpu_ms": (time.process_time() - cpu_before) / len(ordered) * 1_000,
    }


def client(recorder: Any, ends_at: float, latencies_ms: list[float]) -> None:
    """One client: an append after the other."""
    while (started := time.perf_counter()) < ends_at:
        event = StoredEvent(
            originator_id=uuid4(), originator_version=1, topic="commitment:CommitmentReported", state=STATE
        )
        recorder.insert_events([event])
        latencies_ms.append((time.perf_counter() - started) * 1_000)


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], json.loads(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))))
