"""Broken: main sleeps until the bread is surely baked. It is a guess."""

import time
from threading import Event, Thread


# ANCHOR: main
def main() -> None:
    slow = Event()  # stands for a slow machine
    baked = Event()

    def bake() -> None:
        slow.wait()
        baked.set()

    baker = Thread(target=bake)
    baker.start()

    time.sleep(0.01)  # surely long enough
    print("bread" if baked.is_set() else "no bread yet")

    slow.set()
    baked.wait()  # the mend: wait for the event
    print("bread" if baked.is_set() else "no bread yet")
    baker.join()
    # ANCHOR_END: main


if __name__ == "__main__":
    main()
