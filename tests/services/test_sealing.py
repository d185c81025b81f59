"""What is sealed opens with its key and with nothing else, and never shows itself (the lessons' complaint 23)."""

from __future__ import annotations

import base64

import pytest
from cryptography.fernet import Fernet

from governance.config import BadSetting, read_settings
from governance.services.sealing import CannotOpen, pupil_name_key, pupil_name_keys, seal, seal_anew, unseal

OLD = base64.urlsafe_b64encode(b"o" * 32).decode()
NEW = base64.urlsafe_b64encode(b"n" * 32).decode()
SECRET = "abcd EFGH 1234 ijkl MNOP 5678"
KEY = {"GOVERNANCE_SECRET_KEY": "a-secret-for-tests-only-of-forty-characters"}


def test_the_first_key_seals_and_every_key_opens() -> None:
    sealed = seal((OLD,), SECRET)
    assert SECRET.encode() not in sealed
    assert unseal((NEW, OLD), sealed) == SECRET
    anew = seal_anew((NEW, OLD), sealed)
    assert unseal((NEW,), anew) == SECRET
    with pytest.raises(CannotOpen):
        unseal((OLD,), anew)


@pytest.mark.parametrize(
    "sealed",
    [
        pytest.param(b"", id="nothing at all"),
        pytest.param(b"nothing", id="no sealed text"),
        pytest.param(Fernet(NEW).encrypt(b"other")[:-1], id="cut short"),
    ],
)
def test_what_cannot_be_opened_says_nothing_of_itself(sealed: bytes) -> None:
    with pytest.raises(CannotOpen) as caught:
        unseal((OLD,), sealed)
    assert (str(caught.value), caught.value.__cause__, caught.value.__suppress_context__) == ("", None, True)


def test_each_school_has_a_key_of_its_own_for_its_pupils_names() -> None:
    assert len(pupil_name_key((NEW,), 1)) == 32
    assert len({*pupil_name_keys((NEW, OLD), 1), *pupil_name_keys((NEW, OLD), 2)}) == 4
    assert pupil_name_keys((NEW, OLD), 1)[1] == pupil_name_key((OLD,), 1)


def test_an_installation_without_keys_of_its_own_seals_under_its_secret_key() -> None:
    plain, with_own = read_settings(KEY), read_settings({**KEY, "GOVERNANCE_SEALING_KEYS": f" {NEW}, {OLD}"})
    assert with_own.sealing_keys == (NEW, OLD, *plain.sealing_keys)
    assert unseal(with_own.sealing_keys, seal(plain.sealing_keys, SECRET)) == SECRET
    other = read_settings({"GOVERNANCE_SECRET_KEY": "another-secret-for-tests-of-forty-characters"})
    assert other.sealing_keys != plain.sealing_keys


def test_the_settings_show_no_secret() -> None:
    settings = read_settings({**KEY, "GOVERNANCE_SEALING_KEYS": NEW, "GOVERNANCE_MAIL_SERVER": "smtp://me:hush@mail"})
    shown = repr(settings)
    assert [one for one in (NEW, KEY["GOVERNANCE_SECRET_KEY"], "hush", *settings.sealing_keys) if one in shown] == []


@pytest.mark.parametrize("typed", ["short", NEW[:-2], f"{NEW},short", "ä" * 44, NEW + NEW])
def test_a_key_that_is_none_stops_the_start_without_being_repeated(typed: str) -> None:
    with pytest.raises(BadSetting) as caught:
        read_settings({**KEY, "GOVERNANCE_SEALING_KEYS": typed})
    assert "GOVERNANCE_SEALING_KEYS" in str(caught.value)
    assert typed not in str(caught.value)
