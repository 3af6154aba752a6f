import asyncio
import gc


async def waits_for_nothing():
    await asyncio.get_running_loop().create_future()


async def sleeps():
    await asyncio.sleep(0.02)
    print("the sleeper ends")


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: print(context["message"]))
    asyncio.create_task(waits_for_nothing())
    asyncio.create_task(sleeps())
    await asyncio.sleep(0)
    gc.collect()
    print("collected")
    await asyncio.sleep(0.04)


asyncio.run(main())
