"""Each stage calls a method that its protocol does not have."""

from typing import Protocol, TypeVar

Sent = TypeVar("Sent", contravariant=True)
Received = TypeVar("Received", covariant=True)


class Outbox(Protocol[Sent]):
    def put(self, item: Sent, /) -> None: ...


class Inbox(Protocol[Received]):
    def get(self) -> Received: ...


# ANCHOR: main
def measure(readings: Outbox[int]) -> None:
    readings.put(32)
    print("32 F is", readings.get(), "C")


def report(celsius: Inbox[int]) -> None:
    celsius.put(100)
    # ANCHOR_END: main
