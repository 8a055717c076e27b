"""One wait takes orders from two sources until a third source says stop."""

import asyncio
from asyncio import FIRST_COMPLETED, Queue, Semaphore, create_task


class Source:
    """A task that sends one order for each permit of `go_on`."""

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
    branches = {create_task(s.orders.get()): s for s in sources}

    turns = (counter, phone, phone, counter, closing, counter)
    for taken, turn in enumerate(turns):
        turn.go_on.release()  # lockstep: exactly one branch becomes ready

        done, _ = await asyncio.wait(branches, return_when=FIRST_COMPLETED)
        (chosen,) = done  # one in lockstep; in general: for chosen in done
        source = branches.pop(chosen)
        if source is closing:
            print(f"stop: {taken} orders taken")
            break
        print(f"{source.name}: {chosen.result()}")
        branches[create_task(source.orders.get())] = source

    for waiting in branches:  # until asyncio.run ends, nothing else cancels them
        waiting.cancel()
    # ANCHOR_END: main


if __name__ == "__main__":
    asyncio.run(main())
