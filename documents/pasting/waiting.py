"""Files uploaded into the box above “Thêm văn bản”, which wait until its form is saved."""

from documents.files.staging import Staging

# Whoever opens a form in the morning saves it on the same day.
KEPT_SECONDS = 24 * 3600.0
WAITING = Staging("pasted", KEPT_SECONDS)
