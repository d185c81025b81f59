"""A list for every register as somebody may type it, who brings it in, and the lines that go out again."""

from __future__ import annotations

CASES: dict[str, tuple[str, str, list[list[str]]]] = {
    "contributors": (
        "lead",
        "Name,Kind,From,How vetted,Vetted by,Vetted on,Counts until,Reference,Sites,Contributed until,"
        "Withdrawn because\n"
        "Class 4,A group,Elm Primary,Met in person at the school,Ms Head,17/11/2026,01/07/2027,Letter,Year 4 blog,,\n"
        "Class 4,A group,Elm Primary,Met in person at the school,Ms Head,17/11/2026,,,,,The number was wrong.\n"
        "=Mr Ash,One person,,,,,,,,,\n"
        "Ms Birch,One person,,Known to the school for years,Ms Head,01/09/2025,,,,17/07/2026,\n"
        "Ms Birch,One person,,Met in person at the school,Mr Lead,01/09/2025,,,,17/07/2026,Nobody met her.\n",
        [
            ["'=Mr Ash", "One person", "", "", "", "", "", "", "", "", ""],
            [
                *("Class 4", "A group", "Elm Primary", "Met in person at the school", "Ms Head", "2026-11-17"),
                *("2027-07-01", "Letter", "Year 4 blog", "", ""),
            ],
            [
                *("Class 4", "A group", "Elm Primary", "Met in person at the school", "Ms Head", "2026-11-17"),
                *("2027-11-17", "", "", "", "The number was wrong."),
            ],
            [
                *("Ms Birch", "One person", "", "Known to the school for years", "Ms Head", "2025-09-01"),
                *("2026-09-01", "", "", "2026-07-17", ""),
            ],
            [
                *("Ms Birch", "One person", "", "Met in person at the school", "Mr Lead", "2025-09-01"),
                *("2026-09-01", "", "", "2026-07-17", "Nobody met her."),
            ],
        ],
    ),
    "partners": (
        "lead",
        "Name,Kind,Who answers there,Since,Until,Made sure of by,Made sure of on,How,Sites\n"
        'Elm Primary,A school,Its office,01/09/2026,,Ms Head,2 September 2026,"A call, then a visit",Year 4 blog\n'
        "Ash Trust,Another organisation,,01/09/2025,31/07/2026,,,,\n"
        "+Friends,,,01/09/2026,,,,,\n",
        [
            ["'+Friends", "A school", "", "2026-09-01", "", "", "", "", ""],
            [
                *("Elm Primary", "A school", "Its office", "2026-09-01", "", "Ms Head", "2026-09-02"),
                *("A call, then a visit", "Year 4 blog"),
            ],
            ["Ash Trust", "Another organisation", "", "2025-09-01", "2026-07-31", "", "", "", ""],
        ],
    ),
    "accounts": (
        "lead",
        "Site,Platform,Name there,Number there,Recovery address,Second step,Full access,Publishing only,Checked on,"
        "No more since,Notes\n"
        "Year 4 blog,Facebook,@oak,10023,office@oak.example,on,Ms Head; Mr Lead,Ms Teach,03/11/2026,,Shared\n"
        "Year 4 blog,Instagram,@old,,,,,,,01/10/2026,\n",
        [
            [
                *("Year 4 blog", "Facebook", "'@oak", "10023", "office@oak.example", "on", "Mr Lead; Ms Head"),
                *("Ms Teach", "2026-11-03", "", "Shared"),
            ],
            ["Year 4 blog", "Instagram", "'@old", "", "", "not known", "", "", "", "2026-10-01", ""],
        ],
    ),
    "retired": (
        "head",
        "Platform,Sites close by,Why\nsnapchat,25/03/2027,Nobody of ours reads it any more.\n",
        [["Snapchat", "2027-03-25", "Nobody of ours reads it any more."]],
    ),
    "declarations": (
        "head",
        "What,Who,In words,Since,Declared on,The page,Has its disclaimer,Read,The committee had it on,Agreed,Answer,"
        "Looked at again on,Over,Over because\n"
        "I am a friend of a pupil’s family,Ms Teach,We are neighbours.,01/09/2026,02/09/2026,,,yes,12/10/2026,,,,,\n"
        "agreed_contact,Mr Lead,I coach their team.,01/09/2026,03/09/2026,,,,,yes,It is known to all.,01/09/2027,,\n"
        "employer_named,Ms Teach,A page of mine.,01/09/2026,04/09/2026,https://page.example,no,,,,,,yes,It is gone.\n",
        [
            [
                *("I have a reason to be in contact with a pupil or a family", "Mr Lead", "I coach their team."),
                *("2026-09-01", "2026-09-03", "", "", "no", "", "yes", "It is known to all.", "2027-09-01", "no", ""),
            ],
            [
                *("I am a friend of a pupil’s family", "Ms Teach", "We are neighbours.", "2026-09-01", "2026-09-02"),
                *("", "", "yes", "2026-10-12", "", "", "", "no", ""),
            ],
            [
                *("A page of mine says where I work", "Ms Teach", "A page of mine.", "2026-09-01", "2026-09-04"),
                *("https://page.example", "no", "no", "", "", "", "", "yes", "It is gone."),
            ],
        ],
    ),
    "compromised": (
        "lead",
        "Account,Whose,Site,Noticed at,Told at,What was done,Safe since\n"
        "My page,Ms Teach,,17/11/2026 17:30,17/11/2026 17:45,Changed it.,\n"
        "The blog,,Year 4 blog,2026-07-01 08:05,1 July 2026 at 9:00,,2026-07-01 10:30\n",
        [
            ["My page", "Ms Teach", "", "2026-11-17 17:30", "2026-11-17 17:45", "Changed it.", ""],
            ["The blog", "", "Year 4 blog", "2026-07-01 08:05", "2026-07-01 09:00", "", "2026-07-01 10:30"],
        ],
    ),
    "training": (
        "head",
        "Name,Topic,Given by,On,Counts until\n"
        "Ms Teach,safeguarding_online,A day at the council,01/09/2026,31/08/2027\n",
        [["Ms Teach", "Safeguarding online", "A day at the council", "2026-09-01", "2027-08-31"]],
    ),
    "consents": (
        "office",
        "Name,Use,Covers,Parent or self,Given by,Given on,Until,Kept at,Withdrawn on,Withdrawn by\n"
        "Jo Hill,a class blog,their picture without a name,parent,Sam Hill,01/11/2026,,Folder 3,,\n"
        "Jo Hill,a class blog,their picture without a name,parent,Sam Hill,01/09/2025,,Folder 2,01/10/2025,Sam Hill\n"
        "pat lee,press,name,self,Pat Lee,01/09/2026,31/08/2027,,,\n"
        "Jo Hill,a class blog; press,,,,,,,01/08/2025,Sam Hill\n"
        "Pat Lee,press,,,,,,,01/05/2026,Pat Lee\n",
        [
            [
                *("Jo Hill", "", "a class blog", "their picture without a name", "a parent or carer", "Sam Hill"),
                *("2025-09-01", "", "Folder 2", "2025-10-01", "Sam Hill"),
            ],
            [
                *("Jo Hill", "", "a class blog", "their picture without a name", "a parent or carer", "Sam Hill"),
                *("2026-11-01", "", "Folder 3", "", ""),
            ],
            [
                *("Pat Lee", "", "newspapers, radio and television", "their name alone", "the person themself"),
                *("Pat Lee", "2026-09-01", "2027-08-31", "", "", ""),
            ],
            [
                *("Jo Hill", "", "a class blog; newspapers, radio and television", "", "", "", "", "", ""),
                *("2025-08-01", "Sam Hill"),
            ],
            [
                *("Pat Lee", "", "newspapers, radio and television", "", "", "", "", "", ""),
                *("2026-05-01", "Pat Lee"),
            ],
        ],
    ),
    "cards": (
        "lead",
        "Site,Who,Name as readers see it,Position as readers see it\nYear 4 blog,Mr Lead,Mr Lead,Leads on computing\n",
        [["Year 4 blog", "Mr Lead", "Mr Lead", "Leads on computing", "Shown"]],
    ),
    "passes": (
        "office",
        "Event,Day,Holder,Told apart by,State,Why\n"
        "Winter play,16/12/2026,Kim Ray,Class 4,,\n"
        "Winter play,16/12/2026,Lou Fox,,taken away,They put other children online.\n"
        "Carols,17/12/2026,Ali Day,,given_back,A mistake of ours.\n"
        "Carols,17/12/2026,Ali Day,,valid,\n"
        "Summer fair,03/07/2027,,,,\n",
        [
            ["Winter play", "2026-12-16", "Kim Ray", "Class 4", "valid", ""],
            ["Winter play", "2026-12-16", "Lou Fox", "", "taken away", "They put other children online."],
            ["Carols", "2026-12-17", "Ali Day", "", "taken away, right restored since", "A mistake of ours."],
            ["Carols", "2026-12-17", "Ali Day", "", "valid", ""],
            ["Summer fair", "2027-07-03", "", "", "", ""],
        ],
    ),
    "permissions": (
        "head",
        "What,About,What may be done with it,Whose it is,Whose data,Who agreed,Name of whoever wrote it,Written on,"
        "Holds from,Holds until,Taken back on,Kept at,Used in,Used since,On our site\n"
        "A portrait,personal_data,In the prospectus,,Pat Lee,school,,01/09/2026,,,,Folder 1,"
        "The prospectus,02/10/2026,\n"
        "A portrait,personal_data,In the prospectus,,Pat Lee,person_shown,Pat Lee,03/09/2026,,,10/11/2026,,,,\n"
        "The rain poem,others_work,On the blog,the author,,the author,R. Poet,05/10/2026,06/10/2026,31/08/2027,,,"
        "The blog’s first page,06/10/2026,Year 4 blog\n"
        "The logo,logo,On a banner,,,,,,,,,,,,\n",
        [
            [
                *(
                    "A portrait",
                    "somebody’s photograph, data or contact details",
                    "In the prospectus",
                    "",
                    "Pat Lee",
                    "",
                ),
                *("the school, by its head", "Ms Head", "2026-09-01", "", "", "", "Folder 1"),
                *("The prospectus", "2026-10-02", ""),
            ],
            [
                *(
                    "A portrait",
                    "somebody’s photograph, data or contact details",
                    "In the prospectus",
                    "",
                    "Pat Lee",
                    "",
                ),
                *("the person whom it is about", "Pat Lee", "2026-09-03", "", "", "2026-11-10", "", "", "", ""),
            ],
            [
                *(
                    "The rain poem",
                    "somebody else’s work, a partner or a provider",
                    "On the blog",
                    "the author",
                    "",
                    "",
                ),
                *("the author", "R. Poet", "2026-10-05", "2026-10-06", "2027-08-31", "", ""),
                *("The blog’s first page", "2026-10-06", "Year 4 blog"),
            ],
            ["The logo", "the school’s logo", "On a banner", *[""] * 13],
        ],
    ),
}
