"""The sentences of the inventory's page: bringing files, mending, matching and editing; words in braces are filled in.

Its headings stand on the page itself.
"""

# Bring your own
WHAT_MAY_BE_BROUGHT = (
    "Any tables: CSV, Excel (xlsx), LibreOffice (ods), JSON, GraphML, GEXF, exports of Kumu and Gephi, several at once "
    "or in a zip. One table of organizations is enough to start. What your columns mean is guessed, and you look it "
    "over. Up to {megabytes} MB and {rows:,} rows a table. What you bring is kept for this visit only, in this "
    "server's memory, and for nobody else: reloading the page forgets it, so take it along when you are done. It holds "
    "organizations and roles, never people: columns of names, e-mail addresses or phone numbers are left out unless "
    "you say why they should stay."
)
WHAT_ANOTHER_FILE_DOES = (
    "It can add to what is here, update it, or take its place. What would change is listed before it does."
)
CHOOSE_FILES = "Choose files"
FILES_IN_VIEW = "In view: {files}."
DELETE_UPLOAD = "Delete my upload"
COPY_OF = "a copy of {city}"

# Files on their way in
READING = "Reading {files}"
AND_MORE_FILES = "{files} and {count:,} more"
GUESSING = "Guessing what the columns of {sheet} are."
LOOKING_FOR_PEOPLE = "Looking for what tells of people."
STAYS_AS_IT_WAS = "What was in view stays as it was."
CHOOSE_ANOTHER_FILE = "Choose another file"
REVIEW_AGAIN = "Look over how it was read"

# What each table is
LOOK_THE_GUESSES_OVER = (
    "The Atlas has guessed what your tables and columns are. Look the guesses over and change what is wrong: "
    "double-click a cell under *Becomes*, or press Enter on it. A column that fits nothing is kept as it is. "
    "Nothing is lost, and your own file stays as it was."
)
READ_TABLES = "Read {tables}"
CANCEL = "Cancel"
NO_COLUMN_FOR = "{sheet} has no column for {columns}"
CHOOSE_THE_COLUMN = "{lacking}. Choose the column that holds it, or leave the table out."
SAY_WHY_KEPT = "Say why the columns about people are kept, or leave them out."
TWO_WAYS = "**{file} can be read in more than one way.** Which of these is right?"
LETTERS = "Letters"
AS_GUESSED = "{words} (as the Atlas guesses)"
IN_ENCODING = "{words} ({encoding})"
ROWS_AND_COLUMNS = "{rows}, {columns}. {why}"
NO_ROW = "No row"
NOTES_UNDER = " and {notes} under the table"
MERGED_CELLS = "It has {blocks}: the first cell of each holds the text, and the others are empty."
FILL_MERGED_CELLS = "Write the text into all of them"
READ_IT_AS = "Read it as"
LEAVE_IT_OUT = "Leave it out"
HEADER_ROW = "Header row (0: none)"
LOOKS_LIKE = "It looks like {form}. "
READ_SO = "Read so because {why}."
LEFT_OUT = "Left out because {why}."

# What each column becomes
COLUMN_GRID = "The columns of {sheet}: what each holds, and what it becomes"
NO_HEADER = "(no header)"
NOT_SHOWN = "(tells of people, so it is not shown)"
LIKENESS = " ({likeness} of 100 alike)"
KEEP = "keep as it is"
LEAVE_OUT = "leave out"
PARENT = "the organization it belongs to"
TICK_MARKS = "tick marks for "
TIES = "ties: "
YOU_SAID_SO = "you said so"
YOU_CHOSE_ANOTHER = "you chose another for {column}"

# What is asked of columns
WHAT_IS_THE_PARENT = "“{column}” names another row of this table. What is an organization to the one there?"
PARENTS = {
    "part_of": "It is a part of it (a department, a chapter)",
    "member_of": "It is a member of it",
    "": "Neither: keep the column as it is",
}
WHICH_DAY = "Is {date} in “{column}” {days}?"
DAY_ORDERS = {"month/day/year": "the month first", "day/month/year": "the day first"}
DAYS_NOT_KNOWN = "I can't say: such dates are read as not known"
WHY_KEEP_PEOPLE = "Why is it right to keep {columns}? An inventory holds organizations and roles, never people."
WHY_KEEP_ADDRESSES = (
    "People's e-mail addresses and phone numbers in {columns} are left out. To keep them, say why that is right."
)
REASON = "A reason that whoever gets the inventory will read"
COLUMN_NUMBER = "column {number}"

