"""asyncio.wait() does not cancel the tasks that are not done: they continue."""

import asyncio
from asyncio import FIRST_COMPLETED, Event, create_task


async def bake(what: str, done: Event) -> str:
    await done.wait()
    return what


async def main() -> None:
    # ANCHOR: main
    bread_done, cakes_done = Event(), Event()
    bread = create_task(bake("bread", bread_done))
    cakes = create_task(bake("cakes", cakes_done))

    cakes_done.set()
    both = {bread, cakes}
    done, waiting = await asyncio.wait(both, return_when=FIRST_COMPLETED)
    print("first:", done.pop().result())

    bread_done.set()
    print("and later:", await waiting.pop())  # it was never cancelled
    # ANCHOR_END: main


if __name__ == "__main__":
    asyncio.run(main())
