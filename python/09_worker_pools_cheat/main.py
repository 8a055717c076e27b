"""The lines to know by heart: a pool of threads, and tasks with a semaphore."""

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
    # For Python code that computes, use ProcessPoolExecutor in the same way.
    # ANCHOR: sheet
    with ThreadPoolExecutor(max_workers=3) as pool:
        prices = list(pool.map(bake, orders))
    # ANCHOR_END: sheet

    tasks = []
    # ANCHOR: sheet
    slots = Semaphore(3)
    async with TaskGroup() as group:
        for order in orders:
            await slots.acquire()  # before the task exists
            task = group.create_task(bake_task(order))
            task.add_done_callback(lambda _: slots.release())
            # ANCHOR_END: sheet
            tasks.append(task)
    assert prices == [task.result() for task in tasks]
    print("prices:", prices)
    # ANCHOR_END: cheat


if __name__ == "__main__":
    asyncio.run(main())
