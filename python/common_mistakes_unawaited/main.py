"""Broken: the coroutine is never awaited, so the order is not saved."""

import asyncio


# ANCHOR: main
async def save(order: str) -> None:
    print("saved", order)


async def main() -> None:
    save("bread")  # type: ignore[unused-coroutine]  # mypy sees it
    print("took bread")
    # ANCHOR_END: main


if __name__ == "__main__":
    asyncio.run(main())
