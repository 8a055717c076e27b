"""The lines to know by heart: tasks in a group, threads in a pool."""

import asyncio
from concurrent.futures import ThreadPoolExecutor


async def unit(n: int) -> int:
    return n


async def main() -> None:
    # ANCHOR: cheat
    async with asyncio.TaskGroup() as group:  # an error cancels the rest
        units = [group.create_task(unit(n)) for n in (1, 2, 3)]
    total = sum(unit.result() for unit in units)

    with ThreadPoolExecutor() as pool:  # waits at its end
        futures = [pool.submit(int, n) for n in (1, 2, 3)]
    assert total == sum(f.result() for f in futures)  # raises what it raised
    print("total", total)
    # ANCHOR_END: cheat


if __name__ == "__main__":
    asyncio.run(main())
