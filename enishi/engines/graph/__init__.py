"""Adjacency, distances, paths, candidates."""
