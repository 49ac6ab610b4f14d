"""Reading the structure of a bulletin: text in, items out. Pure text; no Django.

A bulletin "Tài liệu phục vụ sinh hoạt chi bộ" has numbered items, each about a document
or a topic, and ends with news. Its printed numbering is irregular, so nothing here relies
on one rule: see ``labels`` (which lines are labelled), ``headings`` (what they say),
``contents`` (the table of contents), ``chain`` (which of them are the items) and
``outline`` (items with kinds and levels). ``read_structure`` puts them together.
"""

from bulletins.structure.headings import heading_end
from bulletins.structure.nesting import ItemKind
from bulletins.structure.outline import Item, Structure, read_structure

__all__ = ["Item", "ItemKind", "Structure", "heading_end", "read_structure"]
