"""The private folder where files wait to be read as bulletins."""

from documents.files.staging import Staging

FOLDER = "intake"
staging = Staging(FOLDER)
