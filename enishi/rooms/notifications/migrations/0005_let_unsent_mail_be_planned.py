"""What was to be mailed before there was a budget waits for its member's next mail."""

from typing import Any

from django.db import migrations


def let_unsent_mail_be_planned(apps: Any, _schema_editor: Any) -> None:
    """Give each unsent mail back to its notice. May be run again after it was killed."""
    Notice = apps.get_model("notifications", "Notice")
    OutgoingMail = apps.get_model("notifications", "OutgoingMail")
    for mail in OutgoingMail.objects.filter(sent_at=None, notices=None).iterator():
        Notice.objects.filter(
            member_id=mail.member_id, kind=mail.kind, created_at=mail.created_at, mail=None
        ).update(mail_at=mail.created_at)
        mail.delete()


class Migration(migrations.Migration):
    dependencies = [("notifications", "0004_mail_within_a_budget")]

    operations = [
        migrations.RunPython(let_unsent_mail_be_planned, migrations.RunPython.noop)
    ]
