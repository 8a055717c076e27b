"""Each of two children stops at its own deadline or at the parent's, and says why."""

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


# ANCHOR: main
async def station(name: str, limit: float) -> None:
    loop = asyncio.get_running_loop()
    start, batches = loop.time(), 0

    def say(why: str) -> None:
        now = (loop.time() - start) / MINUTE
        print(f"{now:.0f} min, {name}: {why}; {batches} batches")

    try:
        async with asyncio.timeout(limit):
            while True:
                await asyncio.sleep(20 * MINUTE)
                batches += 1
    except TimeoutError:
        say("my time is over")
    except asyncio.CancelledError:
        say("the shop closes")
        raise  # otherwise the caller does not learn of the cancellation


async def main() -> None:
    try:
        async with asyncio.timeout(70 * MINUTE), asyncio.TaskGroup() as stations:
            stations.create_task(station("bread", 120 * MINUTE))
            stations.create_task(station("cakes", 50 * MINUTE))
    except TimeoutError:
        pass  # the group has cancelled its tasks and waited for them
    assert asyncio.all_tasks() == {asyncio.current_task()}
    print("nothing is left")


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=VirtualTime) as runner:
        runner.run(main())
    # ANCHOR_END: main
