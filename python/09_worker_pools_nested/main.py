"""A job waits for another job of its own pool, and blocks the only thread."""

from concurrent.futures import ThreadPoolExecutor


# ANCHOR: main
def main() -> None:
    with ThreadPoolExecutor(max_workers=1) as pool:

        def cake() -> None:
            print("cake: needs dough", flush=True)
            dough = pool.submit(lambda: "dough")
            print("cake: has", dough.result())

        pool.submit(cake).result()
    # ANCHOR_END: main


if __name__ == "__main__":
    main()
