"""Fixed: with a shield, the timeout ends only the wait for the transfer."""

import asyncio
from asyncio import Event


class Account:
    def __init__(self, coins: int) -> None:
        self.coins = coins


# ANCHOR: main
async def transfer(till: Account, bank: Account, arrived: Event, coins: int) -> None:
    till.coins -= coins
    await arrived.wait()  # on the way to the bank
    bank.coins += coins


async def main() -> None:
    till, bank, arrived = Account(100), Account(0), Event()
    begun = asyncio.create_task(transfer(till, bank, arrived, 60))
    try:
        async with asyncio.timeout(0.01):
            await asyncio.shield(begun)
    except TimeoutError:
        print("given up")
    arrived.set()
    await begun  # otherwise asyncio.run would cancel it at its end
    total = till.coins + bank.coins
    print(f"till {till.coins} + bank {bank.coins} = {total}")
    # ANCHOR_END: main


if __name__ == "__main__":
    asyncio.run(main())
