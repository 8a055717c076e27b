"""queue.Queue in a coroutine: a full put blocks the event loop, and so the seller."""

import asyncio
from queue import Queue


# ANCHOR: main
async def bake(shelf: Queue[str]) -> None:
    for order in ("bread", "cakes"):
        print("baked", order, flush=True)
        shelf.put(order)  # if full: blocks the event loop


async def sell(shelf: Queue[str]) -> None:
    for _ in range(2):
        print("sold", shelf.get())  # never runs


async def main() -> None:
    shelf: Queue[str] = Queue(maxsize=1)
    async with asyncio.TaskGroup() as bakery:
        bakery.create_task(bake(shelf))
        bakery.create_task(sell(shelf))
    # ANCHOR_END: main


if __name__ == "__main__":
    asyncio.run(main())
