"""How static files are named when they are served."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Every file by its content's hash, also where one script imports another."""

    support_js_module_import_aggregation = True
