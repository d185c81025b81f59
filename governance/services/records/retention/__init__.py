"""How long records are kept and how they are disposed of: by a person, by a rule, with a certificate (003-7)."""
