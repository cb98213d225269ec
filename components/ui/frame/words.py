"""The sentences that every page has: at its head, in the filter bar, at its foot, and where something is amiss.

Words in braces are filled in.
"""

# The head of a page
FICTIONAL_CITY = "Fictional city"
OWN_UPLOAD = "Your list, kept until {date}"
OWN_WORK = "Unsaved changes to {workspace}, kept until {date}"
OWN_UPLOAD_HERE = "Your list, only in this visit"
AS_OF = "As of {date}"
NO_DATE = "Date not known"
FICTIONAL = " (fictional)"

# What an address asks for and is not here
UNKNOWN_WORD = "The link asks for {word} “{value}”, which is not known here. It was left out."
MORE_UNKNOWN_WORDS = "It asks for {count} more that are not known here. They were left out too."
NO_LIST_HERE = "No list of yours is here"
NO_WORKSPACE_HERE = "This list is not open to you"
WHY_NO_LIST = (
    "This address shows a list that is kept for another browser, or was deleted, or was not changed for so long that "
    "its time was over. If somebody sent you the address, ask them for a link: on their Inventory page, “Open it "
    "elsewhere” makes one. If the list is yours, bring your file again."
)
WHY_NO_WORKSPACE = (
    "A team keeps the list at this address for some people only, or it is not there any more. If the team sent you a "
    "key, enter it here, once: this browser remembers it."
)
KEY = "Key"
NAME_FOR_TEAM = "Your name, if the team may know who comes with the key"
ENTER_KEY = "Open with the key"
NO_SUCH_KEY = "This key does not open it. Perhaps the team has made a new one since: ask them."
ACCESS = {"public": "Open to all", "link": "Open to whoever has the link", "closed": "Closed"}
EARLIER_VERSION = "Version {number}, not the newest"
SEE_NEWEST = "See the newest version"
SEE_CITY = "See {city}"
CHANGED_ELSEWHERE = "Your list was changed in another tab or browser. This is how it is now."
DELETED_ELSEWHERE = (
    "Your list is not here any more: it was deleted in another tab or browser, its link was taken back, or the "
    "workspace that it is work on is not open to you any more."
)
OPENED_AGAIN = "Your list is as you left it on {time}."
UNKNOWN_CITY = "The address asks for the city “{asked}”, which is not here. {shown} is shown."
UNKNOWN_DATE = "There is no inventory of {asked} here. {shown} is shown."
THE_ONE_OF = "The one of {date}"
THE_ONLY_ONE = "The only one"

# The filter bar
CITY = "City"
YOUR_UPLOAD = "Your list"
BRING = "Bring your own list"
BRING_IN_MENU = "Bring your own…"
DATE = "Date of the inventory"
CHOICES = {
    "issue": ("Issue area", "Any issue area"),
    "community": ("Community", "Any community"),
    "type": ("Key-player type", "Any type"),
    "status": ("Organization's status", "Any status"),
    "tie": ("Kind of tie", "Any kind"),
    "tie-status": ("Status of a tie", "Any status"),
}
"""For each filter word of an address: the label of its control, and what the control says while nothing is chosen."""
NOTHING_TO_CHOOSE = "None on record"
HOW_REACHED = "How a community is reached"
REACHED = {"serves": "serving", "led_by": "led by", "seats": "seating"}
REACHED_ANY_WAY = "Serving, led by or seating"
REACHED_HELP = (
    "Serving: the organization's work is for them. Led by: they hold its decisions. Seating: it has a seat that speaks "
    "for them, or that one of them holds."
)
LEAST_LEVEL = "Lowest level of a tie"
ANY_LEVEL = "any"
FILTER = "Filter"
TAKE_OUT_FILTER = "Take out this filter"
MORE_CHIPS = "and {count} more"
LEVEL_OR_MORE = "Ties at level {level} or more"
REACHED_BY = "{ways} {community}"

# The sentence that says what the filters leave
CLEAR_FILTERS = "Clear all"
LEFT_OUT = "Who may be missing"
COPY_LINK = "Copy link"
COPY_OWN_LINK = "Copy link (won't open for others)"

