"""How frequent terms are, as far as a server has counted them. Pure; no Django."""

from dataclasses import dataclass, field

from documents.search.match import Match


@dataclass(frozen=True, slots=True)
class Frequencies:
    """The share of all passages that hold a term, for the most frequent ones; a guess."""

    shares: dict[str, float] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.shares)

    def at_most(self, match: Match) -> float:
        """Return the largest share of passages that can match; 1 where nothing is known.

        A passage holds a term of every clause, so no more match than hold the rarest clause.
        """
        # What is not among the frequent terms is rarer than all of them.
        rare = min(self.shares.values(), default=1.0)

        def share(text: str, is_prefix: bool) -> float:
            return 1.0 if is_prefix else self.shares.get(text, rare)

        clauses = (sum(share(t.text, t.is_prefix) for t in clause) for clause in match.all)
        return min(1.0, min(clauses, default=1.0))
