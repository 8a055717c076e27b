"""A blocking call on a thread lets the caller give up, but the call continues."""

import asyncio
from threading import Event


# ANCHOR: main
def count_stock(go_on: Event) -> int:
    go_on.wait()  # blocks until main sets the event
    return 120


async def main() -> None:
    go_on = Event()
    count = asyncio.create_task(asyncio.to_thread(count_stock, go_on))
    try:
        async with asyncio.timeout(0.01):
            # without shield, the timeout cancels the task, and its result is lost
            print("counted", await asyncio.shield(count))
    except TimeoutError:
        print("given up")
    if not count.done():
        print("still at work")
    go_on.set()
    print("counted", await count)
    # ANCHOR_END: main


if __name__ == "__main__":
    asyncio.run(main())
