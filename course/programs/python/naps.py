import asyncio


async def nap(name):
    print(name, "begins")
    await asyncio.sleep(0.01)
    print(name, "ends")


async def main():
    print("one after the other:")
    await nap("a")
    await nap("b")

    print("kept in variables:")
    one = nap("a")
    two = nap("b")
    await one
    await two

    print("two tasks:")
    one = asyncio.create_task(nap("a"))
    two = asyncio.create_task(nap("b"))
    await one
    await two

    print("gathered:")
    await asyncio.gather(nap("a"), nap("b"))


asyncio.run(main())
