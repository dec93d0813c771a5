"""Bytes to dataclasses and complaints – and back.

Nothing here raises on bad content, and nothing touches disk, network or clock. A whole file
that must not be read is answered with a `Refusal`; a bad row or field with a `Complaint` that
names file and line. Both carry codes: the sentences are made, and translated, in the rooms.

Start at `detect.read_any`; every reader answers with a `Reading`.
"""
