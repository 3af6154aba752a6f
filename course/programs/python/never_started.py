import asyncio


async def fetch(page):
    print("fetches page", page)
    await asyncio.sleep(0)
    return page


async def main():
    first = fetch(1)
    second = asyncio.create_task(fetch(2))
    print("made both")
    await asyncio.sleep(0.01)
    print("main comes back")
    print(await second, await first)


asyncio.run(main())
