"""The desk closes five minutes after the last order, which moves the deadline."""

import asyncio
from asyncio import Queue, SelectorEventLoop
from selectors import DefaultSelector, SelectorKey


class Waiting(DefaultSelector):
    """Moves the clock to the next timer where the loop would wait for it."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        if timeout is None:  # no timer is left
            return super().select(None)
        self.now += timeout
        return super().select(0)


class VirtualTime(SelectorEventLoop):
    def __init__(self) -> None:
        self.waiting = Waiting()
        super().__init__(self.waiting)

    def time(self) -> float:
        return self.waiting.now


MINUTE = 60


async def phone(orders: Queue[str]) -> None:
    for pause, order in ((2, "bread"), (4, "cakes"), (3, "pies")):
        await asyncio.sleep(pause * MINUTE)
        await orders.put(order)


# ANCHOR: main
async def main() -> None:
    loop = asyncio.get_running_loop()
    orders: Queue[str] = Queue()
    calls = asyncio.create_task(phone(orders))
    try:
        async with asyncio.timeout(5 * MINUTE) as idle:
            while True:
                order = await orders.get()
                print(f"{loop.time() / MINUTE:2.0f} min: {order}")
                idle.reschedule(loop.time() + 5 * MINUTE)
    except TimeoutError:
        print(f"{loop.time() / MINUTE:2.0f} min: closed")
    await calls
    # ANCHOR_END: main


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=VirtualTime) as runner:
        runner.run(main())
