"""What long friendly comments retell is left alone, and the same words said of oneself are found (A.5.6, A.5.2).

Long comments tell of books, lessons, animals and long ago.  Each harmless comment here has a twin that needs a person.
"""

from __future__ import annotations

import pytest

from governance.triage import Kind
from tests.triage.test_words import rules_of

BEFORE = "Thank you for the pictures of the pond and the hens, which my gran and I looked at twice on Sunday. "
AFTER = " We liked the brown one with the funny feet best of all, and we are coming to the fair in June with a cake."


def long(said: str) -> str:
    """A long friendly comment around what is said."""
    return BEFORE + said + AFTER


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("The tiger is in a cage and you feel trapped just reading it.", id="what a book makes one feel"),
        pytest.param("The officer explained why they ask children to keep it secret.", id="a talk about secrets"),
        pytest.param("I was acting a boy who is being bullied and Tess was the friend.", id="acting in a lesson"),
        pytest.param("In the book he is scared of everybody. His mum hits him with a belt.", id="what a book tells"),
        pytest.param("In the winter of 1947 they had no heating and burned the chairs.", id="long ago"),
        pytest.param("Our tortoise ran away from home and came back for tea.", id="an animal that ran away"),
        pytest.param("I was last and wanted to disappear, and then they all cheered!", id="embarrassed once"),
        pytest.param("I was six, and she sleeps in my bed when it is windy.", id="a sister's bed"),
        pytest.param("Bring a vegetable but don't tell anyone, that is the fun.", id="a game's secret"),
        pytest.param("One shepherd had a tea towel on his head and played a sheep.", id="a shepherd's tea towel"),
        pytest.param("You can't go in the deep end and you can't kick it.", id="the rules of a game"),
        pytest.param("You are not allowed to eat near the gerbils.", id="the rules of a classroom"),
        pytest.param("We stayed to the very end and stacked the chairs.", id="staying to the end"),
        pytest.param("We stay at home with the curtains closed.", id="staying at home"),
        pytest.param("There is a fox. She lives behind the garages.", id="where a fox lives"),
        pytest.param("Some people who live opposite the rec are worried about noise.", id="people who live somewhere"),
        pytest.param("One of them lives on an island and comes by boat.", id="an island without a name"),
        pytest.param("The flames went from house to house and our street was gone.", id="a fire of long ago"),
        pytest.param("When I was a boy I moved to Redland High School.", id="a grown-up's old school"),
        pytest.param("I teach at Glen Torran Primary School.", id="a teacher's school"),
        pytest.param("We beat Ashby Primary School in the first round.", id="a match against a school"),
        pytest.param("I saw four ducks on the green and it was a two hour drive.", id="a number and a green"),
        pytest.param("I go to karate after school.", id="what comes after school"),
        pytest.param("I am going to tell the whole school.", id="telling the whole school"),
        pytest.param("In June the school did it for my birthday.", id="a month beside a school"),
        pytest.param("We lay down in the hide so that they can't see us.", id="hiding from birds"),
        pytest.param("We're over the moon with our prize.", id="over the moon"),
        pytest.param("In the photo I'm next to the tall girl.", id="where one stands in a photo"),
        pytest.param("Grandad came to our house on Sunday.", id="a house on a day"),
        pytest.param("Stick insects live on brambles.", id="what insects live on"),
        pytest.param("My cousin Theo is coming to your school.", id="your school, without a name"),
    ],
)
def test_what_is_retold_is_left_alone(said: str) -> None:
    assert rules_of(long(said)).reasons == ()


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        pytest.param("At home I feel trapped all the time.", Kind.DISTRESS, id="feeling trapped"),
        pytest.param("You have to keep it secret from your mum.", Kind.SECRECY, id="being asked for secrecy"),
        pytest.param("I am being bullied every day.", Kind.DISTRESS, id="being bullied"),
        pytest.param("My mum hits me with a belt.", Kind.HARM_AT_HOME, id="being hit"),
        pytest.param("We have no heating and no food in the house.", Kind.HARM_AT_HOME, id="nothing at home"),
        pytest.param("I ran away from home and nobody looked.", Kind.DISTRESS, id="having run away"),
        pytest.param("I want to disappear.", Kind.DISTRESS, id="wanting to disappear"),
        pytest.param("He sleeps in my bed when mum is out.", Kind.HARM_AT_HOME, id="a grown-up in a child's bed"),
        pytest.param("Don't tell anyone about us.", Kind.SECRECY, id="a secret between two"),
        pytest.param("I can't go in there anymore.", Kind.DISTRESS, id="not going in any more"),
        pytest.param("We live on Mill Lane.", Kind.ADDRESS, id="a street"),
        pytest.param("We're over the chip shop on the left.", Kind.ADDRESS, id="over a shop"),
        pytest.param("My friend lives behind the garages.", Kind.ADDRESS, id="where a friend lives"),
        pytest.param("My brother Tom goes to Redland High School.", Kind.NAME_WITH_SCHOOL, id="a child's school"),
    ],
)
def test_the_same_said_of_oneself_is_found(said: str, kind: Kind) -> None:
    assert kind in {reason.kind for reason in rules_of(long(said)).reasons}
