"""Fills a queue of capacity three until a put finds it full, then drains it."""

from queue import Empty, Full, Queue


# ANCHOR: main
def offer(shelf: Queue[str], order: str) -> None:
    try:
        shelf.put_nowait(order)
        says = "queued"
    except Full:
        says = f"full, {order} is back"
    print(f"{order}: {says} ({shelf.qsize()} of {shelf.maxsize})")


def main() -> None:
    shelf: Queue[str] = Queue(maxsize=3)
    for order in ("bread", "cakes", "pies", "rolls"):
        offer(shelf, order)  # never waits

    print("took", shelf.get())
    offer(shelf, "rolls")

    rest = []
    try:
        while True:
            rest.append(shelf.get_nowait())
    except Empty:  # not closed, but there is no other producer
        print("drained:", *rest)
    # ANCHOR_END: main


if __name__ == "__main__":
    main()
