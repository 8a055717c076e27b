"""Waits for a signal, sets an event, and waits for the tasks for a limited time."""

import asyncio
from asyncio import Event, create_task
from signal import SIGINT, SIGTERM


# ANCHOR: main
async def oven(stop: Event) -> None:
    await stop.wait()
    print("oven: off")


async def radio() -> None:
    await Event().wait()  # ignores the event


async def main() -> None:
    stop = Event()
    for signal in (SIGINT, SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signal, stop.set)
    tasks = [create_task(oven(stop)), create_task(radio())]

    print("open")
    await stop.wait()  # 1. the signal came, 2. the event is set
    _, at_work = await asyncio.wait(tasks, timeout=0.5)  # 3. wait
    if at_work:
        print("still at work:", len(at_work))
    # ANCHOR_END: main


if __name__ == "__main__":
    asyncio.run(main())
