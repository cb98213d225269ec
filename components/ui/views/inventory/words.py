"""The sentences of the inventory's page, without its headings. Words in braces are filled in."""

# Bring a list: files on their way in
WHAT_MAY_BE_BROUGHT = (
    "Bring the list you keep: a spreadsheet, a CSV file, or an export of Kumu or Gephi. One column of organizations is "
    "enough. You look over what the Atlas makes of it. Only you see it, and it is kept for you."
)
WHAT_ANOTHER_FILE_DOES = "It can add to your list, update it, or take its place. First you see what would change."
CHOOSE_FILES = "Your files"
WHAT_HAPPENS_TO_IT = "What happens to my list?"
WHERE_IT_IS_KEPT = (
    "- **Where is it?** On this server, from your first file on. It opens in this browser alone: reload the page, or "
    "come back tomorrow, and it is as you left it. It is deleted {days} days after your last change, or at once with "
    "“Delete my list”; “Save…” keeps it for good. A file whose columns you look over is kept for a day at most.\n"
    "- **What about people?** An inventory holds organizations and roles, never people. Columns of names, e-mail "
    "addresses and phone numbers are left out, unless you say why they should stay.\n"
    "- **Which files?** Excel (xlsx), LibreOffice (ods), CSV, JSON, GraphML, GEXF, and zips of these; several at once "
    "if you like. Up to {megabytes} MB, and {rows:,} rows a table."
)
FILES_IN_VIEW = "Your list comes from {files}."
DELETE_UPLOAD = "Delete my list"
COPY_OF = "a copy of {city}"
READING = "Reading {files}"
AND_MORE_FILES = "{files} and {count:,} more"
GUESSING = "Guessing what the columns of {sheet} are."
LOOKING_FOR_PEOPLE = "Looking for people's names, e-mail addresses and phone numbers."
CHOOSE_ANOTHER_FILE = "Choose another file"
REVIEW_AGAIN = "Look over the columns again"
BRING = "Bring your own list"
STEPS = {
    "review": (
        "Bring your own list, step 1: what your columns are",
        "The Atlas has guessed. If a guess is wrong, double-click it under *Becomes*, or press Enter on it, and choose "
        "another. Your own file stays as it is.",
    ),
    "nothing read": ("Nothing could be read of {files}", "Here is why. What you had in view stays as it was."),
    "compare": ("What should {files} do?", ""),
}
"""For each step of the way in: its heading, and what is to be done there."""

# What each table is, and what each column becomes
READ_TABLES = "Next: bring in {tables}"
CANCEL = "Cancel"
NO_COLUMN_FOR = "{sheet} has no column for {columns}"
CHOOSE_THE_COLUMN = "{lacking}. Choose the column that holds it under *Becomes*, or leave the table out."
SAY_WHY_KEPT = "Say why the columns about people should stay, or leave them out."
TWO_WAYS = "**{file} can be read in more than one way.** Which of these is spelled right?"
LETTERS = "Letters"
AS_GUESSED = "{words} (our guess)"
IN_ENCODING = "{words} ({encoding})"
ROWS_AND_COLUMNS = "{rows}, {columns}. {why}"
NO_ROW = "No row"
NOTES_UNDER = " and {notes} under the table"
MERGED_CELLS = "It has {blocks}: only the first cell of each has the text."
FILL_MERGED_CELLS = "Write the text into all of them"
READ_IT_AS = "This is a table of"
LEAVE_IT_OUT = "Leave it out"
HEADER_ROW = "Row with the column names (0 for none)"
LOOKS_LIKE = "It looks like {form}. "
READ_SO = "We think so because {why}."
LEFT_OUT = "It stays out because {why}."
COLUMN_GRID = "The columns of {sheet}: what each holds, and what it becomes"
NO_HEADER = "(no header)"
NOT_SHOWN = "(about people, so not shown)"
LIKENESS = " ({likeness}% alike)"
KEEP = "keep as it is"
LEAVE_OUT = "leave out"
PARENT = "the organization it belongs to"
TIE_MARKS = "check marks: ties with the one in the header"
TICK_MARKS = "check marks for "
TIES = "ties: "
YOU_SAID_SO = "you said so"
YOU_CHOSE_ANOTHER = "you chose another for {column}"

