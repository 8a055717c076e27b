"""Resident megabytes while nobody receives, after each number of messages given."""

import re
import sys
from pathlib import Path
from queue import Queue


def resident() -> int:
    """How many bytes of this process are in memory (Linux)."""
    status = Path("/proc/self/status").read_text()
    match = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert match
    return 1024 * int(match[1])


def main() -> None:
    before = resident()
    queue: Queue[bytes] = Queue()

    cells = ["Python `Queue()`"]
    sent = 0
    for offered in map(int, sys.argv[1:]):
        for _ in range(offered - sent):
            queue.put(bytes(64))  # a new object each
        sent = offered
        cells.append(f"{max(0, resident() - before) / 1e6:.0f}")
    print(*cells, sep="\t")


if __name__ == "__main__":
    main()
