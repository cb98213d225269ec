"""What the page says where the store does not do what was asked, in one way for all that is kept."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from components.store import ConflictError, NotAllowedError, StoreError
from components.ui.views.inventory.keeping import words
from components.ui.widgets.long_work import refuse_work


@contextlib.contextmanager
def said_where_refused(
    failed: str = words.NOT_SAVED,
    *,
    not_allowed: str = words.NO_LONGER_YOURS,
    changed: str = words.SAVED_MEANWHILE,
) -> Iterator[None]:
    """Do something with the store; where that can't be, the next run of the page says why, and the rest of the block is
    left out.

    ``failed`` is said where the store fails (with ``{why}``), ``not_allowed`` where the person may not do it, and
    ``changed`` where somebody else was faster.
    """
    try:
        yield
    except ConflictError:
        refuse_work(changed)
    except NotAllowedError:
        refuse_work(not_allowed)
    except StoreError as error:
        refuse_work(failed.format(why=error))
