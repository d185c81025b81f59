"""Which comments are adverts, with what twin of school life is none, and what of an advert is marked (A.5.4)."""

from __future__ import annotations

import pytest

from governance.triage import Kind, read
from governance.triage.adverts import shipped, stretches
from scripts.train_adverts import digest


def adverts_in(comment: str) -> list[str]:
    """What of a comment is marked as an advert."""
    return [comment[reason.start : reason.end] for reason in read(comment).reasons if reason.kind is Kind.ADVERT]


@pytest.mark.parametrize(
    ("advert", "harmless"),
    [
        pytest.param(
            "I bake birthday cakes to order from £20, message me for a price",
            "The bake sale raised £20 for our library, thank you for the cakes",
            id="a parent's cakes, and the bake sale",
        ),
        pytest.param(
            "I tutor maths and English, £25 an hour, first lesson free",
            "Our first lesson was maths and then English, it was free reading after that",
            id="a tutor, and a lesson",
        ),
        pytest.param(
            "Earn £500 a week from home, ask me how",
            "A child in a Victorian mill earned a few pence a week",
            id="easy money, and wages in history",
        ),
        pytest.param(
            "who wants to buy slime its 50p a pot",
            "I bought slime for 50p at the school fair",
            id="a child's shop, and the fair",
        ),
        pytest.param(
            "pls subscribe to my channel i need 100 subs",
            "Subscribe to the school newsletter so that you hear about the play",
            id="a plea for subscribers, and the newsletter",
        ),
        pytest.param(
            "Use my code at the checkout and we both get 10% off",
            "We wrote a secret code in maths and 10% of us cracked it",
            id="a referral code, and a code in maths",
        ),
        pytest.param(
            "We write your essay, guaranteed top marks, cheap prices",
            "We wrote an essay about bread prices in the war",
            id="essays for money, and an essay",
        ),
        pytest.param(
            "Flat to rent near the station, deposit needed, call us today",
            "The trip costs £4, please hand the consent form to the office",
            id="a letting, and a trip's cost",
        ),
        pytest.param(
            "Childminder with spaces from January, Ofsted registered, message me",
            "Are there any spaces left in the choir?",
            id="a childminder, and a place in the choir",
        ),
        pytest.param(
            "Lose weight fast with this miracle tea, results guaranteed",
            "This book is guaranteed to make you cry",
            id="a miracle, and praise for a book",
        ),
        pytest.param(
            "Like and share to win a hamper, tag a friend to enter",
            "I entered the colouring competition and won a hamper in the raffle",
            id="a prize for sharing, and the raffle",
        ),
        pytest.param(
            "Selling my bike, nearly new, £40, collection only",
            "In our pretend shop I sold a banana for 10p",
            id="a bike for sale, and a shop in class",
        ),
    ],
)
def test_an_advert_is_told_from_its_twin(advert: str, harmless: str) -> None:
    assert adverts_in(advert)
    assert adverts_in(harmless) == []


def test_the_mark_is_on_the_words_of_the_advert() -> None:
    before = "Lovely pictures. "
    (marked, *_) = adverts_in(before + "We fit kitchens, fully insured, call us for a free quote")
    assert marked == "We fit kitchens, fully insured, call us for a free quote"


def test_an_advert_at_the_end_of_a_long_comment_is_marked_there() -> None:
    before = "The singing was so good and the little ones did very well, we all clapped for a long time. " * 8
    advert = "Cheap loans, bad credit no problem, guaranteed cash today, call us now for a free quote"
    marked = adverts_in(before + advert)
    assert marked
    assert all(part in advert for part in marked)


def test_every_word_of_a_long_comment_stands_in_a_stretch() -> None:
    assert stretches(36).tolist() == [[0, 36]]
    assert stretches(50).tolist() == [[0, 36], [12, 48], [14, 50]]


def test_the_shipped_weights_were_learned_from_these_examples() -> None:
    assert shipped().examples == digest(), "the examples or signs of adverts changed: run `make triage`"
