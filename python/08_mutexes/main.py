"""Four tills add their sales to shared totals, one till at a time."""

from dataclasses import dataclass, field
from threading import Lock, Thread


# ANCHOR: main
@dataclass
class Totals:
    sales: int = 0
    cents: int = 0
    lock: Lock = field(default_factory=Lock)


def main() -> None:
    totals = Totals()

    def till(price: int) -> None:
        for _ in range(1000):
            with totals.lock:
                totals.sales += 1
                totals.cents += price

    shop = [Thread(target=till, args=(price,)) for price in (120, 250, 80, 310)]
    for thread in shop:
        thread.start()
    for thread in shop:
        thread.join()

    print(f"{totals.sales} sales, {totals.cents} cents")
    # ANCHOR_END: main


if __name__ == "__main__":
    main()
