"""Three bakers, nine orders: prices in order, and how many work at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock

# ANCHOR: main
BAKERS = 3
lock = Lock()
meeting = Barrier(3)
at_work = most = 0


def bake(loaves: int) -> int:
    global at_work, most
    with lock:
        at_work += 1
        most = max(most, at_work)
    meeting.wait()  # no job ends before three are at work
    with lock:
        at_work -= 1
    return 10 * loaves


def main() -> None:
    loaves = [5, 3, 8, 1, 9, 2, 7, 4, 6]
    with ThreadPoolExecutor(max_workers=BAKERS) as pool:
        prices = list(pool.map(bake, loaves))  # in the order of `loaves`
    print("loaves:", loaves)
    print("prices:", prices)
    print("most at work at once:", most)
    # ANCHOR_END: main


if __name__ == "__main__":
    main()
