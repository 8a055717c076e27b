"""Fixed: awaiting a task directly passes a cancellation on to that task."""

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


# ANCHOR: main
async def drive() -> None:
    await asyncio.sleep(24 * 3600)  # looks for the way all day


async def deliver() -> None:
    driver = asyncio.create_task(drive())
    await driver  # a cancellation is passed on to the driver


async def main() -> None:
    print("before:", len(asyncio.all_tasks()) - 1, "tasks")
    for order in (1, 2, 3):
        try:
            async with asyncio.timeout(5):
                await deliver()
        except TimeoutError:
            print(f"order {order}: given up")
    await asyncio.sleep(3600)
    print("an hour later:", len(asyncio.all_tasks()) - 1, "tasks")
    # ANCHOR_END: main


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=VirtualTime) as runner:
        runner.run(main())
