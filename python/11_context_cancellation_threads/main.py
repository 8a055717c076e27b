"""One event reaches every thread. A thread that waits elsewhere must check it."""

from queue import Empty, Queue
from threading import Event, Thread


# ANCHOR: main
def bake(orders: Queue[int], stop: Event) -> None:
    while not stop.is_set():
        try:
            print("order", orders.get(timeout=0.01))
        except Empty:
            continue  # no select over a queue and an event: check again


def main() -> None:
    orders: Queue[int] = Queue()  # no order ever comes
    stop = Event()
    bakers = [Thread(target=bake, args=(orders, stop)) for _ in range(3)]
    for baker in bakers:
        baker.start()

    stop.set()
    for number, baker in enumerate(bakers, start=1):
        baker.join()
        print("baker", number, "has stopped")
    # ANCHOR_END: main


if __name__ == "__main__":
    main()
