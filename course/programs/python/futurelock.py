import asyncio


async def buy(what, till):
    async with till:
        print(what, "bought")


async def customer(till):
    async with till:
        await asyncio.sleep(0.02)
        print("the customer before us leaves")


async def main():
    till = asyncio.Lock()
    before = asyncio.create_task(customer(till))
    await asyncio.sleep(0)
    bread = asyncio.create_task(buy("bread", till))
    done, _ = await asyncio.wait({bread}, timeout=0.01)
    if not done:
        print("bread takes too long, soup first")
        await buy("soup", till)
        await bread
    await before
    print("done")


asyncio.run(main())
