import asyncio
import threading


async def waits_for(future):
    return await future


async def main():
    loop = asyncio.get_running_loop()

    # A coroutine yields what it waits for: a Future.
    future = loop.create_future()
    coroutine = waits_for(future)
    print("yields its future:", coroutine.send(None) is future)

    # A task would leave a callback there. Setting the result only schedules it.
    future.add_done_callback(lambda future: print("called back:", future.result()))
    future.set_result(42)
    print("result set")
    await asyncio.sleep(0)
    coroutine.close()

    # Another thread puts a callback into the same queue.
    thread = threading.Thread(
        target=loop.call_soon_threadsafe, args=(print, "called from another thread")
    )
    thread.start()
    thread.join()
    print("thread joined")
    await asyncio.sleep(0)

    # A cancelled timer stays in the heap until the loop comes round to it.
    loop.call_later(3600, print).cancel()
    print("timers:", len(loop._scheduled))
    await asyncio.sleep(0)
    print("timers:", len(loop._scheduled))


asyncio.run(main())
