import asyncio


async def say(word):
    print(word)


async def main():
    coroutine = say("future")
    task = asyncio.create_task(say("task"))
    print("main")

    await task
    await coroutine
    print("done")


asyncio.run(main())
