"""The lines to know by heart: a lock, a counter, a value that is set once."""

from functools import cache
from threading import Lock, Thread


# ANCHOR: cheat
class Shop:
    def __init__(self) -> None:
        self.lock = Lock()  # guards all fields below
        self.orders = [menu()[0]]
        self.price = 120
        self.tickets = 0

    # ANCHOR: sheet
    def order(self, name: str) -> None:
        with self.lock:  # released on an exception as well
            self.orders.append(name)

    def ticket(self) -> int:
        with self.lock:  # there is no atomic integer
            self.tickets += 1
            return self.tickets
            # ANCHOR_END: sheet


@cache
def menu() -> list[str]:
    return ["bread", "cakes"]


def main() -> None:
    shop = Shop()
    till = Thread(target=shop.order, args=(menu()[1],))
    till.start()
    till.join()
    with shop.lock:
        last = shop.orders.pop()
    print("last order", last)  # the lock is already released

    with shop.lock:  # there is no read-write lock
        shop.price += 10
    print("price", shop.price)
    print("ticket", shop.ticket())
    # ANCHOR_END: cheat


if __name__ == "__main__":
    main()
