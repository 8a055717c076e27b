"""What one waiting thread or asyncio task costs: memory, start, hand-over."""

import asyncio
import sys
import threading
from pathlib import Path
from queue import Queue
from time import perf_counter_ns

HAND_OVERS = 20_000


def memory() -> list[int]:
    """Bytes, as Linux tells them.

    What of this process is resident, the kernel's stacks for all threads of the
    machine, and the address space of this process.
    """
    status = Path("/proc/self/status").read_text()
    machine = Path("/proc/meminfo").read_text()
    sizes = dict(line.split(":", 1) for line in (status + machine).splitlines())
    kinds = ("VmRSS", "KernelStack", "VmSize")
    return [int(sizes[kind].split()[0]) * 1024 for kind in kinds]


def print_cost(count: int, began: int, before: list[int]) -> None:
    took = perf_counter_ns() - began
    after = memory()
    each = [max(0, a - b) // count for a, b in zip(after, before, strict=True)]
    print(count, *each, took // count, sep="\t")


def wait_threads(count: int) -> None:
    """So many threads, or as many as the machine allows."""
    gate = threading.Event()
    ready = threading.Semaphore(0)

    def wait() -> None:
        ready.release()
        gate.wait()

    threads = []
    before, began = memory(), perf_counter_ns()
    for _ in range(count):
        thread = threading.Thread(target=wait)
        try:
            thread.start()
        except RuntimeError:  # can't start new thread
            break
        threads.append(thread)
    for _ in threads:
        ready.acquire()
    print_cost(len(threads), began, before)
    gate.set()
    for thread in threads:
        thread.join()


async def wait_tasks(count: int) -> None:
    gate, last_waits = asyncio.Event(), asyncio.Event()
    waiting = 0

    async def wait() -> None:
        nonlocal waiting
        waiting += 1
        if waiting == count:
            last_waits.set()
        await gate.wait()

    before, began = memory(), perf_counter_ns()
    tasks = [asyncio.create_task(wait()) for _ in range(count)]
    await last_waits.wait()
    print_cost(count, began, before)
    gate.set()
    for task in tasks:
        await task


def hand_over_threads() -> int:
    """Nanoseconds for one hand-over between two threads."""
    ping: Queue[bool] = Queue(1)
    pong: Queue[bool] = Queue(1)

    def answer() -> None:
        while ping.get():
            pong.put(True)

    other = threading.Thread(target=answer)
    other.start()
    began = perf_counter_ns()
    for _ in range(HAND_OVERS // 2):
        ping.put(True)
        pong.get()
    took = perf_counter_ns() - began
    ping.put(False)
    other.join()
    return took // HAND_OVERS


async def hand_over_tasks() -> int:
    """Nanoseconds for one hand-over between two tasks."""
    ping: asyncio.Queue[bool] = asyncio.Queue(1)
    pong: asyncio.Queue[bool] = asyncio.Queue(1)

    async def answer() -> None:
        while await ping.get():
            await pong.put(True)

    other = asyncio.create_task(answer())
    began = perf_counter_ns()
    for _ in range(HAND_OVERS // 2):
        await ping.put(True)
        await pong.get()
    took = perf_counter_ns() - began
    await ping.put(False)
    await other
    return took // HAND_OVERS


def main() -> None:
    match sys.argv[1:]:
        case ["threads", "hand-over"]:
            print(hand_over_threads())
        case ["threads", count]:
            wait_threads(int(count))
        case ["tasks", "hand-over"]:
            print(asyncio.run(hand_over_tasks()))
        case ["tasks", count]:
            asyncio.run(wait_tasks(int(count)))


if __name__ == "__main__":
    main()
