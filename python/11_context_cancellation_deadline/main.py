"""One deadline is passed through three calls. Each keeps it or takes an earlier one."""

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
async def order(deadline: float, bank_needs: float) -> None:
    async with asyncio.timeout_at(deadline):
        await asyncio.sleep(2)  # checks the stock
    await pay(deadline, bank_needs)


async def pay(deadline: float, bank_needs: float) -> None:
    own = asyncio.get_running_loop().time() + 10
    await ask_bank(min(deadline, own), bank_needs)


async def ask_bank(deadline: float, needs: float) -> None:
    left = deadline - asyncio.get_running_loop().time()
    print(f"  bank: {left:.0f} s left")
    async with asyncio.timeout_at(deadline):
        await asyncio.sleep(needs)


async def main() -> None:
    loop = asyncio.get_running_loop()
    for limit, bank_needs in ((5, 2), (5, 9), (60, 11), (1, 2)):
        print(f"order: {limit} s, bank: {bank_needs} s")
        start = loop.time()
        try:
            await order(start + limit, bank_needs)
            end = "paid"
        except TimeoutError:
            end = "given up"
        print(f"  {end} after {loop.time() - start:.0f} s")
    # ANCHOR_END: main


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=VirtualTime) as runner:
        runner.run(main())
