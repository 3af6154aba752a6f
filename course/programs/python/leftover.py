import asyncio


async def background():
    try:
        print("the task begins")
        await asyncio.sleep(1)
        print("the task ends")
    except asyncio.CancelledError:
        print("the task is cancelled")
        raise


async def main():
    task = asyncio.create_task(background())
    await asyncio.sleep(0)
    print("main ends")


asyncio.run(main())
