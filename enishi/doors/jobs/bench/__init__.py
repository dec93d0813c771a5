"""Measurements anybody can repeat: the house's engines beside what one would use instead."""
