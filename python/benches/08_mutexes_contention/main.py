"""Operations per second on one number, by threads and by writes in ten."""

import statistics
import sys
from threading import Lock, Thread
from time import perf_counter

ROUND = 0.04  # seconds that a round takes at least
ROUNDS = 5


class Number:
    def __init__(self) -> None:
        self.lock = Lock()
        self.number = 0

    def work(self, operations: int, writes: int) -> None:
        total = 0
        for n in range(operations):
            if n % 10 < writes:
                with self.lock:
                    self.number += 1
            else:
                with self.lock:
                    total += self.number


def rate(threads: int, writes: int) -> float:
    """The median of the rounds, each of as many operations as take long enough."""
    number = Number()

    def seconds(operations: int) -> float:
        workers = [
            Thread(target=number.work, args=(operations, writes))
            for _ in range(threads)
        ]
        begin = perf_counter()
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return perf_counter() - begin

    operations = 1000
    while seconds(operations) < ROUND:
        operations *= 2
    median = statistics.median(seconds(operations) for _ in range(ROUNDS))
    return threads * operations / median


def main() -> None:
    threads, writes = (map(int, given.split(",")) for given in sys.argv[1:])
    of_ten = list(writes)
    cells = [" ".join(f"{rate(t, w):.0f}" for w in of_ten) for t in threads]
    print("Python `threading.Lock`", *cells, sep="\t")


if __name__ == "__main__":
    main()
