"""Three stages in a row: each signature says what the stage may put and get."""

import threading
from queue import Queue
from typing import Protocol, TypeVar

# ANCHOR: main
Sent = TypeVar("Sent", contravariant=True)
Received = TypeVar("Received", covariant=True)


class Outbox(Protocol[Sent]):  # mypy accepts a Queue
    def put(self, item: Sent, /) -> None: ...


class Inbox(Protocol[Received]):
    def get(self) -> Received: ...


def measure(readings: Outbox[int | None]) -> None:
    for fahrenheit in (32, 212, 50):
        readings.put(fahrenheit)
    readings.put(None)  # a sentinel marks the end


def convert(readings: Inbox[int | None], celsius: Outbox[int | None]) -> None:
    for fahrenheit in iter(readings.get, None):
        celsius.put((fahrenheit - 32) * 5 // 9)
    celsius.put(None)


def report(celsius: Inbox[int | None]) -> None:
    highest = -274  # below absolute zero
    for reading in iter(celsius.get, None):
        print(reading, "C")
        highest = max(highest, reading)
    print("closed: the highest was", highest, "C")


def main() -> None:
    readings: Queue[int | None] = Queue(maxsize=1)
    celsius: Queue[int | None] = Queue(maxsize=1)
    threading.Thread(target=measure, args=(readings,)).start()
    threading.Thread(target=convert, args=(readings, celsius)).start()
    report(celsius)
    # ANCHOR_END: main


if __name__ == "__main__":
    main()
