"""join waits until a thread has ended, but does not say how it ended."""

import sys
import threading
from threading import Thread


# The default hook writes a whole traceback to stderr.
def tell(end: threading.ExceptHookArgs) -> None:
    print(f"{end.exc_type.__name__}: {end.exc_value}", file=sys.stderr)


threading.excepthook = tell


# ANCHOR: main
def bake(flour: int, loaves: list[int]) -> None:
    if flour == 0:
        raise ValueError("no flour")
    loaves.append(10 * flour)


def main() -> None:
    loaves: list[int] = []
    bakers = [Thread(target=bake, args=(flour, loaves)) for flour in (3, 0, 1)]
    for baker in bakers:
        baker.start()
    for baker in bakers:
        baker.join()  # returns None in any case
    print(f"total: {sum(loaves)}")
    # ANCHOR_END: main


if __name__ == "__main__":
    main()
