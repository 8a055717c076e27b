"""Fixed: the clean-up runs, and then the cancellation is raised again."""

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
            raise


async def main() -> None:
    try:
        async with asyncio.timeout(0.01):
            await bake(Event())  # never set
    except TimeoutError:
        print("given up")
    # ANCHOR_END: main


if __name__ == "__main__":
    asyncio.run(main())
