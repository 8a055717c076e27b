"""Seven requests and a token bucket: three at once, then one for each new token."""

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


# ANCHOR: main
CAPACITY = 3
PERIOD = 100  # ms: one new token per period


class Bucket:
    def __init__(self, now: int) -> None:
        self.tokens = CAPACITY
        self.since = now  # when the newest token was added

    def ask(self, now: int) -> int:
        """Take a token and return 0, or return the time until the next token."""
        while self.tokens < CAPACITY and now - self.since >= PERIOD:
            self.tokens += 1
            self.since += PERIOD
        if self.tokens == CAPACITY:
            self.since = now  # a full bucket takes no more tokens
        if self.tokens == 0:
            return self.since + PERIOD - now
        self.tokens -= 1
        return 0


def now() -> int:
    """Whole milliseconds, because sums of floats are slightly wrong."""
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
