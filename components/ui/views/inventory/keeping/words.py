"""The sentences of what is kept: lists, their links, and workspaces. Words in braces are filled in."""

SAVE = "Save…"
WHAT_SAVING_DOES = "This becomes the newest version of {workspace}, for all who may see it. Earlier versions stay."
WHY = "What did you change, and why?"
WHY_EXAMPLE = "Two new members of the data table"
MY_NAME = "Your name in the history"
MY_NAME_HELP = "Whoever may see the workspace can read it. Leave it empty to stay unnamed."
SAVE_VERSION = "Save this version"
WHAT_A_WORKSPACE_IS = (
    "A workspace keeps your list for good, and every version that you save of it. You say who may see it and who may "
    "change it."
)
WORKSPACE_NAME = "Name of the city or workspace"
WHO_SEES_IT = "Who may see it?"
WHO_SEES = {
    "public": "Everybody: it stands in the menu of cities",
    "link": "Whoever has its link",
    "closed": "Only people with a key",
}
CREATE_WORKSPACE = "Save to a new workspace"
FIRST_VERSION = "Began from {files}"
NEEDS_A_NAME = "A workspace needs a name. Nothing was saved yet."
CREATED = "{workspace} is saved. Here you see what to send to your colleagues."
SAVED = "Saved as version {number}."
NOT_SAVED = "This was not saved. {why}"
MAY_NOT_SAVE = "You may look at this workspace, but not change it, so nothing was saved. Your list is kept as it is."
SAVED_MEANWHILE = "Somebody saved another version just now, so nothing was changed. You see how it is now."
NO_LONGER_YOURS = "This is not open to you any more. If it should be, ask its owner for a key."
NOT_SAID = "not said"
VERSION = "Version {number}"
CHOOSE_VERSION = "Which version?"
COMPARE_WITH = "Compare it with"
CHOOSE_ANOTHER_VERSION = "Choose another version"
LOOK_AT_IT = "Look at it"
VERSION_ZIP = "Take it along (zip)"
VERSION_WORKBOOK = "Take it along (Excel)"
RESTORE = "Make it the newest again"
WHY_RESTORED = "Version {number} again"
RESTORED = "Version {number} is the newest again, as version {new}. Nothing of the others is lost."
NOTHING_DIFFERS = "Nothing differs between the two."
EDIT_WORKSPACE = "Edit"
SEND_ADDRESS = {
    "public": "Everybody finds it in the menu of cities. This address opens it too:",
    "link": "Send this address to whoever is to see it:",
    "closed": "Send this address to whoever is to see it, with a key from below:",
}
"""What to do with a workspace's address, by who may see it."""
SEE_AS_VIEWER = "See it as a viewer does"
AS_VIEWER = "You see this as a viewer does."
AS_OWNER = "Back to your own view"
HAVE_A_KEY = "I have a key"
OWNED_IN_BROWSER = (
    "**The Atlas knows you as an owner by this browser alone.** Make a key for owners and keep it in a safe place, so "
    "that you can get in from another browser, or when this one has lost its cookies."
)
KEYS = "Keys"
WHAT_KEYS_DO = (
    "Who enters a key at the address above has a role in that browser from then on. **Viewers** see the list and its "
    "history. **Editors** also change it and save versions. **Owners** also say who may see it, and make keys. A new "
    "key ends the one before it: whoever came in by that one is out."
)
ROLES = {"viewer": "viewer", "editor": "editor", "owner": "owner"}
MAKE_KEY = "Make a key for {role}s"
KEY_MADE = (
    "This is the key for {role}s. Copy it now, as it is not shown again, and send it with the address above. Whoever "
    "has the two can come in."
)
PEOPLE = "Who has a role"
YOU = "You"
NO_NAME = "Somebody who gave no name"
BY_KEY = ", by a key"
PERSON = "{name}: {role}{how}, since {day}"
REMOVE, CHANGE_KEY = "Take the role back", "Change the key"
COMES_BACK_BY_KEY = (
    "Somebody who came by a key can come in by it again after you take the role back. To keep them out, change the "
    "key: that takes the role back from all who came by the old one. Send the new one to the others."
)
ACCESS_CHANGED = "Changed."
DELETE_WORKSPACE = "Delete this workspace"
WHAT_DELETING_DOES = "All its versions go, for everybody, and nothing brings them back but a backup of the server."
TYPE_ITS_NAME = "Type its name to delete it"
WORKSPACE_DELETED = "The workspace is deleted."
HEADINGS = {
    "both": "Put your changes and theirs together",
    "history": "History",
    "sharing": "Who may see it, and who may change it",
}
"""The headings of the parts of the page that are about what is kept."""
WORKSPACE_PARTS = {"here": "What is here", "history": "History", "sharing": "Who may see it"}

# Two people at once
NOTHING_TO_PUT_TOGETHER = "Nobody has saved another version since you began, so there is nothing to put together."
SAVED_SINCE = (
    "**{who} saved version {version} while you worked.** Nothing is lost: here is what changed in it. Your own changes "
    "are put on top of it, and both are in the version that you save."
)
SOMEBODY = "Somebody"
BOTH_ARE_KEPT = "You changed different cells, so both changes are kept."
BOTH_CHANGED = (
    "**You both changed these.** Theirs is kept, unless you choose “yours” under *Keep*: double-click there, or press "
    "Enter."
)
THEIRS, YOURS = "theirs", "yours"
WHOLE_ROW = "the whole row"
SAVE_BOTH = "Save both together"
BOTH_PART = {"both": "Put both together"}

# A list of one's own
NOT_KEPT = "Your change was not made, as it could not be kept. {why}"
ONLY_THIS_VISIT = "Your list is in view, but it is not kept: it goes when you leave or reload the page. {why}"
NOT_DELETED = "Your list was not deleted. {why}"
CHANGED_MEANWHILE = (
    "Your list was changed in another tab or browser just now, so this change was not made. What you see is how the "
    "list is now. Make your change again."
)
OPEN_ELSEWHERE = "Open it elsewhere"
WHAT_A_LINK_DOES = (
    "A link opens your list in another browser, for you or for a colleague. Whoever has it can see the list and change "
    "it, so send it only to people who may."
)
MAKE_LINK = "Make a link"
PUT_AWAY = "Put this list away"
TAKE_LINKS_BACK = "Take back all links"
LINKS_TAKEN_BACK = "No link opens your list any more."
NO_LINK = "No link was made. {why}"
LINKS_STAY = "The links still open your list. {why}"