# The first rows
FIRST_ROWS = "The first rows, as your inventory will hold them"
ALL_COME_IN = "All {rows} come in{as_table}"
SOME_COME_IN = "{kept:,} of {rows} come in{as_table}"
SOME_OF_THE_FIRST = "{kept:,} of the first {count:,} rows come in{as_table}"
ALL_OF_THE_FIRST = "All of the first {count:,} rows come in{as_table}"
AS_TABLE = " as {table}"
NO_ROW_YET = "There is no row yet"
SET_ASIDE = "{rows} set aside"
IT_HAS_NO = "{rows} set aside, as it has no {columns}"
THEY_HAVE_NO = "{rows} set aside, as they have no {columns}"
TIES_COME_WITH_THEM = "{ties} come with them"

# What a further file would do
HOWS = {
    "update": "Update: rows that are here get its cells, and new rows come in",
    "add": "Add: only new rows come in, and rows that are here stay as they are",
    "replace": "Replace: its tables take the place of those here",
    "anew": "Start anew with it: what is in view is dropped",
}
DO_IT = {"update": "Update", "add": "Add the new rows", "replace": "Replace", "anew": "Start anew"}
DONE = {
    "update": "{files} updated what is here.",
    "add": "{files} added its new rows.",
    "replace": "{files} replaced its tables.",
}
HOW = "How"
DROPPED = "**{organizations} come in, and the inventory in view is dropped.**"
COMPARING = "Comparing with what is here"
COMPARING_STOPPED = "Comparing was stopped: what it would do is not known yet, and nothing was changed."
COMPARE = "Compare"
FIRST_DIFFERENCES = "The first {shown:,} of {count:,} differences."
TAKING_IN = "Taking {files} in"
DIFFERENCE_COLUMNS = ["Table", "Row", "Column", "Now", "In the file", "Change"]
CHANGES = {
    "new row": ("row is new", "rows are new"),
    "changed": ("cell changes", "cells change"),
    "not taken": ("cell differs and is not taken", "cells differ and are not taken"),
    "gone": ("row is no longer there and is set aside", "rows are no longer there and are set aside"),
    "unclear": (
        "row could be one of several and comes in set aside",
        "rows could be one of several and come in set aside",
    ),
    "cannot be read": (
        "row lacks what its table requires and comes in set aside",
        "rows lack what their table requires and come in set aside",
    ),
    "same": ("row stays the same", "rows stay the same"),
}
"""The words for each kind of change, for one and for several."""
IN_ROWS = " in {rows}"
STILL_NAMED = ", {count:,} of which rows still name (kept as not listed)"
NOTHING_CHANGES = "Nothing changes: {same}."
NOTHING_TO_ADD = "There is nothing to add."
TWO_CITIES = "The inventory is of {here}, and what comes in is of {there}. "
NEW_RATERS = (
    " Ratings by name come in as new raters: {ratings}. No names are kept, so nothing tells which of the raters here "
    "they may be; “Replace” has them in the place of the ratings here."
)

# The parts of the work
PARTS = {"here": "What is here", "mend": "Mend", "same": "Same organization?", "edit": "Edit"}
PART = "Part"
UNKNOWN_PART = "The address asks for the part “{asked}”, which is not here. What is here is shown."
UNDO = "Undo"
UNDOING = "Undoing"
UNDONE = "Undone: {sentence}"
CHANGING = "Changing the inventory"

# Rows in, kept and set aside
ROW_COUNTS = "**{rows} in: {places}.{added}{second_values}**"
ROWS_ADDED = " {rows} added in the Atlas."
SECOND_VALUES = " {values} kept as {claims}."
FILE_BY_FILE = "File by file"
WHERE_ROWS_ARE = {
    "kept": "kept",
    "joined": "gone into rows that were here",
    "merged": "merged into another row",
    "replaced": "replaced by a further file",
    "set_aside": "set aside",
    "same_as_another": "the same as another",
    "notes_under": "noted under a table",
    "not_read": "of sheets that were not read",
}
ROW_COUNT_COLUMNS = {
    "file": "File",
    "sheet": "Sheet",
    "tables": "Read as",
    "rows_in": "Rows in",
    "kept": "Kept",
    "joined": "Went into rows that were here",
    "merged": "Merged into another row",
    "replaced": "Replaced by a further file",
    "set_aside": "Set aside",
    "same_as_another": "The same as another",
    "notes_under": "Notes under the table",
    "not_read": "Not read",
    "added_here": "Added in the Atlas",
    "second_values": "Second values, kept as claims",
}