# What is asked of columns, and the first rows
WHAT_IS_THE_PARENT = "“{column}” names another organization of this table. How do the two belong together?"
PARENTS = {
    "part_of": "This one is part of that one (a department, a chapter)",
    "member_of": "This one is a member of that one",
    "": "Neither: keep the column as it is",
}
WHICH_DAY = "Is {date} in “{column}” {days}?"
DAY_ORDERS = {"month/day/year": "the month first", "day/month/year": "the day first"}
ONE_OR_SEVERAL = "Is “{value}” in “{column}” one value, or several?"
SEVERAL_VALUES = "{count} values: {values}"
ONE_VALUE = "One value: {value}"
DAYS_NOT_KNOWN = "I don't know: leave such dates empty"
WHY_KEEP_PEOPLE = "Why is it right to keep {columns}? An inventory holds organizations and roles, never people."
WHY_KEEP_ADDRESSES = (
    "We leave out people's e-mail addresses and phone numbers in {columns}. To keep them, say why that is right."
)
REASON = "Whoever gets the inventory will read this reason"
COLUMN_NUMBER = "column {number}"
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
    "update": "Update: change the rows that are here, and add the new ones",
    "add": "Add: bring in new rows, and leave the rows that are here alone",
    "replace": "Replace: put its tables in the place of those here",
    "anew": "Start anew: drop what is here",
}
DO_IT = {"update": "Update", "add": "Add the new rows", "replace": "Replace", "anew": "Start anew"}
DONE = {
    "update": "{files} updated what is here.",
    "add": "{files} added its new rows.",
    "replace": "{files} replaced its tables.",
}
HOW = "What it should do"
DROPPED = "**Your list as it is now goes. In its place comes the file, with {organizations}.**"
COMPARING = "Comparing with what is here"
COMPARING_STOPPED = "You stopped comparing. Nothing was changed."
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
        "row could be one of several here, so it comes in set aside",
        "rows could each be one of several here, so they come in set aside",
    ),
    "cannot be read": (
        "row lacks a cell it must have, so it comes in set aside",
        "rows lack a cell they must have, so they come in set aside",
    ),
    "same": ("row stays the same", "rows stay the same"),
}
"""The words for each kind of change, for one and for several."""
IN_ROWS = " in {rows}"
STILL_NAMED = " ({count:,} of them stay as not listed, because other rows name them)"
NOTHING_CHANGES = "Nothing changes: {same}."
NOTHING_TO_ADD = "There is nothing to add."
TWO_CITIES = "Your list is about {here}, and this file about {there}. "
NEW_RATERS = (
    " The file names who gave {ratings}. We keep no names, so we can't tell whether these people rated before, and "
    "they count as new raters. “Replace” puts the file's ratings in the place of those here."
)

# The parts of the work, and what became of rows
PARTS = {"here": "What is here", "mend": "Mend", "same": "Same organization?", "edit": "Edit"}
PART = "Part"
UNKNOWN_PART = "The link asks for the part “{asked}”, which is not here. You see what is here."
SEE_THE_MAP = "See your map"
UNDO = "Undo"
UNDOING = "Undoing"
UNDONE = "Undone: {sentence}"
CHANGING = "Changing the inventory"
ROW_COUNTS = "{rows} came in: {places}.{added}{second_values}"
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
ROW_COUNT_COLUMNS = (
    {"file": "File", "sheet": "Sheet", "tables": "Read as", "rows_in": "Rows in"}
    | {name: place.capitalize() for name, place in WHERE_ROWS_ARE.items()}
    | {"added_here": "Added in the Atlas", "second_values": "Second values, kept as claims"}
)

