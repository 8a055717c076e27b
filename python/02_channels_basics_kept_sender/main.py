"""The producer forgets the sentinel, so the consumer waits forever."""

from queue import Queue
from threading import Thread


# ANCHOR: main
def main() -> None:
    orders: Queue[str | None] = Queue()

    def produce() -> None:
        for order in ["bread", "cakes"]:
            orders.put(order)
        # orders.put(None) is missing, so nothing says that this was the last order

    producer = Thread(target=produce)
    producer.start()

    while (order := orders.get()) is not None:
        print("took", order)
    print("closed")  # never printed
    producer.join()
    # ANCHOR_END: main


if __name__ == "__main__":
    main()
