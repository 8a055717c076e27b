"""A Python loop has one variable, so a closure that runs later sees the last page."""

from concurrent.futures import ThreadPoolExecutor


# ANCHOR: main
def main() -> None:
    with ThreadPoolExecutor() as pool:
        # map passes the page of each iteration as an argument.
        own = list(pool.map(lambda page: page, range(3)))

        later = [lambda: page for page in range(3)]  # noqa: B023 - one variable
        shared = [pool.submit(read).result() for read in later]

    print("a variable for each:", *own)
    print("a variable for all:", *shared)


# ANCHOR_END: main
if __name__ == "__main__":
    main()
