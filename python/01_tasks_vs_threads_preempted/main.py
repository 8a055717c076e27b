"""A thread that never yields: the interpreter makes it release the GIL."""

import threading

# ANCHOR: main
stop = False


def spin(started: threading.Event) -> None:
    print("spinning")
    started.set()
    while not stop:
        pass


def main() -> None:
    global stop
    started = threading.Event()
    spinner = threading.Thread(target=spin, args=(started,))
    spinner.start()

    started.wait()
    stop = True
    spinner.join()
    print("stopped")


# ANCHOR_END: main
if __name__ == "__main__":
    main()
