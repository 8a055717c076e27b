"""Timers that call back, and an event with a limit: threads, then the loop."""

import asyncio
from threading import Event, Timer


# ANCHOR: main
def threads() -> None:
    baked = Event()
    print("in time:", baked.wait(timeout=0.01))  # nobody bakes

    oven = Timer(0.01, baked.set)  # a thread of its own, for one call
    reminder = Timer(3600, print, ["still closed?"])
    oven.start()
    reminder.start()
    print("in time:", baked.wait(timeout=3600))
    reminder.cancel()  # or its thread keeps the program alive


async def tasks() -> None:
    loop = asyncio.get_running_loop()
    baked = asyncio.Event()
    loop.call_later(0.01, baked.set)  # no thread: the loop calls
    reminder = loop.call_later(3600, print, "still closed?")
    await baked.wait()
    reminder.cancel()
    print("reminder cancelled:", reminder.cancelled())
    # ANCHOR_END: main


if __name__ == "__main__":
    threads()
    asyncio.run(tasks())
