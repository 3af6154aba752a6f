import asyncio


async def task1():
    for _ in range(2):
        print("Task 1")
        await asyncio.sleep(0)


async def task2():
    for _ in range(3):
        print("Task 2")
        await asyncio.sleep(0)


async def main():
    one = asyncio.create_task(task1())
    two = asyncio.create_task(task2())

    await one
    print("task 1 has ended")
    await two
    print("done")


asyncio.run(main())
