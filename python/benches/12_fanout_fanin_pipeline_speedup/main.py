"""How long a pipeline takes if its slow stage has one, two or four workers."""

from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from time import perf_counter_ns

ALONE = range(2_000_000, 2_080_000)
SHARED = range(2_080_000, 2_400_000)
ITEM = 10_000
WORKERS = (1, 2, 4)
ROUNDS = 3


def sum_of_primes(numbers: range) -> int:
    total = 0
    for n in numbers:
        divisor = 2
        while divisor * divisor <= n and n % divisor != 0:
            divisor += 1
        if divisor * divisor > n:
            total += n
    return total


def best(executor: Callable[[int], Executor], workers: int) -> tuple[int, int]:
    """Nanoseconds of the whole and of the serial part, including the pool."""
    items = [SHARED[at : at + ITEM] for at in range(0, len(SHARED), ITEM)]
    times = []
    for _ in range(ROUNDS):
        began = perf_counter_ns()
        total = sum_of_primes(ALONE)
        alone = perf_counter_ns() - began
        with executor(workers) as pool:  # its queue fans out, its futures fan in
            total += sum(pool.map(sum_of_primes, items))
        times.append((perf_counter_ns() - began, alone))
    return min(times)


def main() -> None:
    kinds: dict[str, Callable[[int], Executor]] = {
        "threads, Python": ThreadPoolExecutor,
        "processes, Python": ProcessPoolExecutor,
    }
    for name, executor in kinds.items():
        times = [best(executor, workers) for workers in WORKERS]
        print(name, times[0][1], *(whole for whole, _ in times), sep="\t")


if __name__ == "__main__":
    main()
