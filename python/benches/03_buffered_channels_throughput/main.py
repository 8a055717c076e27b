"""Messages per second, one producer, one consumer, at each capacity that is given."""

import asyncio
import statistics
import sys
import threading
from collections.abc import Callable
from queue import Queue
from time import perf_counter

ROUND = 0.1  # seconds that a round takes at least
ROUNDS = 7


def with_threads(capacity: int, messages: int) -> None:
    queue: Queue[int] = Queue(maxsize=capacity)

    def produce() -> None:
        for message in range(messages):
            queue.put(message)

    producer = threading.Thread(target=produce)
    producer.start()
    assert sum(queue.get() for _ in range(messages)) == sum(range(messages))
    producer.join()


def with_tasks(capacity: int, messages: int) -> None:
    async def produce(queue: asyncio.Queue[int]) -> None:
        for message in range(messages):
            await queue.put(message)

    async def consume() -> None:
        queue: asyncio.Queue[int] = asyncio.Queue(maxsize=capacity)
        producer = asyncio.create_task(produce(queue))
        total = 0
        for _ in range(messages):
            total += await queue.get()
        assert total == sum(range(messages))
        await producer

    asyncio.run(consume())


def rate(send_and_receive: Callable[[int, int], None], capacity: int) -> float:
    """The median of the rounds, each of as many messages as take long enough."""

    def seconds(messages: int) -> float:
        begin = perf_counter()
        send_and_receive(capacity, messages)
        return perf_counter() - begin

    messages = 1000
    while seconds(messages) < ROUND:
        messages *= 2
    return messages / statistics.median(seconds(messages) for _ in range(ROUNDS))


def main() -> None:
    capacities = [int(argument) for argument in sys.argv[1:]]
    for name, send_and_receive in (
        ("Python `queue.Queue`, threads", with_threads),
        ("Python `asyncio.Queue`, tasks", with_tasks),
    ):
        cells = [
            # Zero means that there is no limit: it is no rendezvous.
            f"{rate(send_and_receive, capacity):.0f}" if capacity else "0: no limit"
            for capacity in capacities
        ]
        print(name, *cells, sep="\t")


if __name__ == "__main__":
    main()
