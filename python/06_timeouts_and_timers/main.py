"""A clock that ticks, and two timeouts, one of which fires, in virtual time."""

import asyncio
from asyncio import SelectorEventLoop
from selectors import DefaultSelector, SelectorKey


# ANCHOR: clock
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
        # ANCHOR_END: clock


MINUTE = 60


# ANCHOR: main
def say(what: str) -> None:
    print(f"{asyncio.get_running_loop().time() / MINUTE:3.0f} min: {what}")


async def clock() -> None:
    loop = asyncio.get_running_loop()
    due = loop.time()
    while True:
        due += 20 * MINUTE
        await asyncio.sleep(due - loop.time())
        say("tick")


async def main() -> None:
    ticking = asyncio.create_task(clock())
    for what, baking in (("bread", 45 * MINUTE), ("cakes", 90 * MINUTE)):
        try:
            async with asyncio.timeout(60 * MINUTE):
                await asyncio.sleep(baking)
            say(f"{what} in time")
        except TimeoutError:
            say(f"{what} given up")
    ticking.cancel()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=VirtualTime) as runner:
        runner.run(main())
    # ANCHOR_END: main
