"""Three threads each sum the primes of one share; main prints in launch order."""

from concurrent.futures import ThreadPoolExecutor


def is_prime(n: int) -> bool:
    return n > 1 and all(n % d for d in range(2, int(n**0.5) + 1))


def sum_of_primes(share: range) -> int:
    return sum(filter(is_prime, share))


# ANCHOR: main
def main() -> None:
    shares = [range(20_000, 30_000), range(10_000, 20_000), range(10_000)]

    # All three threads start here. The GIL lets one of them compute at a time.
    with ThreadPoolExecutor(max_workers=len(shares)) as pool:
        units = [pool.submit(sum_of_primes, share) for share in shares]

    total = 0
    for share, unit in zip(shares, units, strict=True):
        print(f"primes in {share.start}..{share.stop} sum to {unit.result()}")
        total += unit.result()
    print("total", total)


# ANCHOR_END: main
if __name__ == "__main__":
    main()
