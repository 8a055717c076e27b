"""The lines to know by heart: every question carries a future for its answer."""

import asyncio
from asyncio import Future, Queue
from typing import Protocol

# ANCHOR: cheat
Ask = tuple[int, Future[int]] | None  # a page and its reply


class Asks(Protocol):  # mypy refuses a get()
    async def put(self, item: Ask, /) -> None: ...


class Asked(Protocol):  # mypy refuses a put()
    async def get(self) -> Ask: ...


# ANCHOR: sheet
async def ask(desk: Asks, page: int) -> int:
    reply: Future[int] = asyncio.get_running_loop().create_future()
    await desk.put((page, reply))
    return await reply
    # ANCHOR_END: sheet


async def serve(desk: Asked) -> None:
    while (asked := await desk.get()) is not None:
        page, reply = asked
        if not reply.done():  # done if the asker has left
            reply.set_result(page * 100)
            # ANCHOR_END: cheat


async def main() -> None:
    desk: Queue[Ask] = Queue(maxsize=1)
    serving = asyncio.create_task(serve(desk))
    for page in (1, 2):
        print(f"page {page}:", await ask(desk, page))
    await desk.put(None)  # a sentinel marks the end
    await serving
    print("closed")


if __name__ == "__main__":
    asyncio.run(main())
