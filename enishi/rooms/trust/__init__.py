"""Trust: what members report, what operators decide, and the record of it.

Words: report, uphold, dismiss, audit line. A report is one member's word about one approach
or conversation; it ends an approach for whoever reports it and takes nothing from anybody
until an operator upholds it. Public face: `queries` (the operators' queue) and `services`
(report, uphold, dismiss). Nobody imports this room but doors.
"""
