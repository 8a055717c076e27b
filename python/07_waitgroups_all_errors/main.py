"""gather with return_exceptions keeps every result, and every error too."""

import asyncio


# ANCHOR: main
async def deliver(what: str) -> str:
    if what == "bread":
        return what
    raise ValueError(f"{what}: no such street")


async def main() -> None:
    vans = [deliver(what) for what in ("bread", "cakes", "pies")]
    results = await asyncio.gather(*vans, return_exceptions=True)

    for result in results:
        if isinstance(result, BaseException):
            print(result)
        else:
            print(f"{result}: delivered")
    failed = [r for r in results if isinstance(r, BaseException)]
    print(f"{len(failed)} of 3 failed")
    # ANCHOR_END: main


if __name__ == "__main__":
    asyncio.run(main())
