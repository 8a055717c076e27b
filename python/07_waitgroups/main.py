"""Three bakers work on threads. main waits for all of them and then adds up."""

from threading import Thread


# ANCHOR: main
def main() -> None:
    loaves = [0] * 3  # each baker has its own slot: no lock is needed

    def bake(i: int) -> None:
        loaves[i] = 10 * (i + 1)

    bakery = [Thread(target=bake, args=(i,)) for i in range(3)]
    for baker in bakery:
        baker.start()
    for baker in bakery:
        baker.join()

    for number, n in enumerate(loaves, start=1):
        print(f"baker {number}: {n} loaves")
    print(f"total: {sum(loaves)}")
    # ANCHOR_END: main


if __name__ == "__main__":
    main()
