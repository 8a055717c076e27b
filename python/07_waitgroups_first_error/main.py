"""In a TaskGroup, the first error cancels all other tasks."""

import asyncio

# ANCHOR: main
delivered = asyncio.Event()


async def bread() -> None:
    print("bread: delivered")
    delivered.set()


async def cakes() -> None:
    await delivered.wait()  # so that the output has one order
    raise ValueError("cakes: no such street")


async def pies() -> None:
    try:
        await asyncio.Event().wait()
    finally:
        print("pies: turned back")  # then CancelledError continues


async def main() -> None:
    try:
        async with asyncio.TaskGroup() as vans:
            for van in (bread(), cakes(), pies()):
                vans.create_task(van)
    except* ValueError as group:  # all ValueErrors, in one group
        print(f'all: Err("{group.exceptions[0]}")')
        # ANCHOR_END: main


if __name__ == "__main__":
    asyncio.run(main())
