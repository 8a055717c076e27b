"""On a thread a blocking call leaves the loop free to give up; the call goes on."""

import asyncio
from threading import Event


# ANCHOR: main
def count_stock(go_on: Event) -> int:
    go_on.wait()  # blocks until main lets it go
    return 120


async def main() -> None:
    go_on = Event()
    count = asyncio.create_task(asyncio.to_thread(count_stock, go_on))
    try:
        async with asyncio.timeout(0.01):
            # shield: without it the timeout cancels, and the result is lost
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
