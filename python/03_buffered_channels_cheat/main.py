"""The lines to know by heart: a capacity, a put that does not wait, a drained queue."""

from queue import Empty, Full, Queue


def main() -> None:
    # ANCHOR: cheat
    # ANCHOR: sheet
    pages: Queue[int] = Queue(maxsize=2)  # 0, the default: no limit
    # ANCHOR_END: sheet
    pages.put(1)  # waits while full; timeout= limits the wait
    pages.put(2)
    # ANCHOR: sheet
    try:
        pages.put_nowait(3)
        print("queued")
    except Full:
        print("full,", 3, "is back")
    # ANCHOR_END: sheet

    try:
        while True:
            print("page", pages.get_nowait())
    except Empty:
        pass
    # ANCHOR_END: cheat


if __name__ == "__main__":
    main()
