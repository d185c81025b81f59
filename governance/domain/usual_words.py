"""What people put into passwords first: names, months, teams, the words of schools and of sign-in pages.

May import the standard library only.
"""

from __future__ import annotations

_WORDS = """
access admin administrator alexander amanda and andrew angel apple arsenal asdf ashley august autumn baby
bailey banana baseball basketball batman beautiful blue buster butterfly changeme charlie chelsea chester
chicken chocolate christmas class classroom computer cookie daniel december default demo diamond dragon easter
eight elephant england everton february five flower football for four freedom friday friend fuckyou george
ginger google guest hannah harry headteacher hello holiday house hunter iloveyou india internet ireland is
january jasmine jennifer jessica jordan joshua july june killer letmein liverpool login london love lovely
maggie manchester march master matthew me merlin michael michelle mickey minecraft moderator monday monkey
morgan mother mustang my naruto new nicole nine nobody nothing november now october office old one orange our
pass passcode passphrase password passwort pepper phoenix pokemon policy primary prince princess private pupil
purple qwerty rachel rainbow rangers robert ronaldo samantha samsung saturday school schoolsites scotland
secondary secret september seven shadow site sites six snoopy soccer staff starwars student summer sunday
sunshine superman teacher temp temporary ten test testing that the this thomas three thursday tigger trustno
tuesday two united user username wales wednesday welcome whatever william winter wordpress year yellow yes you
your zaq
"""

USUAL_WORDS = frozenset(_WORDS.split())
"""Words of three letters and more are taken out of a password before what is left of it is judged."""
