"""A thread's lock held across an `await`: the second stops what the first needs."""

import asyncio
from threading import Lock


# ANCHOR: main
async def book(till: str, lock: Lock) -> None:
    print(till, "locks")
    with lock:  # stops the thread, not the coroutine
        await asyncio.sleep(0)  # "the others first", with the lock in hand


async def main() -> None:
    lock = Lock()
    await asyncio.gather(book("first", lock), book("second", lock))
    print("2 sales")  # never printed
    # ANCHOR_END: main


if __name__ == "__main__":
    asyncio.run(main())
