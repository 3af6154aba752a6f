def countdown(left):
    while left > 0:
        yield left
        left -= 1


numbers = countdown(2)
print(next(numbers))
print(next(numbers))
try:
    print(next(numbers))
except StopIteration:
    print("exhausted")
