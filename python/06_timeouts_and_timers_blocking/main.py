"""Broken: a timeout around code that blocks does not stop it, nor even notice."""

import asyncio
import time

# ANCHOR: main
LIMIT = 0.01


def count_stock() -> int:
    time.sleep(5 * LIMIT)  # stands for any call that blocks
    return 120


async def main() -> None:
    start = time.monotonic()
    try:
        async with asyncio.timeout(LIMIT):  # noqa: ASYNC100 (ruff sees it)
            print("counted", count_stock())
    except TimeoutError:
        print("given up")
    print("after the limit:", str(time.monotonic() - start > LIMIT).lower())
    # ANCHOR_END: main


if __name__ == "__main__":
    asyncio.run(main())
