"""Broken: a loop that only computes never awaits, so it cannot be cancelled."""

import asyncio


# ANCHOR: main
async def count_grains() -> int:
    grains = 0
    while grains < 1_000_000:
        grains += 1
    return grains


async def main() -> None:
    counting = asyncio.create_task(count_grains())
    asyncio.get_running_loop().call_soon(counting.cancel)  # runs next
    await asyncio.wait([counting])
    if counting.cancelled():
        print("stopped")
    else:
        print("counted to", counting.result())
    # ANCHOR_END: main


if __name__ == "__main__":
    asyncio.run(main())
