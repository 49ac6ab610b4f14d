"""Named citations: one issuance told by plenum, congress or session. Pure text; no Django.

"Nghị quyết Trung ương 4 (khóa XI, XII)", "Nghị quyết Đại hội XIII của Đảng", "Nghị quyết
kỳ họp thứ 12, HĐND Thành phố". Sets are refused: "các nghị quyết của Hội nghị".
"""

import re
from collections.abc import Iterator

from documents.citations import grammar
from documents.citations.assemblies import Assembly, read_assembly, read_plenum
from documents.citations.reading import Reading
from documents.citations.skeleton import Skeleton, spaced
from documents.citations.tail import read_tail

# Heads are searched on the lower-case skeleton, each with a fixed beginning: the engine
# skips to it at full speed. "link" is what may stand between type word and meeting.
_HEADS = tuple(
    re.compile(
        spaced(
            pattern + r"(?P<link> ?(?:cua |tai )?)"
            r"(?=hoi nghi|trung uong|tw|t\.u|dai hoi|dh |ky hop|lan thu|ban chap hanh|bch|hdnd"
            r"|hoi dong nhan dan|quoc hoi)"
        )
    )
    for pattern in ("nghi ?quyet", "nq", "ket ?luan", "thong ?bao")
)
# "các nghị quyết …", "nghị quyết, kết luận …": a set of documents
_SET_BEFORE = re.compile(
    spaced(r"(?:(?:cac|nhung)(?: van kien,?)?|(?:nghi quyet|chi thi|ket luan|quy dinh)(?:,| va)) $")
)


def read_named(skeleton: Skeleton) -> Iterator[Reading]:
    """Yield the named citations of one block, in no order."""
    for heads in _HEADS:
        for head in heads.finditer(skeleton.lower):
            if head.start() and skeleton.lower[head.start() - 1].isalnum():
                continue
            yield from _read_head(skeleton, head)


def _read_head(skeleton: Skeleton, head: re.Match[str]) -> Iterator[Reading]:
    text, linked = skeleton.text, bool(head["link"].strip())
    # "các Nghị quyết Trung ương 4 khóa XI, XII" names each document, so it is no set.
    plenum = None if linked else read_plenum(text, head.end())
    if plenum:
        yield from _plenum_readings(skeleton, head, plenum)
        return
    plural = _SET_BEFORE.search(skeleton.lower[max(0, head.start() - 24) : head.start()])
    # "kết luận của Hội nghị …" in small letters is what was concluded there
    if plural or (linked and text[head.start()].islower()):
        return
    assembly = read_assembly(text, head.end())
    if assembly:
        yield _reading(skeleton, head, assembly)


def _reading(skeleton: Skeleton, head: re.Match[str], assembly: Assembly) -> Reading:
    word = grammar.name_of_word(skeleton.lower[head.start() : head.start("link")])
    tail = read_tail(skeleton.text, assembly.end)
    return Reading(
        start=head.start(),
        end=tail.end,
        kind="named",
        type=word,
        type_code=grammar.usual_code(word),
        rule=assembly.rule,
        date=tail.date,
        issuer=(head.end(), tail.issuer[1] if tail.issuer else assembly.end),
        ordinal=assembly.ordinal,
        terms=assembly.terms,
    )


def _plenum_readings(
    skeleton: Skeleton, head: re.Match[str], plenum: Assembly
) -> Iterator[Reading]:
    """Yield one reading a plenum: "Trung ương 4, 5 khóa XII" has two, of one term."""
    first = _reading(skeleton, head, plenum)
    last_end, last_date = first.end, first.date
    if plenum.others:
        first.end, first.date = plenum.ordinal_end, None
        first.issuer = (head.end(), first.end)
    yield first
    for start, end in plenum.others:
        is_last = (start, end) == plenum.others[-1]
        yield Reading(
            start=start,
            end=last_end if is_last else end,
            kind="named",
            type=first.type,
            type_code=first.type_code,
            rule=plenum.rule,
            date=last_date if is_last else None,
            ordinal=str(int(skeleton.text[start:end])),
            terms=plenum.terms,
        )
