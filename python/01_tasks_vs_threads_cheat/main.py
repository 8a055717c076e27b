"""The lines to know by heart: start threads, collect their results, share."""

from concurrent.futures import ThreadPoolExecutor


def work(n: int) -> int:
    return n * n


def main() -> None:
    # ANCHOR: cheat
    # ANCHOR: sheet
    with ThreadPoolExecutor() as pool:  # to compute: ProcessPoolExecutor
        unit = pool.submit(work, 2)  # starts at once
        print("one", unit.result())  # raises what the unit raised
        # ANCHOR_END: sheet

        for square in pool.map(work, [1, 2, 3]):
            print("many", square)  # in launch order

        orders = [1, 2, 3]
        print("borrowed", pool.submit(sum, orders).result())
    # the pool has joined its threads
    # ANCHOR_END: cheat


if __name__ == "__main__":
    main()
