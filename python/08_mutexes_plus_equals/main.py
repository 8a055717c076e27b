"""`+=` reads, then writes. A call in between may switch threads: a sale is lost."""

from threading import Barrier, Thread


# ANCHOR: main
class Shop:
    def __init__(self) -> None:
        self.cents = 0
        self.both_have_read = Barrier(2)  # makes the bad switch happen in every run

    def price(self) -> int:
        self.both_have_read.wait()
        return 120

    def book(self) -> None:
        self.cents += self.price()  # reads cents before it calls price


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
