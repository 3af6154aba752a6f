def task(name, rounds):
    for _ in range(rounds):
        print(name)
        yield


event_loop = [task("a", 1), task("b", 3), task("c", 2)]

while event_loop:
    for each in list(event_loop):
        try:
            next(each)
        except StopIteration:
            event_loop.remove(each)
print("done")
