"""Broken: an order behind the sentinel. Nobody takes it, and nobody is told."""

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
    orders.put(None)  # "that was all"
    orders.put("cakes")  # no error
    shop.join()
    print("left in the queue:", orders.get())
    # ANCHOR_END: main


if __name__ == "__main__":
    main()
