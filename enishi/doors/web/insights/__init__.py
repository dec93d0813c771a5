"""Pages: who found me, why now, and whether offers come."""
