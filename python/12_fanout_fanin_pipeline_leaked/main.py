"""Broken: gather raises the first error, but the other tasks continue."""

import asyncio


# ANCHOR: main
async def fetch(shard: int) -> int:
    if shard == 1:
        raise LookupError("shard 1 is gone")
    await asyncio.sleep(3600)
    return shard


async def main() -> None:
    try:
        total = sum(await asyncio.gather(*map(fetch, range(1, 4))))
        print("total", total)
    except LookupError as error:
        print("error:", error)
    running = asyncio.all_tasks() - {asyncio.current_task()}
    print(len(running), "stages still running")
    # ANCHOR_END: main


if __name__ == "__main__":
    asyncio.run(main())
