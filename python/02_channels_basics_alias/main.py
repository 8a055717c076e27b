"""The sender of a list still shares it with the receiver, so both see the change."""

import threading
from queue import Queue


def main() -> None:
    # ANCHOR: main
    orders: Queue[list[str]] = Queue(maxsize=1)
    changed = threading.Event()

    def produce() -> None:
        order = ["bread", "cakes"]
        orders.put(order)
        order[0] = "stones"  # changes what was already sent
        changed.set()

    producer = threading.Thread(target=produce)
    producer.start()

    order = orders.get()
    changed.wait()  # without this wait it may print either word
    print("consumer has", " ".join(order))
    # ANCHOR_END: main
    producer.join()


if __name__ == "__main__":
    main()
