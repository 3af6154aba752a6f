async def answer():
    print("asked")
    return 42


coroutine = answer()
print("made")
try:
    coroutine.send(None)
except StopIteration as stop:
    print(stop.value)
