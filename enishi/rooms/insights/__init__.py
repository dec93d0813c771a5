"""Insights: who found a member and why now, and whether offers come.

Views are free and symmetric: who looks by name is named and sees names; who looks privately
is only counted, from three people on, and sees no names in turn. Searches are only ever
counted. All of it is forgotten after ninety days, and everything that is shown is computed
from the rows each time. Nobody below imports this room.
"""
