"""Broken: no thread receives an order behind the sentinel, and put reports no error."""

from queue import Queue
from threading import Thread


# ANCHOR: main
def main() -> None:
    orders: Queue[str | None] = Queue()

    def serve() -> None:
        while (order := orders.get()) is not None:
            print("took", order)

    shop = Thread(target=serve)
    shop.start()
    orders.put("bread")
    orders.put(None)  # the sentinel: no more orders
    orders.put("cakes")  # no error, but no thread receives it
    shop.join()
    print("left in the queue:", orders.get())
    # ANCHOR_END: main


if __name__ == "__main__":
    main()
