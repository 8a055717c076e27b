"""Seven requests through a token bucket: three at once, then one per new token."""

import asyncio
from asyncio import SelectorEventLoop
from selectors import DefaultSelector, SelectorKey


class Clock(DefaultSelector):
    """The loop waits here for its next timer. This clock jumps to it instead."""

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


# ANCHOR: main
CAPACITY = 3
PERIOD = 100  # ms: one new token in each


class Bucket:
    def __init__(self, now: int) -> None:
        self.tokens = CAPACITY
        self.since = now  # when the newest token came

    def ask(self, now: int) -> int:
        """Take a token and return 0, or return how long until the next one."""
        while self.tokens < CAPACITY and now - self.since >= PERIOD:
            self.tokens += 1
            self.since += PERIOD
        if self.tokens == CAPACITY:
            self.since = now  # what comes to a full bucket is lost
        if self.tokens == 0:
            return self.since + PERIOD - now
        self.tokens -= 1
        return 0


def now() -> int:
    """Whole milliseconds: with floats a token may be a hair too young."""
    return round(asyncio.get_running_loop().time() * 1000)


async def main() -> None:
    bucket = Bucket(now())
    for request in range(1, 8):
        wait = bucket.ask(now())
        while wait:
            await asyncio.sleep(wait / 1000)
            wait = bucket.ask(now())
        print(f"{now():3} ms: request {request}")


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=VirtualTime) as runner:
        runner.run(main())
    # ANCHOR_END: main
