"""The lines to know by heart: a ticker, and a receive with a time limit."""

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


async def main() -> None:
    loop = asyncio.get_running_loop()
    orders: Queue[int] = Queue()
    orders.put_nowait(1)

    # ANCHOR: cheat
    due = loop.time()
    due += 1  # in each iteration: count from when it was due
    await asyncio.sleep(due - loop.time())
    print("tick")

    while True:
        # ANCHOR: sheet
        try:
            async with asyncio.timeout(1):
                order = await orders.get()
        except TimeoutError:
            print("too late")
            # ANCHOR_END: sheet
            break
        print("order", order)
    # ANCHOR_END: cheat


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=VirtualTime) as runner:
        runner.run(main())
