"""One thread wants to put first and get afterwards: join() waits forever."""

from queue import Queue


def main() -> None:
    # ANCHOR: main
    orders: Queue[str | None] = Queue(maxsize=1)

    for order in ("bread", "cakes"):
        print("offering", order, flush=True)
        orders.put(order)
        orders.join()  # waits for a task_done() ...
    orders.put(None)

    while (taken := orders.get()) is not None:
        orders.task_done()  # ... which is down here
        print("took", taken)
    # ANCHOR_END: main


if __name__ == "__main__":
    main()