# What was found while reading, and what one click can mend
SEVERITIES = {
    "error": ("Did not come in", "problem"),
    "warning": ("Came in, and needs a look", "problem"),
    "note": ("Good to know", "note"),
}
"""For each severity, the gravest first: the title of its card, and what is counted in it."""
NOTHING_FOUND = "Nothing to mend: every row came in as it stands."
PROBLEM_HEADERS = "| Where | What it says | What is wrong | How to mend it |"
FIRST_PROBLEMS = "The first {shown} of {count:,} kinds of problem. The download has them all."
PROBLEM_COLUMNS = ["File", "Table", "Row", "What the row is", "Column", "What it says", "Problem", "How to mend it"]
CELLS_TO_MEND = "We think we know what is meant in {cells}"
LOOK_FOR_MENDS = "Look for what one click can mend"
LOOKING_FOR_MENDS = "Looking for what one click can mend"
MEND = "Yes, mend {cells}"
CHOOSE_AMONG_THEM = "Choose among them"
MEND_THOSE_CHOSEN = "Mend those chosen"
THOSE_CHOSEN = "those chosen"
ARE_OTHERS = "Those chosen are other organizations"
STAY_AS_THEY_ARE = ("name stays as it is", "names stay as they are")
AND_MORE = "and {count:,} more"
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
    "Type over *What it says*, or check *Set aside* to leave the rows out. A text that several cells share is changed "
    "in all of them."
)
CELL_COLUMNS = ("What it says", "Column", "Where", "Set aside", "What is wrong, and how to mend it")
SAVE_CHANGES = "Save changes"
NOTHING_CHANGED = "Nothing changed yet"
WORDS_TO_CHOOSE_FROM = "Words to choose from"
LOOK_AT_DUPLICATES = "Look at likely duplicates"
WORD_OUTSIDE = "The Atlas does not know {words} here. It stays as it is."
TYPE_A_WORD = "Type one of the words below the table."
NAME_TWICE = "Another row has this name, or one much like it."
DUPLICATES_BELOW = "Look at likely duplicates, below the table."

# Rows that are not in the inventory
NOT_IN_THE_INVENTORY = "Not in the inventory: {rows}"
FIRST_ROWS_NOT_IN = "The first {shown:,} of {count:,} rows. The download has them all."
TAKE_BACK = "Take the chosen rows back"
TAKEN_BACK = "{rows} taken back."
HOW_ROWS_COME_BACK = "A row that lacks a cell it must have comes back once you fill that cell in above."
WHY_NOT_IN = {
    "set aside": "set aside by you",
    "merged": "merged into another row",
    "blank": "blank",
    "replaced": "not in the file that took its place",
    "cannot be read": "lacks a cell it must have",
    "same as another": "the same as another row, cell for cell",
}
MERGED_INTO = "merged into {name}"

# Could these be the same organization?
NO_PAIR = "No two organizations look like one."
PAIRS = (
    "**{pairs} of organizations may be one and the same{almost_surely}.** Merging keeps every value, "
    "every source and every tie. The other name becomes an alias."
)
ALMOST_SURELY = ", {share}almost surely"
MERGE_SURE_PAIRS = "Merge {pairs}"
MORE_PAIRS = "{pairs} when these are decided."
LOOKING_FOR_DUPLICATES = "Looking for likely duplicates"
LOOKING_STOPPED = "You stopped looking. Nothing is decided."
LOOKING_TAKES_LONG = "Comparing {organizations} takes a while. You can go on meanwhile, or stop it."
LOOK_FOR_DUPLICATES = "Look for likely duplicates"
SURE = "Almost surely one: {reason}"
LIKELY = "Perhaps one: {reason}"
THE_SAME = "The same: merge"
NOT_THE_SAME = "Not the same"
SIDE_BY_SIDE = "What each says, and what stays"
STAY_TWO = ":material/check: Decided: they stay two."
MERGED = ":material/check: Decided: the two are one now."
ONLY_NAMED = "One of the two is only named in other tables. Its name becomes an alias."
SECOND_VALUE = "second value, kept in the table of claims"
SIDE_COLUMNS = ["Column", "One", "The other", "After merging", "Note"]
WAS_MERGED = "{merged} was merged into {kept}."
STAY_TWO_ORGANIZATIONS = "{one} and {other} stay two organizations."
KEEPING_THE_ANSWER = "Keeping the answer"
MERGING = "Merging"
MERGING_PAIRS = "Merging {pairs}."
WERE_MERGED = "{organizations} merged into another."
MERGE_BY_HAND = "Merge any two"
KEEP_THIS_ONE = "Keep"
MERGE_THAT_ONE = "and merge into it"
CHOOSE_AN_ORGANIZATION = "Choose an organization"
MERGE_THESE = "Merge these two"
WHAT_MERGING_DOES = (
    "All ties, seats and ratings of the second go to the first, and its name becomes an alias. Undo brings both back."
)

