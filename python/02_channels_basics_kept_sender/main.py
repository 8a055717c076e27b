"""The producer forgets the sentinel: the consumer waits for ever."""

from queue import Queue
from threading import Thread


# ANCHOR: main
def main() -> None:
    orders: Queue[str | None] = Queue()

    def produce() -> None:
        for order in ["bread", "cakes"]:
            orders.put(order)
        # orders.put(None) is missing: nothing tells that this was all

    producer = Thread(target=produce)
    producer.start()

    while (order := orders.get()) is not None:
        print("took", order)
    print("closed")  # never printed
    producer.join()
    # ANCHOR_END: main


if __name__ == "__main__":
    main()