# What was found while reading
SEVERITIES = {
    "error": ("Not read, or set aside", "problem"),
    "warning": ("Read, with something to mend", "problem"),
    "note": ("Good to know", "note"),
}
"""For each severity, the gravest first: the title of its fold, and what is counted in it."""
NOTHING_FOUND = "Nothing: every row and cell could be taken as it stands."
PROBLEM_HEADERS = "| Where | What it says | Problem | How to mend it |"
FIRST_PROBLEMS = "The first {shown} of {count:,} kinds of problem. The download holds them all."
PROBLEM_COLUMNS = ["File", "Table", "Row", "What the row is", "Column", "What it says", "Problem", "How to mend it"]

# What one click can mend
CELLS_TO_MEND = "**{cells} can be mended with one click.**"
LOOK_FOR_MENDS = "Look for what one click can mend"
LOOKING_FOR_MENDS = "Looking for what one click can mend"
MEND = "Mend {cells}"
CHOOSE_AMONG_THEM = "Choose among them"
MEND_THOSE_CHOSEN = "Mend those chosen"
THOSE_CHOSEN = "those chosen"
CELLS_MENDED = "{cells} mended ({kind})."
FIRST_CELLS = "The first {shown:,} of {count:,} cells. Mend these, and the next ones come."
MEND_KINDS = {
    "word": "words",
    "organization": "names of organizations",
    "list": "lists",
    "date": "dates",
    "number": "numbers",
    "address": "web addresses",
}
"""What each kind of suggestion mends."""

# Mending cell by cell
MEND_HERE = (
    "**Mend them here**: type into *What it says*, or tick *Set aside* to leave the rows out. A text that several rows "
    "share is changed in all of them."
)
CELL_COLUMNS = ("What it says", "Column", "Where", "Set aside", "What is wrong, and how to mend it")
SAVE_CHANGES = "Save changes"
NOTHING_CHANGED = "Nothing changed yet"
WORDS_TO_CHOOSE_FROM = "Words to choose from"
LOOK_AT_DUPLICATES = "Look at likely duplicates"
WORD_OUTSIDE = "This is none of the words of its column. It is kept as it is."
TYPE_A_WORD = "Type one of the words below the table."
NAME_TWICE = "Another row has this name, or one much like it."
DUPLICATES_BELOW = "Look at likely duplicates, below the table."

# Rows that are not in the inventory
NOT_IN_THE_INVENTORY = "Not in the inventory: {rows}"
FIRST_ROWS_NOT_IN = "The first {shown:,} of {count:,} rows. The download holds them all."
TAKE_BACK = "Take the chosen rows back"
TAKEN_BACK = "{rows} taken back."
HOW_ROWS_COME_BACK = "A row that lacks what its table requires comes back when the missing cell is filled in above."
WHY_NOT_IN = {
    "set aside": "set aside by you",
    "merged": "merged into another row",
    "replaced": "not in the file that took its place",
    "cannot be read": "lacks what its table requires",
    "same as another": "the same as another row, cell for cell",
    "blank": "blank",
}
MERGED_INTO = "merged into {name}"

# Could these be the same organization?
NO_PAIR = "No two organizations look like one."
PAIRS = (
    "**{pairs} may be one organization{almost_surely}.** Merging keeps every value and its source, and all ties; the "
    "other name becomes an alias."
)
ALMOST_SURELY = ", {share}almost surely"
MERGE_SURE_PAIRS = "Merge {pairs}"
MORE_PAIRS = "{pairs} when these are decided."
LOOKING_FOR_DUPLICATES = "Looking for likely duplicates"
LOOKING_STOPPED = "Looking was stopped, and nothing is decided."
LOOKING_TAKES_LONG = "Comparing {organizations} takes a while. The page stays alive, and it can be stopped."
LOOK_FOR_DUPLICATES = "Look for likely duplicates"
SURE = "Almost surely one: {reason}"
LIKELY = "Perhaps one: {reason}"
THE_SAME = "The same: merge"
NOT_THE_SAME = "Not the same"
SIDE_BY_SIDE = "What each says, and what stays"
STAY_TWO = ":material/check: Decided: they stay two."
MERGED = ":material/check: Decided: one of them is merged and no row of its own any more."
ONLY_NAMED = "One of the two is only named in other tables: its name becomes an alias."
SECOND_VALUE = "second value, kept in the table of claims"
SIDE_COLUMNS = ["Column", "One", "The other", "After merging", "Note"]
WAS_MERGED = "{merged} was merged into {kept}."
STAY_TWO_ORGANIZATIONS = "{one} and {other} stay two organizations."
KEEPING_THE_ANSWER = "Keeping the answer"
MERGING = "Merging"
MERGING_PAIRS = "Merging {pairs}."
WERE_MERGED = "{organizations} merged into another."

