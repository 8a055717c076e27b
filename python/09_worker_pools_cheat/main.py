"""The lines to know by heart: threads in order, and tasks behind a semaphore."""

import asyncio
from asyncio import Semaphore, TaskGroup
from concurrent.futures import ThreadPoolExecutor


def bake(loaves: int) -> int:
    return 10 * loaves


async def bake_task(loaves: int) -> int:
    return 10 * loaves


async def main() -> None:
    orders = [5, 3, 8, 1]

    # ANCHOR: cheat
    # ProcessPoolExecutor: the same lines, for work that computes.
    with ThreadPoolExecutor(max_workers=3) as pool:
        prices = list(pool.map(bake, orders))

    slots = Semaphore(3)

    async def bounded(order: int) -> int:
        async with slots:
            return await bake_task(order)

    async with TaskGroup() as group:
        tasks = [group.create_task(bounded(order)) for order in orders]
    assert prices == [task.result() for task in tasks]
    print("prices:", prices)
    # ANCHOR_END: cheat


if __name__ == "__main__":
    asyncio.run(main())
