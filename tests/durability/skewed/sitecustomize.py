"""Read by a Python that starts with this folder on PYTHONPATH: its own clock is CLOCK_SHIFT seconds off, everywhere.

Only the database's clock, which is asked of another process, still tells the time.
"""

import datetime
import os
import time

import psycopg  # noqa: F401 - it knows the real class of a moment; what comes after this sees the other

SHIFT = float(os.environ["CLOCK_SHIFT"])
RIGHT, RIGHT_NS, Right = time.time, time.time_ns, datetime.datetime  # noqa: TID251


class Also(type):
    def __instancecheck__(cls, instance):
        return isinstance(instance, Right)

    def __subclasscheck__(cls, subclass):
        return issubclass(subclass, Right)


class Wrong(Right, metaclass=Also):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + datetime.timedelta(seconds=SHIFT)

    @classmethod
    def utcnow(cls):
        return cls.now(datetime.UTC).replace(tzinfo=None)

    @classmethod
    def today(cls):
        return cls.now()


time.time = lambda: RIGHT() + SHIFT  # noqa: TID251
time.time_ns = lambda: RIGHT_NS() + int(SHIFT * 1_000_000_000)
datetime.datetime = Wrong
