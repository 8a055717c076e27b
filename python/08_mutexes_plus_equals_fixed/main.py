"""Each thread gets the price first. Then one thread at a time adds it."""

from threading import Barrier, Lock, Thread


# ANCHOR: main
class Shop:
    def __init__(self) -> None:
        self.cents = 0
        self.lock = Lock()
        self.both_ask = Barrier(2)

    def price(self) -> int:
        self.both_ask.wait()
        return 120

    def book(self) -> None:
        price = self.price()  # waits while the lock is free
        with self.lock:
            self.cents += price


def main() -> None:
    shop = Shop()
    tills = [Thread(target=shop.book) for _ in range(2)]
    for till in tills:
        till.start()
    for till in tills:
        till.join()
    print(f"2 sales of 120: {shop.cents} cents")
    # ANCHOR_END: main


if __name__ == "__main__":
    main()
