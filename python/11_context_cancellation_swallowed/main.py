"""Broken: the clean-up catches the cancellation, and the loop goes on."""

import asyncio
from asyncio import Event


# ANCHOR: main
async def bake(done: Event) -> None:
    while True:
        try:
            await done.wait()
            return
        except asyncio.CancelledError:
            print("oven off")


async def main() -> None:
    try:
        async with asyncio.timeout(0.01):
            await bake(Event())  # never set
    except TimeoutError:
        print("given up")
    # ANCHOR_END: main


if __name__ == "__main__":
    asyncio.run(main())
