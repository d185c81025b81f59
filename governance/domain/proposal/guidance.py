"""The checklist of good practice for sites that children use, with its version (A.2).

The policy names the Home Office task force's guidance of 2008, which has been withdrawn.  The checklist asks for what
that guidance asked for, in the terms that schools use today, and the version is stored with the answer so that it
stays clear what somebody ticked.  A changed list is a new version.
May import the standard library and the form's shapes only.
"""

from __future__ import annotations

from governance.domain.proposal.form import Option

GUIDANCE_VERSION = "2026-09"
GUIDANCE_ORIGIN = (
    "The policy asks for the 2008 guidance on social networking services. It has been replaced; this list, version "
    f"{GUIDANCE_VERSION}, keeps its points and adds what schools are asked for now. Your "
    "safeguarding lead can explain any of it."
)

GUIDANCE_ITEMS = (
    Option("safety_information", "Children can find advice on staying safe, in words they understand, from every page"),
    Option("report_link", "There is a clear way to tell a grown-up about something worrying, on every page"),
    Option("response", "Somebody is named who reads those messages, and knows what to do with them"),
    Option("private_by_default", "Profiles, pages and lists of children are private unless somebody decides otherwise"),
    Option("no_personal_details", "Children are told not to give surnames, addresses, schools, numbers or plans"),
    Option("no_search", "Children cannot be found by searching for their name, age or whereabouts"),
    Option("no_private_messages", "Nobody can send children private messages"),
    Option(
        "age_suitable", "Links, adverts and suggested content beside our own are suitable for the age, or switched off"
    ),
    Option("pictures", "Pictures do not let anybody recognise a child, unless the school’s consent rules allow it"),
    Option("illegal_content", "We know how to keep evidence and whom to call if something illegal appears"),
)
