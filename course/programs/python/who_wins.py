import asyncio


async def main():
    loop = asyncio.get_running_loop()

    # The result is on its way to the task when the task is cancelled.
    future = loop.create_future()

    async def wait():
        return await future

    task = asyncio.create_task(wait())
    await asyncio.sleep(0)
    future.set_result(42)
    task.cancel()
    try:
        print("sent, then cancelled:", await task)
    except asyncio.CancelledError:
        print("sent, then cancelled: CancelledError")

    # The task has ended already.
    async def answer():
        return 42

    task = asyncio.create_task(answer())
    await asyncio.sleep(0)
    print("ended, then cancelled:", task.cancel(), await task)

    # A time limit that runs out in the very moment in which the result is there.
    try:
        print("0.02 s within 0.02 s:", await asyncio.wait_for(asyncio.sleep(0.02), 0.02))
    except TimeoutError:
        print("0.02 s within 0.02 s: TimeoutError")


asyncio.run(main())
