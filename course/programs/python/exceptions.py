import asyncio


async def fails():
    raise ValueError("one task fails")


async def works():
    await asyncio.sleep(0.01)
    print("the other works")


async def main():
    one = asyncio.create_task(fails())
    two = asyncio.create_task(works())
    try:
        await one
    except ValueError as error:
        print("raised:", error)
    await two


asyncio.run(main())
