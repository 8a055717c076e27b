"""Jobs per second by the number of workers: computing and waiting for 10 ms."""

import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from time import perf_counter
from typing import TypeVar

JOB = 0.010  # seconds that one job takes alone
JOBS = 64  # jobs in a round, if they compute
JOBS_EACH = 8  # jobs for each worker, if they wait
ROUNDS = 3
S = TypeVar("S", int, float)


def compute(steps: int) -> None:
    """Uses only the processor: computes so many random numbers."""
    x = 1
    for _ in range(steps):
        x = (x * 1_664_525 + 1_013_904_223) & 0xFFFF_FFFF


def wait(seconds: float) -> None:
    time.sleep(seconds)


def steps_of_one_job() -> int:
    """By the fastest of several tries."""
    tries = 20_000

    def seconds() -> float:
        begin = perf_counter()
        compute(tries)
        return perf_counter() - begin

    return int(tries * JOB / min(seconds() for _ in range(20)))


def median(pool: Executor, jobs: int, work: Callable[[S], None], size: S) -> float:
    """Jobs per second; the workers are started before."""

    def jobs_per_second() -> float:
        begin = perf_counter()
        for _ in pool.map(work, [size] * jobs):
            pass
        return jobs / (perf_counter() - begin)

    jobs_per_second()
    return statistics.median(jobs_per_second() for _ in range(ROUNDS))


def main() -> None:
    sizes = [int(argument) for argument in sys.argv[1:]]
    steps = steps_of_one_job()
    for name, executor in (
        ("`ThreadPoolExecutor`", ThreadPoolExecutor),
        ("`ProcessPoolExecutor`", ProcessPoolExecutor),
    ):
        computing, waiting = [], []
        for workers in sizes:
            with executor(max_workers=workers) as pool:
                computing.append(median(pool, JOBS, compute, steps))
                waiting.append(median(pool, JOBS_EACH * workers, wait, JOB))
        for what, rates in (("compute", computing), ("wait", waiting)):
            print(f"{what}: Python {name}", *(f"{r:.0f}" for r in rates), sep="\t")


if __name__ == "__main__":
    main()
