import asyncio


async def nap(name, milliseconds):
    await asyncio.sleep(milliseconds / 1000)
    return name


async def main():
    # All results, in the order in which they were asked for.
    print(await asyncio.gather(nap("slow", 40), nap("fast", 10)))

    # The first to end. The rest is cancelled by hand.
    naps = [asyncio.create_task(nap("slow", 40)), asyncio.create_task(nap("fast", 10))]
    done, rest = await asyncio.wait(naps, return_when=asyncio.FIRST_COMPLETED)
    print("first:", done.pop().result())
    for task in rest:
        task.cancel()

    # All results, in the order in which they come.
    for each in asyncio.as_completed([nap("slow", 40), nap("fast", 10)]):
        print("next:", await each)

    # No longer than so.
    try:
        await asyncio.wait_for(nap("slow", 40), timeout=0.01)
    except asyncio.TimeoutError:
        print("too late")


asyncio.run(main())
