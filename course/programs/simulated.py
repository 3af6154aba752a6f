"""Runs a listing on a simulated clock: where asyncio's loop would wait for a timer, its time moves on."""

import asyncio
import runpy
import selectors
import sys

now = 0.0


class MovesTime(selectors.DefaultSelector):
    def select(self, timeout=None):
        global now
        events = super().select(None if timeout is None else 0)
        if timeout and not events:
            now += timeout
        return events


selectors.DefaultSelector = MovesTime
asyncio.BaseEventLoop.time = lambda loop: now
runpy.run_path(sys.argv[1], run_name="__main__")
