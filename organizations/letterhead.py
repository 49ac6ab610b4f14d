"""How a body is named above what it prints: its committee, and below it the department."""

from organizations.models import Organization


def letterhead(body: Organization) -> tuple[str, ...]:
    """Return the committee and below it its department, as a letterhead names them.

    "Ban Tuyên giáo Thành ủy Mẫu" of "Thành ủy Mẫu" is THÀNH ỦY MẪU / BAN TUYÊN GIÁO; a
    committee of its own keeps its whole name.
    """
    if body.parent is None:
        return (body.name.upper(),)
    above = body.parent.name
    return above.upper(), (body.name.removesuffix(above).strip() or body.name).upper()
