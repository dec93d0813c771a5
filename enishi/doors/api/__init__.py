"""The REST API: schemas, views, OpenAPI."""
