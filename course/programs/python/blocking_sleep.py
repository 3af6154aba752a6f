import asyncio
import time


async def task(name):
    print(name, "falls asleep")
    time.sleep(0.01)
    print(name, "wakes up")


async def main():
    await asyncio.gather(task("a"), task("b"))


asyncio.run(main())
