import asyncio
import contextlib


async def lines():
    try:
        for number in range(1, 4):
            yield number
        print("read to its end")
    finally:
        await asyncio.sleep(0)
        print("closed")


async def main():
    left_to_the_loop = lines()
    print(await anext(left_to_the_loop))

    async with contextlib.aclosing(lines()) as closed_here:
        print(await anext(closed_here))
    print("main goes on")


asyncio.run(main())
