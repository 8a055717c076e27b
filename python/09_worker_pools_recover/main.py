"""The future of a job keeps its exception until the program asks for it."""

from concurrent.futures import ThreadPoolExecutor


# ANCHOR: main
def bake(order: str) -> str:
    if order == "burnt":
        raise RuntimeError("the oven is on fire")
    return f"{order} baked"


def main() -> None:
    orders = ["burnt", "burnt", "bread", "cakes", "rolls"]
    with ThreadPoolExecutor(max_workers=2) as pool:
        futures = [pool.submit(bake, order) for order in orders]
    for index, future in enumerate(futures):
        failed = future.exception()  # without this, nobody learns of it
        print(f"{index}: {'failed' if failed else future.result()}")
    # ANCHOR_END: main


if __name__ == "__main__":
    main()
