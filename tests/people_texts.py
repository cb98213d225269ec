"""Names and addresses of people, and texts that only look like such."""

from __future__ import annotations

PEOPLE = [
    "Mary Smith",
    "Ana María López",
    "Dr. John Q. Adams",
    "Sean O'Brien",
    "Ludwig van Dyke",
    "Doe, Jane",
    "Bo Li",
]
TITLES = ["Chief Information Officer", "Director", "Vice President", "chief information officer", "Program Manager"]
ORGANIZATIONS = [
    "Boston Public Library",
    "Code for Boston",
    "Makers",
    "City Hall",
    "Tech Goes Home",
    "MIT",
    "Open Data",
]
COMMON_NAMES = [
    "Jane Quimby",
    "Sean O'Brien",
    "Quimby, Jane",
    "Ana María López",
    "Dr. Kwame Boateng",
    "Priya Raman, Director",
]
NOT_PEOPLE = [
    *("Marguerite Casey Foundation", "Mary Crane Center", "St. Louis", "San Antonio", "Jamaica Plain", "Mercy Hands"),
    *("Hyde Park", "Old Mill", "Martin Luther King Library", "Jane Addams School", "Grace Hill", "Lincoln Park"),
]
PHONES = [
    *(
        "617-555-0123",
        "(617) 555-0123",
        "(617)555-0123",
        "617.555.0123",
        "617 555 0123",
        "617–555–0123",
        "617/555-0123",
    ),
    *("1-617-555-0123", "+1 617 555 0123", "+16175550123", "617-555-0123 ext. 45", "617-555-0123 x4", "555-123-4567"),
    *("+49 30 1234567", "0049 30 1234567", "(030) 1234567", "01 23 45 67 89", "020 7946 0018", "+52 55 1234 5678"),
]
SAID = [
    *("call 555-0123", "Tel 030 1234567", "phone: 6175550123", "Fax 5550123", "Teléfono: 55 1234 5678"),
    *("call Ann Lee at 5550123", "WhatsApp 6175550123", "text us at 555-0123", "cell (555) 0123456", "Tel.6175550123"),
]
EMAILS = [
    *("ann@example.org", "ann.lee+x@mail.example.co.uk", "Ann@Example.ORG", "o'neil@example.org", "ana@correo.españa"),
    *(
        "ann (at) example.org",
        "ann [at] example [dot] org",
        "mailto:ann@example.org",
        "ann＠example.org",
    ),
]
# What must come in as it is.
KEPT = [
    *("EIN 12-3456789", "12-3456789", "02139", "02139-1234", "123-45-6789", "012-345-6789", "0123-4567-8901", "1E5"),
    *("6175550123", "1234567890123", "0012345678901", "103-05-02-01", "100-200-3000", "550e8400-e29b-41d4-a716"),
    *("C-617-555-0123", "617-555-0123-A", "10.1234/567-890-1234", "ISBN 978-3-16-148410-0", "192.168.100.200"),
    *("42.3601, -71.0589", "42.361145,-71.057083", "2024-05-01", "2024-05-01T10:00:00", "11/5/2018 10:31:00"),
    *("01-02-2024 10:30", "2019-2020", "2019 - 2020", "call 2024-05-01", "since 2015 2016 2017 2018", "$1,200,000"),
    *("311", "call 311", "dial 2-1-1", "text 741741", "call 911 or 211", "1-800-555-0123", "(888) 555-0123"),
    *("Hotline: 617-555-0123", "the crisis line at 617-555-0123", "info@example.org", "contact-us@example.org"),
    *("https://example.org/617-555-0123", "https://medium.com/@ann.lee", "https://maps.example/@42.36,-71.05,15z"),
    *("https://calendar.example/r?cid=ann@group.calendar.example.com", "git@github.com:org/repo", "logo@2x.png"),
    *("@codeforavon", "facebook.com/622396371575546/", "phone bank reached 1,200,000 people", "9 to 5, 7 days"),
]
