"""The lines to know by heart: create, put, close with a sentinel, drain."""

import threading
from queue import Queue


def main() -> None:
    # ANCHOR: cheat
    # ANCHOR: sheet
    pages: Queue[int | None] = Queue(maxsize=1)  # 0: no limit

    def produce() -> None:
        for page in range(1, 4):
            pages.put(page)
            pages.join()  # waits for task_done
        pages.put(None)  # the sentinel, one for each consumer
        # ANCHOR_END: sheet

    producer = threading.Thread(target=produce)
    producer.start()

    # ANCHOR: sheet
    while (page := pages.get()) is not None:
        pages.task_done()
        # ANCHOR_END: sheet
        print("page", page)
    producer.join()
    print("closed")  # another get() would wait forever
    # ANCHOR_END: cheat


if __name__ == "__main__":
    main()
