from collections import deque

# A loop of the article's kind: it runs until every task has ended.
queue = deque()


def background():
    print("the task begins")
    for _ in range(3):
        yield
    print("the task ends")


def main():
    queue.append(background())
    yield
    print("main ends")


queue.append(main())
while queue:
    task = queue.popleft()
    try:
        task.send(None)
    except StopIteration:
        continue
    queue.append(task)
