"""Spellings one slip away from a word. Pure; no Django."""

from string import ascii_lowercase

# A shorter word has so many neighbours that any of them would be a guess.
SHORTEST = 3
# No syllable is longer, and a question with all neighbours of 200 letters is refused.
LONGEST = 20


def neighbours(word: str) -> set[str]:
    """Return what one slip of the finger makes of a bare word: "chuuyen" may be "chuyen".

    A letter left out, added, mistaken or changed about with the next. Nothing for words of
    fewer than three letters, of more than twenty, or with digits.
    """
    if not SHORTEST <= len(word) <= LONGEST or not (word.isascii() and word.isalpha()):
        return set()
    parted = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    found = {left + right[1:] for left, right in parted if right}
    found |= {left + right[1] + right[0] + right[2:] for left, right in parted if len(right) > 1}
    for letter in ascii_lowercase:
        found |= {left + letter + right for left, right in parted}
        found |= {left + letter + right[1:] for left, right in parted if right}
    return found - {word}
