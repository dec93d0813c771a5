"""Tables: Heartbeat – a process that says, again and again, that it is alive."""

from django.db import models


class Heartbeat(models.Model):
    """When a worker was last heard of."""

    worker_id = models.CharField(max_length=64, primary_key=True)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.worker_id
