"""The blogs room."""

from django.apps import AppConfig

from enishi.ground.take_out import hand_out


class BlogsConfig(AppConfig):
    """Blogs that count as evidence."""

    name = "enishi.rooms.blogs"

    def ready(self) -> None:
        """Listen to who leaves for good; hand out to each member what is theirs."""
        from enishi.rooms.blogs import handlers, queries  # noqa: PLC0415 - need the models

        handlers.wire()
        hand_out("blogs", queries.own_data)
