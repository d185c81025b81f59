"""Every component in every state keeps the rules of a page, and every error has a page that says what to do."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.web.gallery import make_gallery
from tests.web.page_checks import check_page


@pytest.fixture(name="client")
def _client() -> FlaskClient:
    app = make_gallery()
    app.config["WTF_CSRF_ENABLED"] = False
    return app.test_client()


def test_every_component_keeps_the_rules_of_a_page(client: FlaskClient) -> None:
    page = check_page(client.get("/").text)
    assert page.title == "Everything on one page – Year 4 blog – Mill Lane Primary School"


def test_a_form_sent_empty_names_each_missing_answer_at_its_place(client: FlaskClient) -> None:
    html = client.post("/", data={"seen": "7"}).text
    page = check_page(html)
    assert page.title.startswith("Error: Everything on one page")
    assert '<a href="#start-day">Enter the day on which it should start</a>' in html
    assert '<a href="#pupils">Say whether pupils will see it</a>' in html
    assert '<a href="/page/reason">Say why the school wants this site.</a>' in html


@pytest.mark.parametrize(
    ("code", "h1", "sentence"),
    [
        pytest.param(400, "We could not read what was sent", "check what you entered", id="400"),
        pytest.param(401, "Sign in to see this page", "then open the page again", id="401"),
        pytest.param(403, "You cannot do this yourself", "the head, or who acts for the head", id="403 says who can"),
        pytest.param(404, "There is no such page", "Check the address", id="404"),
        pytest.param(405, "This address cannot be used like that", "Go back", id="405"),
        pytest.param(409, "This changed while you were looking at it", "The head approved this", id="409 says who did"),
        pytest.param(413, "That was too much to send at once", "smaller file", id="413"),
        pytest.param(415, "We could not read what was sent", "check what you entered", id="another code below 500"),
        pytest.param(422, "Something was missing from what was sent", "load the page again", id="422"),
        pytest.param(429, "Please wait a little", "Try again in a few minutes", id="429"),
        pytest.param(500, "Something went wrong on our side", "give the reference", id="500"),
        pytest.param(503, "Something went wrong on our side", "give the reference", id="another code above 500"),
    ],
)
def test_every_error_says_what_happened_and_what_to_do(client: FlaskClient, code: int, h1: str, sentence: str) -> None:
    response = client.get(f"/broken/{code}")
    assert response.status_code == code
    assert check_page(response.text).h1 == h1
    assert sentence in response.text
    assert response.headers["Cache-Control"] == "no-store"


def test_a_note_that_came_too_late_is_kept_and_a_password_is_not(client: FlaskClient) -> None:
    typed = {"reason": "Please say who closes\nthe blog <b>in July</b>.", "password": "correct horse battery staple"}
    html = client.post("/broken/409", data=typed).text
    check_page(html)
    assert "Please say who closes\nthe blog &lt;b&gt;in July&lt;/b&gt;." in html
    assert "battery" not in html


def test_a_fault_shows_no_trace_and_asks_nobody_who_is_there(client: FlaskClient) -> None:
    response = client.get("/boom")
    assert response.status_code == 500
    check_page(response.text)
    assert "secret detail" not in response.text
    assert "Mill Lane" not in response.text


def test_a_colour_that_is_none_never_reaches_the_style(client: FlaskClient) -> None:
    response = client.get("/?colour=red%3B%7Dbody%7B")
    assert response.status_code == 200
    assert "--brand:#1d4f73" in response.text
    assert ":root{--brand:red" not in response.text


def test_json_is_answered_where_it_is_asked_for(client: FlaskClient) -> None:
    response = client.get("/broken/404", headers={"Accept": "application/json"})
    assert response.status_code == 404
    assert response.get_json()["code"] == 404


def test_an_address_for_sending_only_says_which_way_is_allowed(client: FlaskClient) -> None:
    response = client.get("/seen")
    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]


def test_too_large_a_request_is_answered_with_a_page(client: FlaskClient) -> None:
    response = client.post("/", data={"reason": "a " * 150_000})
    assert response.status_code == 413
    check_page(response.text)


@pytest.mark.parametrize(
    "sent", [{}, {"seen": ""}, {"seen": "x"}, {"seen": "-1"}, {"seen": "9" * 5000}, {"seen": ["1", "2"]}]
)
def test_a_form_without_a_readable_version_changes_nothing(client: FlaskClient, sent: dict[str, object]) -> None:
    response = client.post("/seen", data=sent)
    assert response.status_code == 422
    assert "which version of this page" in response.text


def test_a_form_that_says_its_version_is_read(client: FlaskClient) -> None:
    assert client.post("/seen", data={"seen": "12"}).text == "12"


def test_the_token_is_asked_for_and_its_absence_explained() -> None:
    response = make_gallery().test_client().post("/seen", data={"seen": "12", "note": "A long note that took a while"})
    assert response.status_code == 400
    assert check_page(response.text).h1 == "This page had been open for too long"
    assert "A long note that took a while" in response.text
