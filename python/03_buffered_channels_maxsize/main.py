"""A queue whose maxsize is 0 has no limit, so put never waits."""

from queue import Queue


def main() -> None:
    # ANCHOR: main
    shelf: Queue[str] = Queue(maxsize=0)

    for order in ("bread", "cakes"):
        shelf.put(order)
        print("baked", order, flush=True)

    for _ in range(2):
        print("sold", shelf.get())
    # ANCHOR_END: main


if __name__ == "__main__":
    main()
