"""What grows and what gets seldom is told, what does not is not."""
from types import SimpleNamespace

from footprint import grown, slowed


def taking(**amounts):
    return SimpleNamespace(taken={name.replace("_", " "): amount for name, amount in amounts.items()})


def writing(**samples):
    return SimpleNamespace(samples=samples)


assert grown(taking(descriptors=7), taking(descriptors=7)) == []
assert grown(taking(descriptors=7), taking(descriptors=8)) == ["descriptors: 7, then 8"]
assert grown(taking(descriptors=7), taking(descriptors=6)) == []
assert grown(taking(), taking(descriptors=1)) == ["descriptors: 0, then 1"]

assert slowed(writing(pose=100, map=10), writing(pose=200, map=20), writing(pose=1200, map=115)) == []
assert slowed(writing(pose=100, map=10), writing(pose=200, map=20), writing(pose=1200, map=100)) == ["map: written 0.1000 times a pose, then 0.0800"]
assert slowed(writing(pose=100), writing(pose=200, map=10), writing(pose=1200, map=10)) == ["map: written 0.1000 times a pose, then 0.0000"]
