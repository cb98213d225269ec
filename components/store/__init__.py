"""The store: what is kept in a database, in transactions that hold. Plain Python, in SQLite or PostgreSQL."""

from components.store.database import Store, open_store
from components.store.errors import ConflictError, NotAllowedError, StoreError
from components.store.rights import Person

__all__ = ["ConflictError", "NotAllowedError", "Person", "Store", "StoreError", "open_store"]
