"""Broken: a coroutine is called, and nobody awaits it."""

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
