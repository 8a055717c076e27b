"""Broken: a timeout cancels the transfer between its steps, and 60 coins are lost."""

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
    try:
        async with asyncio.timeout(0.01):
            await transfer(till, bank, arrived, 60)
    except TimeoutError:
        print("given up")
    arrived.set()
    total = till.coins + bank.coins
    print(f"till {till.coins} + bank {bank.coins} = {total}")
    # ANCHOR_END: main


if __name__ == "__main__":
    asyncio.run(main())
