"""Conversations: threads of messages between people who agreed to talk.

Words: conversation, message, participation. Public face: `queries` (what a member may
read), `services` (start, write, mark as read). A conversation is seen by its
participants while one of the others is in the house and not hidden from them by a block; to
everybody else, and from then on, it does not exist. Mostly there are two. Where there are
more, each sees those who are there for them, and what these wrote.
"""
