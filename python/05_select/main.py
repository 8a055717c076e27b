"""A desk takes orders from two sources until it is told to stop: one wait."""

import asyncio
from asyncio import FIRST_COMPLETED, Queue, Semaphore, create_task


class Source:
    """Sends one order each time it is told to go on."""

    def __init__(self, name: str, *menu: str) -> None:
        self.name = name
        self.go_on = Semaphore(0)
        self.orders: Queue[str] = Queue(maxsize=1)
        self.task = create_task(self.serve(menu))

    async def serve(self, menu: tuple[str, ...]) -> None:
        for order in menu:
            await self.go_on.acquire()
            await self.orders.put(order)


# ANCHOR: main
async def main() -> None:
    counter = Source("counter", "bread", "pies")
    phone = Source("phone", "cakes", "rolls")
    closing = Source("closing", "stop")
    sources = (counter, phone, closing)
    arms = {create_task(s.orders.get()): s for s in sources}

    turns = (counter, phone, phone, counter, closing, counter)
    for taken, turn in enumerate(turns):
        turn.go_on.release()  # lockstep: one arm gets ready

        done, _ = await asyncio.wait(arms, return_when=FIRST_COMPLETED)
        (won,) = done  # in lockstep one; elsewhere: for won in done
        source = arms.pop(won)
        if source is closing:
            print(f"stop: {taken} orders taken")
            break
        print(f"{source.name}: {won.result()}")
        arms[create_task(source.orders.get())] = source

    for loser in arms:
        loser.cancel()  # nobody else does
    # ANCHOR_END: main


if __name__ == "__main__":
    asyncio.run(main())
