"""A producer puts three orders into a queue, one by one; the consumer drains it."""

import threading
from queue import Queue

# ANCHOR: main
returned = 0  # only the producer writes it


def produce(orders: Queue[str | None]) -> None:
    global returned
    for order in ("bread", "cakes", "pies"):
        orders.put(order)
        orders.join()  # waits for task_done()
        returned += 1
    orders.put(None)  # the sentinel: no more orders


def main() -> None:
    orders: Queue[str | None] = Queue(maxsize=1)
    producer = threading.Thread(target=produce, args=(orders,))
    producer.start()

    taken = 0
    for order in iter(orders.get, None):
        orders.task_done()
        taken += 1
        ahead = max(0, returned - taken)
        print(f"took {order}, sends ahead: {ahead}")

    producer.join()
    print(f"closed: {taken} taken, {returned} sends returned")
    # ANCHOR_END: main


if __name__ == "__main__":
    main()
