"""The store: what is kept in a database, in transactions that hold. Plain Python, in SQLite or PostgreSQL."""

from components.store.database import Store, open_store
from components.store.errors import ConflictError, NotAllowedError, StoreError

__all__ = ["ConflictError", "NotAllowedError", "Store", "StoreError", "open_store"]
