"""A race condition: the check and the change lock separately."""

from threading import Barrier, Lock, Thread


# ANCHOR: main
def main() -> None:
    breads = 1
    lock = Lock()
    both_looked = Barrier(2)  # makes the bad schedule happen in every run

    def customer() -> None:
        nonlocal breads
        with lock:
            there = breads > 0  # released after this line
        both_looked.wait()
        if there:
            with lock:
                breads -= 1

    customers = [Thread(target=customer) for _ in range(2)]
    for thread in customers:
        thread.start()
    for thread in customers:
        thread.join()
    print(f"breads: {breads}")
    # ANCHOR_END: main


if __name__ == "__main__":
    main()
