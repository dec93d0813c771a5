"""`enishi`, and `python -m enishi`."""

import os


def main() -> None:
    """Run the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "enishi.config.settings")

    from enishi.doors.jobs.cli import run  # noqa: PLC0415 - after the settings are named

    run()


if __name__ == "__main__":
    main()
