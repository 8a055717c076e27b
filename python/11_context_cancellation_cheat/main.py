"""The lines to know by heart: a loop that can be cancelled, a deadline, a clean-up."""

import asyncio
from asyncio import SelectorEventLoop
from selectors import DefaultSelector, SelectorKey


class Waiting(DefaultSelector):
    """Waits for the loop's timers and sockets; the clock jumps to the next timer."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        if timeout is None:  # no timer is set
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


async def main() -> None:
    # ANCHOR: cheat
    async def bake() -> None:
        # ANCHOR: sheet
        try:
            while True:
                await asyncio.sleep(20 * MINUTE)
                print("bread")
        except asyncio.CancelledError:
            print("time is over")  # clean up
            raise  # never forget
        # ANCHOR_END: sheet

    deadline = asyncio.get_running_loop().time() + 50 * MINUTE
    try:
        # ANCHOR: sheet
        async with asyncio.timeout_at(deadline), asyncio.TaskGroup() as group:
            group.create_task(bake())  # cancelled
        # ANCHOR_END: sheet
    except TimeoutError:
        print("stopped")
    # ANCHOR_END: cheat


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=VirtualTime) as runner:
        runner.run(main())
