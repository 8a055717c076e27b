"""The lines to know by heart: launch, collect, share, with threads."""

from concurrent.futures import ThreadPoolExecutor


def work(n: int) -> int:
    return n * n


def main() -> None:
    # ANCHOR: cheat
    # ANCHOR: sheet
    with ThreadPoolExecutor() as pool:  # CPU work: ProcessPoolExecutor
        unit = pool.submit(work, 2)  # runs from here on
        print("one", unit.result())  # raises what the unit raised
        # ANCHOR_END: sheet

        for square in pool.map(work, [1, 2, 3]):
            print("many", square)  # in launch order

        orders = [1, 2, 3]
        print("borrowed", pool.submit(sum, orders).result())
    # all joined here
    # ANCHOR_END: cheat


if __name__ == "__main__":
    main()
