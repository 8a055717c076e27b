"""Main returns while a thread still works: the interpreter joins it before it exits."""

import threading
import time


# ANCHOR: main
def save(started: threading.Event) -> None:
    started.set()
    time.sleep(1)  # stands for a slow disk
    print("order saved")


def main() -> None:
    started = threading.Event()
    threading.Thread(target=save, args=(started,)).start()
    started.wait()
    print("main returns")


# ANCHOR_END: main
if __name__ == "__main__":
    main()
