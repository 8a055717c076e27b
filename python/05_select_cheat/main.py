"""The lines to know by heart: two arms, one left out when its queue has ended."""

import asyncio
from asyncio import FIRST_COMPLETED, Event, Queue, create_task


async def main() -> None:
    orders: Queue[int | None] = Queue()
    stop = Event()
    for order in (1, 2, None):  # None: the end
        orders.put_nowait(order)

    # ANCHOR: cheat
    stopped = create_task(stop.wait())
    arms = {stopped, get := create_task(orders.get())}
    while True:
        # ANCHOR: sheet
        done, arms = await asyncio.wait(arms, return_when=FIRST_COMPLETED)
        if get in done:
            if (order := get.result()) is None:
                print("closed")
                stop.set()  # and no new get(): the arm is left out
            else:
                print("order", order)
                arms |= {get := create_task(orders.get())}
        # ANCHOR_END: sheet
        if stopped in done:
            break
    for loser in arms:
        loser.cancel()  # or it takes an order that nobody sees
    print("stopped")
    # ANCHOR_END: cheat


if __name__ == "__main__":
    asyncio.run(main())
