"""Shows for every clause of the catalogue whether it is kept, from the records, for one school or for many at once.

How an area adds its clauses:

1. Write ``governance/queries/clauses/of_<area>.py`` with a tuple ``FINDERS``; it is found by its name::

       FINDERS = (Finder(("A.3.6",), media_findings),)

       def media_findings(asked: Asked) -> Iterator[Finding]:
           rows = asked.session.execute(
               sa.select(...).where(MediaEnquiry.school_id.in_(asked.school_ids))
           )                                            # One query for all the schools, never one for each.
           late = Counter(row.school_id for row in rows if ...)
           for school in asked.schools.values():
               if late[school.id]:
                   yield Finding(school.id, "A.3.6", None, Standing.NOT_KEPT, "1 question ...", RecordAt("media"))
               else:
                   yield Finding(school.id, "A.3.6", None, Standing.KEPT, "...", RecordAt("media"))

   ``asked.schools`` has each school with its day and its policy, ``asked.sites`` every site of all of them (one read,
   shared), ``asked.gates`` the checks of the go-live gate of the running sites.  A clause asked of the school
   (``Clause.asked_of``) gets one finding for each school, its ``site_id`` None; one asked of the sites gets one for
   each site that it concerns.  A site without a finding is one that is not asked; so is a school without any.  A clause
   may get both, and several: the worst of them is how it stands.
2. ``said`` is a plain sentence with counts and dates and NO names of people, no free text that somebody typed, and
   nothing by which anybody could learn that a concern exists.  Names go into ``named``, and only where a pack with
   names wants them; concerns put nothing there.
3. ``record`` names the one row that shows it, ``RecordAt("media_enquiry", enquiry.id)``, or the list that would hold
   it, ``RecordAt("media")``.  Where its page is stands in ``governance/web/record_pages.py``: add the kind there.
4. Facts are read here; what they mean is a pure function, of the domain where a rule exists and of the module where
   it is only a sentence.  A finder reads and never writes; it imports the domain and the models only.
5. ``tests/clauses/test_<number>.py`` (A.3.6 is ``test_a_3_6.py``, 000-5 is ``test_000_5.py``) shows what the row of
   the clause tables asks for.  ``tests.clauses.standing.found_at(session, school, "A.3.6")`` answers the findings.
   Then take the number out of ``tests/clauses/outstanding.py``.
"""
