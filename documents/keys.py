"""What reads on in a person's name without a session: tokens, the feed's address, letters."""

from typing import Any

from documents.following.feed import end_address
from documents.models import AccessToken, Follower


def keys_of(person: Any) -> list[str]:
    """Return what of it a person has, in words; [] for nothing."""
    tokens = AccessToken.objects.in_use().filter(user=person).count()
    found = [f"{tokens} mã truy cập"] if tokens else []
    follower = Follower.objects.filter(user=person).first()
    if follower and follower.feed_hash:
        found.append("địa chỉ kênh tin")
    if follower and follower.digest != Follower.Digest.NONE:
        found.append("thư tóm tắt")
    return found


def end_keys(person: Any) -> None:
    """End all of it for good; its owner makes anew what is still wanted."""
    for token in AccessToken.objects.in_use().filter(user=person):
        token.revoke()
    end_address(person)
    Follower.objects.filter(user=person).update(digest=Follower.Digest.NONE)
