"""The lines to know by heart: start a task, collect, move a blocking call away."""

import asyncio


async def work(n: int) -> int:
    return n * n


async def main() -> None:
    # ANCHOR: cheat
    async with asyncio.TaskGroup() as group:
        unit = group.create_task(work(2))  # runs at the next await
    print("task", unit.result())

    # ANCHOR: sheet
    coroutine = work(3)  # nothing runs yet
    # ANCHOR_END: sheet
    print("awaited", await coroutine)  # runs now, in this task

    print("blocking", await asyncio.to_thread(pow, 4, 2))
    # ANCHOR_END: cheat


if __name__ == "__main__":
    asyncio.run(main())
