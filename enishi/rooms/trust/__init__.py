"""Trust: what members report, what operators decide, and the record of it.

Words: report, uphold, dismiss, audit line. A report is one member's word about one approach,
conversation or message; it ends an approach for whoever reports it and takes nothing from
anybody until an operator upholds it. Public face: `queries` (the operators' queue, one's own
reports) and `services` (report, uphold, dismiss). Only notifications and doors import this.
"""
