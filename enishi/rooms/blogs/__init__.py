"""Blogs: a member's own blog, which comes in by its feed; its posts stand in the record.

The words of a post are entries of `profiles` (kind `post`): seen, found, quoted and taken out
like every other line. This room knows where they come from, and when to look again.
"""
