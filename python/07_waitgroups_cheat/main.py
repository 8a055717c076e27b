"""The lines to know by heart: tasks in a group, threads in a pool."""

import asyncio
from concurrent.futures import ThreadPoolExecutor


async def unit(n: int) -> int:
    return n


# ANCHOR: cheat
async def tasks() -> int:
    # ANCHOR: sheet
    async with asyncio.TaskGroup() as group:  # an error cancels the other tasks
        units = [group.create_task(unit(n)) for n in (1, 2, 3)]
    # ANCHOR_END: sheet
    return sum(unit.result() for unit in units)


def threads() -> int:
    # ANCHOR: sheet
    with ThreadPoolExecutor() as pool:  # waits at its end
        units = [pool.submit(int, n) for n in (1, 2, 3)]
    # ANCHOR_END: sheet
    return sum(unit.result() for unit in units)  # raises what the unit raised


# ANCHOR_END: cheat


def main() -> None:
    total = asyncio.run(tasks())
    assert total == threads()
    print("total", total)


if __name__ == "__main__":
    main()
