"""Fixed: every thousand iterations, the loop awaits or checks an event."""

import asyncio
from threading import Event


# ANCHOR: main
async def count_grains() -> int:
    grains = 0
    while grains < 1_000_000:
        grains += 1
        if grains % 1000 == 0:
            await asyncio.sleep(0)  # other tasks run; it can be cancelled here
    return grains


def count_grains_blocking(stop: Event) -> int | None:
    grains = 0
    while grains < 1_000_000:
        grains += 1
        if grains % 1000 == 0 and stop.is_set():
            return None
    return grains


def say(who: str, grains: int | None) -> None:
    print(f"{who}: stopped" if grains is None else f"{who}: counted to {grains}")


async def main() -> None:
    counting = asyncio.create_task(count_grains())
    asyncio.get_running_loop().call_soon(counting.cancel)  # runs next
    await asyncio.wait([counting])
    say("task", None if counting.cancelled() else counting.result())

    stop = Event()
    stop.set()  # already set
    say("thread", await asyncio.to_thread(count_grains_blocking, stop))
    # ANCHOR_END: main


if __name__ == "__main__":
    asyncio.run(main())
