"""Notifications: turns events into notices and mail. Nobody imports this room but doors.

Words: notice (one thing a member is told, a row written in the transaction of its fact),
mail terms (the budget: how many a week, on which days, from which hour), digest (one mail
for several notices). `handlers` say who is told of what, `policies` plan which mails leave
when – pure –, `services.planning` writes the plan, `services.mailing` sends it, and
`services.letters` finds the words when a mail leaves, so that a block or a withdrawal since
then is kept.
"""
