"""An actor owns its state; a command that wants an answer carries a future."""

import asyncio
from asyncio import Future, Queue

# ANCHOR: main
Command = int | Future[int] | None  # record, ask, close


async def station(commands: Queue[Command]) -> None:
    highest = -274  # only this task uses it
    while (command := await commands.get()) is not None:
        if isinstance(command, int):
            highest = max(highest, command)
        elif not command.done():  # done if the asker has left
            command.set_result(highest)
    print("station closed")


async def highest(handle: Queue[Command]) -> int:
    reply: Future[int] = asyncio.get_running_loop().create_future()
    await handle.put(reply)
    return await reply  # waits forever if no answer comes


async def main() -> None:
    handle: Queue[Command] = Queue(maxsize=8)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(station(handle))
        for reading in (19, 23, 21):
            await handle.put(reading)
        print("highest:", await highest(handle))
        await handle.put(None)
        # ANCHOR_END: main


if __name__ == "__main__":
    asyncio.run(main())
