"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Bring the tables to this schema."""
    op.create_table(
        "pieces",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pieces"),
    )
    op.create_table(
        "waiting",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_waiting"),
    )
    op.create_index("ix_waiting_kept_at", "waiting", ["kept_at"], unique=False)
    op.create_table(
        "workspaces",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_workspaces"),
    )
    op.create_table(
        "decisions",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("as_of", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name="fk_decisions_workspace", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("workspace", "id", name="pk_decisions"),
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=True),
        sa.Column("base", sa.Integer(), nullable=True),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name="fk_drafts_workspace", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
    )
    op.create_index("ix_drafts_changed_at", "drafts", ["changed_at"], unique=False)
    op.create_index("ix_drafts_person", "drafts", ["person", "changed_at"], unique=False)
    op.create_index("ix_drafts_workspace", "drafts", ["workspace"], unique=False)
    op.create_table(
        "edit_keys",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("hashed", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name="fk_edit_keys_workspace", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("workspace", "role", name="pk_edit_keys"),
    )
    op.create_table(
        "roles",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("by_key", sa.Boolean(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name="fk_roles_workspace", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("workspace", "person", name="pk_roles"),
    )
    op.create_index("ix_roles_person", "roles", ["person"], unique=False)
    op.create_table(
        "versions",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name="fk_versions_workspace", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("workspace", "number", name="pk_versions"),
    )
    op.create_table(
        "views",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("view", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("caption", sa.Text(), nullable=True),
        sa.Column("order", sa.Integer(), nullable=True),
        sa.Column("pins", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name="fk_views_workspace", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("workspace", "name", name="pk_views"),
    )
    op.create_table(
        "waiting_files",
        sa.Column("waiting", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["waiting"], ["waiting.id"], name="fk_waiting_files_waiting", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("waiting", "number", name="pk_waiting_files"),
    )
    op.create_table(
        "draft_links",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["draft"], ["drafts.id"], name="fk_draft_links_draft", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_draft_links"),
    )
    op.create_index("ix_draft_links_draft", "draft_links", ["draft"], unique=False)
    op.create_table(
        "draft_steps",
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["draft"], ["drafts.id"], name="fk_draft_steps_draft", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("draft", "number", name="pk_draft_steps"),
    )
    op.create_table(
        "typed",
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("edits", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["draft"], ["drafts.id"], name="fk_typed_draft", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("draft", "place", name="pk_typed"),
    )
    op.create_table(
        "version_pieces",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("piece", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["piece"], ["pieces.id"], name="fk_version_pieces_piece"),
        sa.ForeignKeyConstraint(
            ["workspace", "number"],
            ["versions.workspace", "versions.number"],
            name="fk_version_pieces_workspace",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace", "number", "piece", name="pk_version_pieces"),
    )
    op.create_index("ix_version_pieces_piece", "version_pieces", ["piece"], unique=False)
    op.create_table(
        "step_pieces",
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("piece", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft", "number"],
            ["draft_steps.draft", "draft_steps.number"],
            name="fk_step_pieces_draft",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["piece"], ["pieces.id"], name="fk_step_pieces_piece"),
        sa.PrimaryKeyConstraint("draft", "number", "piece", name="pk_step_pieces"),
    )
    op.create_index("ix_step_pieces_piece", "step_pieces", ["piece"], unique=False)
