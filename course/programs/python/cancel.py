import asyncio


async def worker():
    try:
        print("begins")
        await asyncio.sleep(1)
        print("ends")
    finally:
        print("cleans up")


async def stubborn():
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        return "goes on all the same"


async def main():
    task = asyncio.create_task(worker())
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled")

    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    task.cancel()
    print(await task)


asyncio.run(main())