# Where no organization is left
EMPTY_INVENTORY = (
    "No organization is on record here yet, so there is nothing to draw. Bring a list under Inventory, or type one in "
    "there under Edit. You also see there what could not be read."
)
EMPTIED_BY = (
    "No organization is left once you ask for {filter}: {value}.{unknown} Take that filter out, or choose something "
    "wider."
)
UNKNOWN_THERE = " For {organizations}, no source says."

# The foot of a page
SIGN_IN, SIGN_OUT, SIGNED_IN = "Sign in", "Sign out", "Signed in as {name}"
WHY_SIGN_IN = "Then your lists and workspaces are yours in each browser in which you sign in."
SHARE_AN_UPLOAD = (
    "A link to this view won't open for others: your list is kept for this browser alone. To show it to somebody, make "
    "a link under Inventory, with “Open it elsewhere”, or send the zip."
)
DOWNLOAD_ZIP = "Download the inventory as a zip"
SOURCES = "Sources behind this view"
NO_SOURCE = "No source is on record for what is shown."
COUNT_OF_SOURCES = "The rows in this view rest on {sources}."
GLOSSARY = "Glossary"
GLOSSARY_TITLES = {
    "elements": "The six elements",
    "types": "Key-player types",
    "relationship_kinds": "Kinds of tie",
    "levels": "Levels of a tie",
    "powers": "Power of a seat",
}

VERSION = "Civic Ecosystem Atlas, version {version}"

# Where something is amiss
READING = "Reading the inventory"
NO_INVENTORIES = (
    "This Atlas has no city to show. If you run it: its log says which folder it looked in, and "
    "docs/running-a-server.md says what that folder holds. Mend it, and start the Atlas again."
)
LOG_NO_INVENTORIES = "{folder} holds no inventory that could be read."
LOG_UNREADABLE = "{folder} is not shown: no organizations could be read there."
PAGE_FAILED = (
    "This page could not be drawn: a fault in the Atlas, not in what you did. Go to another page by the menu; a "
    "list of yours is kept. If it happens again, tell whoever runs this Atlas the "
    "address above and the time."
)
NO_ROOM = (
    "The Atlas has no room for more just now, so this was not read. Try again in a few minutes: what other visitors "
    "brought goes soon after they leave."
)
UNKNOWN_HOST = (
    "The Atlas does not answer to the name “{host}”. If you run it, list the names that visitors call it by when you "
    "start it, such as: ATLAS_HOSTS=atlas.example.org make run. See docs/running-a-server.md."
)
STARTING = "The Atlas has just started, and is still getting ready."
STOPPING = "The Atlas is stopping."
NO_FIRST_CITY = "The city that opens first can't be read."
NO_PAGE = "The first page can't be made: the log says why."
NO_SCRIPTS = "The Atlas draws its pages in the browser: allow this site to run JavaScript, and load the page again."
NOTHING_HERE = "There is nothing at this address. The Atlas begins at its root."
FOREIGN_PAGE = "A page of another site asked for this, so the Atlas did not answer. Open the Atlas itself."
FULL_TITLE = "The Atlas is full just now"
FULL = (
    "Its server has room for {most} at a time, and all places are taken. This page tries again by itself, so you can "
    "leave it open."
)
TOO_MUCH = (
    "Your inventory is too large for this page: working it out takes more time or memory than one visitor may have. "
    "Bring a part of it, such as one county or one issue area. The Inventory page still works, with all downloads."
)
TOO_LARGE = "What was sent is larger than {megabytes} MB, so it was not taken. Send fewer tables or rows at a time."
TOO_MANY_FILES = "This visit already holds all the files it may. Take along what you need, and reload the page."
NOT_YOUR_FILE = (
    "This file is not here, or was made for another browser. Open the page that offers it, and ask for it there."
)

# What the server's log says
LOG_NOT_DELETED = "What is kept no longer could not be deleted."
LOG_NOT_READY = "Getting ready beforehand failed."
LOG_STORE_NOT_OPENED = "The store could not be opened."
LOG_PART_FAILED = "A part of the server failed."
LOG_STOPPED_EARLY = "The Atlas stopped before all that was under way had ended."
LOG_FIRST_CITY_UNREADABLE = "The city that opens first can't be read."
