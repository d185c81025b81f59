"""Which passwords are refused."""

from __future__ import annotations

import pytest

from governance.domain.passwords import password_refusals

OWN = ("Rowan Pemberton", "rowan.pemberton", "rowan.pemberton@oakfield.example")


@pytest.mark.parametrize(
    ("password", "code"),
    [
        pytest.param("Tr0ub4dor&3", "password_short", id="eleven characters"),
        pytest.param("x" * 201, "password_long", id="too long to be hashed"),
        pytest.param("password1234", "password_common", id="the usual word and a number"),
        pytest.param("P@ssw0rd!!!!", "password_common", id="the usual word in disguise"),
        pytest.param("Welcome2026!!", "password_common", id="a welcome and the year"),
        pytest.param("123456789012", "password_common", id="numbers alone"),
        pytest.param("aaaaaaaaaaaaaa", "password_common", id="one letter"),
        pytest.param("abababababababab", "password_common", id="two letters"),
        pytest.param("qwertyuiopasdf", "password_common", id="along the keyboard"),
        pytest.param("abcdefghijklmn", "password_common", id="along the alphabet"),
        pytest.param("summerholiday2026", "password_common", id="two usual words"),
        pytest.param("............", "password_common", id="marks alone"),
        pytest.param("Pemberton2026!", "password_own_name", id="their own name and the year"),
        pytest.param("oakfieldoakfield", "password_own_name", id="their school's address"),
        pytest.param("rowanpemberton1", "password_own_name", id="both of their names"),
    ],
)
def test_what_is_easily_guessed_is_refused(password: str, code: str) -> None:
    assert [refusal.code for refusal in password_refusals(password, OWN)] == [code]


@pytest.mark.parametrize(
    "password",
    [
        pytest.param("correct horse battery", id="three words that do not belong together"),
        pytest.param("lampgravelteapot", id="without spaces"),
        pytest.param("rowan gravel teapot", id="their name beside words that are not theirs"),
        pytest.param("Passwort für den Garten", id="a usual word in a sentence"),
        pytest.param("naïve crêpe öffnen", id="letters of other languages"),
        pytest.param("пароль для школы", id="another alphabet"),
        pytest.param("3Kq!vWz81#pL", id="a random one"),
    ],
)
def test_what_is_hard_to_guess_is_taken(password: str) -> None:
    assert password_refusals(password, OWN) == ()
