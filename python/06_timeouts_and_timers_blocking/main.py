"""A timeout around blocking code neither ends it nor reports that it was late."""

import asyncio
import time

# ANCHOR: main
LIMIT = 0.01


def count_stock() -> int:
    time.sleep(5 * LIMIT)  # stands for any blocking call
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
