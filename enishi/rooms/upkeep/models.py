"""Tables: Heartbeat (a process that says it is alive) and Lease (a duty only one may do)."""

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
