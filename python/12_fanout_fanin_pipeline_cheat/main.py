"""The lines to know by heart: fan out to three workers, fan in, three sentinels."""

import asyncio
from asyncio import Queue, TaskGroup


async def main() -> None:
    # ANCHOR: cheat
    numbers: Queue[int | None] = Queue(maxsize=1)
    squares: Queue[int] = Queue()  # unbounded, because it is drained at the end

    async def square() -> None:
        while (number := await numbers.get()) is not None:
            await squares.put(number * number)

    # ANCHOR: sheet
    async with TaskGroup() as workers:  # waits for all; an error cancels all
        for _ in range(3):
            workers.create_task(square())
        for number in range(1, 10):
            await numbers.put(number)
        for _ in range(3):
            await numbers.put(None)  # one sentinel for each worker
    # ANCHOR_END: sheet
    print("sum", sum(squares.get_nowait() for _ in range(squares.qsize())))
    # ANCHOR_END: cheat


if __name__ == "__main__":
    asyncio.run(main())
