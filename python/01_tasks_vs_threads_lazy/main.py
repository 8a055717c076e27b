"""Calling an `async def` only creates a coroutine: its body runs when awaited."""

import asyncio


async def bake(what: str) -> str:
    print("baking", what)
    return f"fresh {what}"


# ANCHOR: main
async def main() -> None:
    bread = bake("bread")
    print("called: nothing is baked yet")
    print(await bread)

    cakes = asyncio.create_task(bake("cakes"))
    print("spawned: waits for its turn")
    print(await cakes)


# ANCHOR_END: main
if __name__ == "__main__":
    asyncio.run(main())
