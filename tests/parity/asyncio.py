"""Runs programs, one a line of standard input, and prints what they do, an empty line after each."""

import asyncio
import selectors
import sys

# As in interpreter.rs, and after all sleeps of a program.
LIMIT = 100_000


class Clock(selectors.SelectSelector):
    """Time passes only when nothing is ready, and then at once."""

    now = 0

    def select(self, timeout=None):
        self.now += timeout
        return []


class Op(tuple):
    def __call__(self, *operands):
        return Op(self + operands)


class Ops(dict):
    """What the names in a program mean."""

    def __missing__(self, name):
        return Op((name,))


class World:
    def __init__(self):
        self.clock = Clock()
        self.loop = asyncio.SelectorEventLoop(self.clock)
        self.loop.time = lambda: self.clock.now
        self.loop.set_exception_handler(lambda loop, context: None)
        self.tasks = {}
        self.joined = set()
        self.open = True

    def say(self, me, event):
        if self.open:
            print(f"{self.clock.now} ms: {me} {event}")

    async def main(self, ops):
        self.events = [asyncio.Event(), asyncio.Event()]
        try:
            await self.run(0, ops)
            self.say(0, "is in time")
        finally:
            self.open = False

    def give_up(self):
        self.say(0, "times out")
        self.loop.stop()

    async def run(self, me, ops):
        for name, *operands in ops:
            await getattr(self, name)(me, *operands)

    async def Print(self, me):
        self.say(me, "prints")

    async def Yield(self, me, wakes):
        await asyncio.sleep(0)

    async def YieldNow(self, me):
        await asyncio.sleep(0)

    async def Sleep(self, me, ms):
        await asyncio.sleep(ms)

    async def Wait(self, me, event):
        await self.events[event].wait()

    async def Set(self, me, event):
        self.events[event].set()

    async def Join(self, me, task):
        if task in self.joined or task not in self.tasks:
            return
        try:
            await self.tasks[task]
            self.say(me, f"joins {task}")
        except ArithmeticError as error:
            self.say(me, f'joins {task}: task it panicked with message "{error}"')
        self.joined.add(task)

    async def Abort(self, me, task):
        if task in self.tasks:
            self.tasks[task].cancel()

    async def IsFinished(self, me, task):
        if task in self.tasks:
            done = self.tasks[task].done()
            self.say(me, f"finds {task} {'finished' if done else 'unfinished'}")

    async def Panic(self, me):
        raise ArithmeticError(f"{me} had enough")

    async def Spawn(self, me, ops):
        task = len(self.tasks) + 1
        self.tasks[task] = self.loop.create_task(self.run(task, ops))
        self.say(me, f"spawns {task}")


# Windows would end lines with "\r\n".
sys.stdout.reconfigure(newline="\n")

for line in sys.stdin.read().splitlines():
    world = World()
    world.loop.call_later(LIMIT, world.give_up)
    world.loop.create_task(world.main(eval(line, {}, Ops()))).add_done_callback(
        lambda task: world.loop.stop()
    )
    world.loop.run_forever()
    world.open = False
    world.loop.close()
    print()
