"""Standing: searches that were saved, and questions that wait until somebody can answer.

Words: saved search, standing question, asker, expert (whose record answers), asking (one
question put to one expert). Records are followed as they change (`services.follow_changes`)
and held against all stored queries; who may see what is decided when somebody is told. The
asker learns nothing before a yes. See docs/architecture/standing.md.
"""
