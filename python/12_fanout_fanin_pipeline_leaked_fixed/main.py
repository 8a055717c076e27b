"""Fixed: a TaskGroup cancels the other tasks and waits until they have ended."""

import asyncio


# ANCHOR: main
async def fetch(shard: int) -> int:
    if shard == 1:
        raise LookupError("shard 1 is gone")
    await asyncio.sleep(3600)
    return shard


async def main() -> None:
    try:
        async with asyncio.TaskGroup() as group:
            stages = [group.create_task(fetch(shard)) for shard in range(1, 4)]
        print("total", sum(stage.result() for stage in stages))
    except* LookupError as errors:
        print("error:", errors.exceptions[0])
    running = asyncio.all_tasks() - {asyncio.current_task()}
    print(len(running), "stages still running")
    # ANCHOR_END: main


if __name__ == "__main__":
    asyncio.run(main())