# Edit
TABLE_TO_EDIT = "Table to edit"
UNSAVED_ELSEWHERE = "Not saved yet in other tables: {tables}."
ONE_ORGANIZATION = "One organization, in a form"
ORGANIZATION_TO_EDIT = "Organization to edit"
NEW_ORGANIZATION = "A new organization"
SAVE_ORGANIZATION = "Save the organization"
REQUIRED = " (required)"
CHOOSE_OR_TYPE = "Choose, or type and press Enter"
OWN_COLUMNS = "**Columns of your own**"
FIRST_OWN_COLUMNS = "{shown} of {count:,}, first those that are filled. The table below has them all."
NEEDS_A_NAME = "An organization needs a name. Nothing was saved."
NOTHING_WAS_CHANGED = "Nothing was changed."
WAS_ADDED = "{name} was added."
CELLS_CHANGED = "{name}: {cells} changed."
ROWS_THAT_HOLD = "Rows that hold"
ANY_WORD = "Any word"
FIRST_ROWS_TO_EDIT = "The first {shown:,} of {count:,} rows. Type a word above to find others."
HOW_TO_EDIT = "Double-click a cell to change it; add a row at the foot; tick rows at the left to take them out."
WORDS_OF_COLUMN = " Words: {words}."
NOT_SAVED_YET = "**Not saved yet**"
DO_NOT_SAVE = "Don't save"

# Take it along, templates
WHOLE_ZIP = "The whole inventory (zip)"
WHOLE_WORKBOOK = "The whole inventory (Excel)"
FILTERED_ZIP = "What the filters leave (zip)"
FILTERED_HELP = "Organizations outside of the filters that its rows name are in it by name alone, as not listed."
RIVERBEND = "Riverbend, a fictional example (zip)"
EDIT_A_COPY = "Edit a copy of this inventory"
EDIT_A_COPY_HELP = "It would take the place of your upload. Take that along and delete it first."
UNREAD_CELLS = (
    "A cell that could not be read is as it was written in the whole inventory (zip and Excel), and empty in the other "
    "downloads. A row that lacks what its table requires is in none of them: Mend lists such rows, to be taken along."
)
ROWS_LEFT_OUT = "Rows that were set aside or merged are in none of them: atlas.json in the zip lists these."
NETWORK = "The network, for other tools"
NETWORK_FORMS = {
    "kumu.xlsx": "Kumu (Excel)",
    "kumu.json": "Kumu (JSON)",
    "gephi.zip": "Gephi (CSV files in a zip)",
    "network.graphml": "GraphML",
    "network.gexf": "GEXF",
}
"""Each form of the network, by how the file's name ends."""
ONLY_FILTERED = "Only what the filters leave"
WHAT_A_NETWORK_HOLDS = "Organizations and ties. Ratings, seats and the other tables are in the zip."
EMPTY_TABLES = "Empty tables, with each column explained."
TEMPLATE_WORKBOOK = "Template (Excel)"
TEMPLATE_ZIP = "Template (CSV files in a zip)"
WHAT_COLUMNS_MEAN = "What each column means"

# What is here, and what is missing
TABLE_HEADERS = "| Table | Rows | Cells filled | Columns with nothing on record | What it adds |"
TABLE_WITHOUT_ROWS = "| {table} | :gray[none] | | :gray[the whole table] | {adds} |"
TABLE_LINE = "| {table} | {rows:,} | {filled:,} of {cells:,} | {empty} | {adds} |"
WOULD_ADD_MOST = "**What would add most:** {table}. {adds}."
COLUMN_BY_COLUMN = "Column by column"
KEPT_PEOPLE = "**Kept though it tells of people:**"
KEPT_COLUMN = "- {column} ({table}), because: {reason}"

# The tables
TABLE = "Table"
ALL_ROWS = "All rows, without the filters"
NOTHING_HERE = "Nothing is here yet."
ROWS_OF = "{rows} of {count:,}"
