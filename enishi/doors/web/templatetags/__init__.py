<<<<<<< HEAD
"""Template tags of the house."""
=======
"""Tags for templates."""
>>>>>>> look
