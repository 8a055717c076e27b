"""How long the same sum takes on one, two and four threads, or processes."""

from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from time import perf_counter_ns

NUMBERS = range(2_000_000, 2_400_000)
UNITS = (1, 2, 4)
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


def sum_on(executor: Callable[[int], Executor], units: int) -> int:
    share = len(NUMBERS) // units
    shares = [NUMBERS[unit * share : (unit + 1) * share] for unit in range(units)]
    with executor(units) as pool:
        return sum(pool.map(sum_of_primes, shares))


def best(executor: Callable[[int], Executor], units: int) -> int:
    """Nanoseconds that the sum takes on so many, starting and joining included."""
    times = []
    for _ in range(ROUNDS):
        began = perf_counter_ns()
        sum_on(executor, units)
        times.append(perf_counter_ns() - began)
    return min(times)


def main() -> None:
    kinds: dict[str, Callable[[int], Executor]] = {
        "threads, Python": ThreadPoolExecutor,
        "processes, Python": ProcessPoolExecutor,
    }
    for name, executor in kinds.items():
        print(name, *(best(executor, units) for units in UNITS), sep="\t")


if __name__ == "__main__":
    main()
