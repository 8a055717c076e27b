"""A queue without a direction: the stage gets its own question as the answer."""

import threading
from queue import Queue


# ANCHOR: main
def measure(readings: Queue[int]) -> None:
    readings.put(32)
    print("32 F is", readings.get(), "C")  # its own 32


def convert(readings: Queue[int]) -> None:
    while True:
        readings.put((readings.get() - 32) * 5 // 9)


def main() -> None:
    readings: Queue[int] = Queue(maxsize=1)
    measure(readings)  # before the converter starts
    threading.Thread(target=convert, args=(readings,), daemon=True).start()
    # ANCHOR_END: main


if __name__ == "__main__":
    main()
