"""Timers that call a function, and an event with a time limit."""

import asyncio
from threading import Event, Timer


# ANCHOR: main
def threads() -> None:
    baked = Event()
    print("in time:", baked.wait(timeout=0.01))  # no other thread bakes

    oven = Timer(0.01, baked.set)  # starts a thread for one call
    reminder = Timer(3600, print, ["still closed?"])
    oven.start()
    reminder.start()
    print("in time:", baked.wait(timeout=3600))
    reminder.cancel()  # otherwise its thread keeps the program alive


async def tasks() -> None:
    loop = asyncio.get_running_loop()
    baked = asyncio.Event()
    loop.call_later(0.01, baked.set)  # called by the loop, without a thread
    reminder = loop.call_later(3600, print, "still closed?")
    await baked.wait()
    reminder.cancel()
    print("reminder cancelled:", reminder.cancelled())
    # ANCHOR_END: main


if __name__ == "__main__":
    threads()
    asyncio.run(tasks())
