"""The lines to know by heart: a bucket stored as one instant, and a ticker."""

import asyncio
from asyncio import SelectorEventLoop
from selectors import DefaultSelector, SelectorKey


class Clock(DefaultSelector):
    """Waits for the next timer of the loop. This clock jumps to it instead."""

    ms = 0

    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        self.ms += round(1000 * (timeout or 0))
        return super().select(timeout and 0)


class VirtualTime(SelectorEventLoop):
    def __init__(self) -> None:
        self.clock = Clock()
        super().__init__(self.clock)

    def time(self) -> float:
        return self.clock.ms / 1000


async def main() -> None:
    loop = asyncio.get_running_loop()
    period = 0.1

    def say(request: int) -> None:
        print(f"request {request} after {1000 * loop.time():.0f} ms")

    # ANCHOR: cheat
    # ANCHOR: sheet
    booked = loop.time()  # 3 at once, then 1 per period
    for request in range(1, 6):
        booked = max(booked, loop.time()) + period
        await asyncio.sleep(booked - 3 * period - loop.time())  # no wait if past
        say(request)
    # ANCHOR_END: sheet

    due = loop.time()  # one per period, no burst
    for request in range(6, 8):
        due = max(due + period, loop.time())
        await asyncio.sleep(due - loop.time())
        say(request)
    # ANCHOR_END: cheat


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=VirtualTime) as runner:
        runner.run(main())
