"""The lines to know by heart: two branches, one left out when its queue has ended."""

import asyncio
from asyncio import FIRST_COMPLETED, Event, Queue, create_task


async def main() -> None:
    orders: Queue[int | None] = Queue()
    stop = Event()
    for order in (1, 2, None):  # None marks the end
        orders.put_nowait(order)

    # ANCHOR: cheat
    stopped = create_task(stop.wait())
    branches = {stopped, get := create_task(orders.get())}
    while True:
        # ANCHOR: sheet
        done, branches = await asyncio.wait(branches, return_when=FIRST_COMPLETED)
        if get in done:
            if (order := get.result()) is None:
                print("closed")
                stop.set()  # no new get(): the branch is left out
            else:
                print("order", order)
                branches |= {get := create_task(orders.get())}
        # ANCHOR_END: sheet
        if stopped in done:
            break
    for waiting in branches:
        waiting.cancel()  # a get() left running would take an order
    print("stopped")
    # ANCHOR_END: cheat


if __name__ == "__main__":
    asyncio.run(main())
