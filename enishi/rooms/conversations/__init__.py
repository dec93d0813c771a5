"""Conversations: threads of messages between two people who agreed to talk.

Words: conversation, message, participation. Public face: `queries` (what a member may
read), `services` (start, write, mark as read). A conversation is seen by its two
participants while both are in the house and no block stands between them; to everybody
else, and from then on, it does not exist.
"""
