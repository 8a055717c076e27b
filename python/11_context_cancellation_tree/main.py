"""Task groups form a tree. A cancel reaches all parts below, but no sibling."""

import asyncio
from asyncio import SelectorEventLoop, Task, TaskGroup
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


HOUR = 3600


# ANCHOR: main
PARTS = {"shop": ["oven", "desk"], "oven": ["batch"]}
staff: dict[str, Task[None]] = {}
ends: list[str] = []


async def work(name: str) -> None:
    hours = 0
    try:
        async with TaskGroup() as group:
            for part in PARTS.get(name, []):
                staff[part] = group.create_task(work(part))
            while True:
                await asyncio.sleep(HOUR)
                hours += 1
    finally:
        ends.append(f"{name} {hours} h")


async def ended() -> str:
    await asyncio.sleep(HOUR)  # every cancelled task has ended by then
    names = ", ".join(sorted(ends))
    ends.clear()
    at_work = sum(not task.done() for task in staff.values())
    return f"{names}; {at_work} go on"


async def day(*, oven_breaks: bool) -> None:
    staff["shop"] = asyncio.create_task(work("shop"))
    await asyncio.sleep(HOUR * 3 / 2)
    if oven_breaks:
        staff["oven"].cancel()
        print("oven cancelled:", await ended())
    staff["shop"].cancel()
    print("shop cancelled:", await ended())


async def main() -> None:
    await day(oven_breaks=True)
    print("the next day")
    await day(oven_breaks=False)
    # ANCHOR_END: main


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=VirtualTime) as runner:
        runner.run(main())
