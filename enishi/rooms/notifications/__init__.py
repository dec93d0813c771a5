"""Notifications: turns events into notices and mail. Nobody imports this room but doors.

Words: notice (shown in the house), outgoing mail (a row written in the transaction of the
fact it tells of, sent by a task). `handlers` decide who is told of what, `services.telling`
writes, `services.mailing` sends, `services.letters` finds the words – when the mail leaves,
so that a block or a withdrawal since then is kept.
"""
