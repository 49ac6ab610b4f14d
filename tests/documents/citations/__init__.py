import pytest

# So that a failed row of the tables shows what was read.
pytest.register_assert_rewrite("tests.documents.citations.cases")
