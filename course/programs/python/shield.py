import asyncio


async def save(what):
    await asyncio.sleep(0.02)
    print(what, "saved")


async def stubborn():
    try:
        await asyncio.sleep(0.02)
    except asyncio.CancelledError:
        print("refuses")
        await asyncio.sleep(0.02)
        print("saved all the same")


async def main():
    for attempt in (save("coroutine"), asyncio.shield(save("shielded")), stubborn()):
        try:
            async with asyncio.timeout(0.01):
                await attempt
            print("no TimeoutError")
        except TimeoutError:
            print("TimeoutError")
    await asyncio.sleep(0.02)
    print("main ends")


asyncio.run(main())
