"""Broken: main sleeps and hopes that the bread is baked by then."""

import time
from threading import Event, Thread


# ANCHOR: main
def main() -> None:
    slow = Event()  # set late, as on a slow machine
    baked = Event()

    def bake() -> None:
        slow.wait()
        baked.set()

    baker = Thread(target=bake)
    baker.start()

    time.sleep(0.01)  # a guess
    print("bread" if baked.is_set() else "no bread yet")

    slow.set()
    baked.wait()  # the fix: wait for the event
    print("bread" if baked.is_set() else "no bread yet")
    baker.join()
    # ANCHOR_END: main


if __name__ == "__main__":
    main()
