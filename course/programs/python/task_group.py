import asyncio


async def works(name, seconds):
    try:
        await asyncio.sleep(seconds)
        print(name, "done")
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise


async def fails():
    await asyncio.sleep(0.02)
    raise ValueError("no bread")


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(works("quick", 0.01))
            group.create_task(works("slow", 0.03))
            group.create_task(fails())
    except ExceptionGroup as failed:
        print("failed:", *failed.exceptions)


asyncio.run(main())
