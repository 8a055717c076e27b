"""A pipeline: generate numbers, square them in three workers, merge them in order."""

import asyncio
from asyncio import Queue, TaskGroup

Tagged = tuple[int, int]
WORKERS = 3


# ANCHOR: main
async def generate(numbers: Queue[Tagged | None]) -> None:
    for tagged in enumerate(range(1, 10)):
        await numbers.put(tagged)
    for _ in range(WORKERS):
        await numbers.put(None)  # one sentinel for each worker


async def square(numbers: Queue[Tagged | None], merged: Queue[Tagged | None]) -> None:
    while (tagged := await numbers.get()) is not None:
        place, number = tagged
        await merged.put((place, number * number))


async def fan_out(numbers: Queue[Tagged | None], merged: Queue[Tagged | None]) -> None:
    async with TaskGroup() as workers:
        for _ in range(WORKERS):
            workers.create_task(square(numbers, merged))
    await merged.put(None)  # only once, when all workers have returned


async def main() -> None:
    numbers: Queue[Tagged | None] = Queue(maxsize=1)
    merged: Queue[Tagged | None] = Queue(maxsize=1)
    async with TaskGroup() as stages:
        stages.create_task(generate(numbers))
        stages.create_task(fan_out(numbers, merged))

        early: dict[int, int] = {}  # waits for its turn
        following = total = 0
        while (tagged := await merged.get()) is not None:
            early.update([tagged])
            while following in early:
                value = early.pop(following)
                print(value)
                total += value
                following += 1
        print("sum", total)
    # ANCHOR_END: main


if __name__ == "__main__":
    asyncio.run(main())
