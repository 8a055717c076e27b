"""A coroutine holds a thread's lock across an `await`, and the next one blocks."""

import asyncio
from threading import Lock


# ANCHOR: main
async def book(till: str, lock: Lock) -> None:
    print(till, "locks")
    with lock:  # blocks the thread, not only the coroutine
        await asyncio.sleep(0)  # yields while it holds the lock


async def main() -> None:
    lock = Lock()
    await asyncio.gather(book("first", lock), book("second", lock))
    print("2 sales")  # never printed
    # ANCHOR_END: main


if __name__ == "__main__":
    asyncio.run(main())
