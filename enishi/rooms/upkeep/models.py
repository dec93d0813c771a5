"""Tables: Heartbeat (a process is alive), Lease (a duty only one may do), Count (of acts)."""

from django.db import models


class Heartbeat(models.Model):
    """When a worker was last heard of."""

    worker_id = models.CharField(max_length=64, primary_key=True)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.worker_id


class Lease(models.Model):
    """A duty that one process at a time may do, until `expires_at`."""

    name = models.CharField(max_length=40, primary_key=True)
    holder = models.CharField(max_length=64)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}: {self.holder}"


class Count(models.Model):
    """How far the acts of one kind by one person run ahead of the clock: see `count_act`."""

    key = models.CharField(max_length=40, primary_key=True)
    #: When, at the allowed pace, all that was done so far would have been done; epoch seconds.
    paid_until = models.FloatField(db_index=True)

    def __str__(self) -> str:
        return self.key