# Edit
TABLE_TO_EDIT, ORGANIZATION_TO_EDIT = "Table to edit", "Organization to edit"
UNSAVED_ELSEWHERE = "Not saved yet in other tables: {tables}."
ONE_ORGANIZATION = "One organization, in a form"
NEW_ORGANIZATION = "A new organization"
SAVE_ORGANIZATION = "Save the organization"
KEPT_ONCE_SAVED = "What you type into this form is kept once you save it, not before."
REQUIRED = " (required)"
CHOOSE_OR_TYPE = "Choose, or type and press Enter"
OWN_COLUMNS = "**Columns of your own**"
FIRST_OWN_COLUMNS = "{shown} of {count:,}, those filled in first. The table below has them all."
NEEDS_A_NAME = "An organization needs a name. Nothing was saved."
NOTHING_WAS_CHANGED, WAS_ADDED = "Nothing was changed.", "{name} was added."
CELLS_CHANGED = "{name}: {cells} changed."
ROWS_THAT_HOLD = "Rows that hold"
ANY_WORD = "Any word"
FIRST_ROWS_TO_EDIT = "The first {shown:,} of {count:,} rows. Type a word above to find others."
HOW_TO_EDIT = "Double-click a cell to change it; add a row at the foot; check rows at the left to take them out."
WORDS_OF_COLUMN = " Words: {words}."
RATER = "rater of a new rating"
RATER_HELP = "A pseudonym, such as r07. Who gave the ratings that are here is shown to nobody."
NOT_SAVED_YET = "**Not saved yet**"
DO_NOT_SAVE = "Don't save"

# Take it along, templates
WHOLE_ZIP = "Everything (zip)"
WHOLE_WORKBOOK = "Everything (Excel)"
FILTERED_ZIP = "Only what the filters leave (zip)"
FILTERED_HELP = "Organizations that the filters leave out are in it by name alone, where its rows name them."
RIVERBEND = "A full example: Riverbend, fictional (zip)"
EDIT_A_COPY = "Edit a copy of this inventory"
EDIT_A_COPY_HELP = "A copy would take the place of your list. Take that along and delete it first."
UNREAD_CELLS = (
    "Cells that could not be read stay as you wrote them in the zip and the Excel file. The other files leave them "
    "empty."
)
ROWS_LEFT_OUT = "Rows that you set aside or merged are in none of the tables. The zip lists them in atlas.json."
NETWORK = "For Kumu, Gephi and other tools"
NETWORK_FORMS = {
    "kumu.xlsx": "Kumu (Excel)",
    "kumu.json": "Kumu (JSON)",
    "gephi.zip": "Gephi (CSV files in a zip)",
    "network.graphml": "GraphML",
    "network.gexf": "GEXF",
}
"""Each form of the network, by how the file's name ends."""
ONLY_FILTERED = "Only what the filters leave"
WHAT_A_NETWORK_HOLDS = "These hold organizations and ties. Ratings, seats and the other tables are in the zip."
EMPTY_TABLES = "**No list yet?** Start from empty tables in which each column is explained."
TEMPLATE_WORKBOOK = "Template (Excel)"
TEMPLATE_ZIP = "Template (CSV files in a zip)"
WHAT_COLUMNS_MEAN = "What each column means"

# What is here, what would add most, and the tables
WOULD_ADD_MOST = "**What would add most**"
MISSING_TABLE = "**{table}** :gray-badge[none yet]\n\n{adds}"
ALSO_EMPTY = "Empty too: {tables}."
COLUMN_BY_COLUMN = "Column by column"
KEPT_PEOPLE = "**About people, and kept:**"
KEPT_COLUMN = "- {column} ({table}), because: {reason}"
TABLE = "Table"
ALL_ROWS = "All rows, without the filters"
NOTHING_HERE = "No table has a row yet. Bring a list above, or start from the template."
ROWS_OF = "{shown:,} of {rows}"
