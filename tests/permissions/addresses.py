"""Who may open which address of the site: the permission walk goes by these tables."""

# Pages about one record: its kind decides who gets it, everybody else gets a 404.
RECORD_PAGES = {"documents:detail", "documents:attachment", "bulletins:detail", "api:detail"}
# Pages open to all that may only speak of what the visitor may see.
OPEN_PAGES = {
    "documents:home": {},
    "documents:list": {},
    "documents:facets": {},
    "documents:list_csv": {},
    "documents:list_xlsx": {},
    "documents:register": {},
    "documents:register_xlsx": {},
    "documents:index": {},
    "documents:index_xlsx": {},
    "bulletins:list": {},
    "bulletins:meeting_pack": {},
    "organizations:list": {},
    "organizations:detail": {"slug": "dang-uy-phuong-mau"},
    "documents:series_list": {"body": "dang-uy-phuong-mau"},
    "login": {},
    "alive": {},
    "ready": {},
    "api:about": {},
    "api:openapi": {},
    "api:list": {},
}
# Of these each holds every document that its reader may see, and no other.
LISTS_OF_DOCUMENTS = {
    *("documents:list", "documents:list_csv", "documents:list_xlsx"),
    *("documents:register", "documents:register_xlsx", "api:list"),
    *("documents:index", "documents:index_xlsx"),
}
# Takes a text and answers it with documents; any other address below /api/.
ANSWERS = {"api:citations", "api:unknown"}
# Pages of one's own account: a visitor is sent to sign in.
ACCOUNT_PAGES = {
    *("password_change", "password_change_done", "logout"),
    *("api:tokens", "accounts:devices"),
    *("following:own", "following:news", "following:feed_address", "following:digest"),
}
# Leads whoever owes no code to the page of signing in: tests/organizations/second_step/ walk it.
CODE_PAGE = {"second_step:enter_code"}
# Leads everybody to a page that is walked itself.
LED_ON = {"staff_password_change": "password_change"}
# Opened by whoever holds its secret: tests/organizations/signing_in/ and, of a feed,
# tests/documents/following/ walk it.
BY_SECRET = {"accounts:enter", "following:feed"}
# Of one member, for whoever may hand that member links; not all staff are told of all accounts.
MEMBER_PAGES = {"accounts:person", "accounts:give", "accounts:end_device"}
# Buttons on a page of one's own account: of anybody else's record they know nothing.
ACCOUNT_BUTTONS = {"api:revoke", "accounts:end_own", "following:end", "following:seen"}
# Asks an account whether to follow a record that its address names: a 404 for what it may not see.
FOLLOWING_FORM = "following:add"
# Buttons that only staff may press: whoever sees the record is told no, the others a 404.
STAFF_BUTTONS = {
    "bulletins:release": "cho-doc/",
    "bulletins:decide": "doi-chieu/1/",
    "bulletins:judge": "doi-chieu/1/kiem-tra/",
    "bulletins:confirm_certain": "doi-chieu/chac-chan/",
    "bulletins:undo": "doi-chieu/hoan-tac/",
    "bulletins:mark_missed": "doi-chieu/danh-dau/",
    "bulletins:subject": "doi-chieu/1/gioi-thieu/",
    "bulletins:publish": "phat-hanh/",
    "bulletins:decide_relations": "quan-he/quyet-dinh/",
    "bulletins:keep_note": "doi-chieu/dinh-chinh/",
    "bulletins:put_back": "phat-hanh-lai/",
    "bulletins:take_out": "bo-phan-nhap/",
    "bulletins:correct": "muc/1/",
    "bulletins:outline_undo": "muc/hoan-tac/",
}
# Pages beside a bulletin's for whoever reads it.
READER_RECORD_PAGES = {
    "bulletins:print": "ban-in/",
    "bulletins:word": "ban-tin.docx",
    "bulletins:offline": "ban-tin.html",
    "bulletins:annex": "danh-muc/",
    "bulletins:annex_word": "danh-muc.docx",
    "bulletins:annex_xlsx": "danh-muc.xlsx",
    "bulletins:annex_csv": "danh-muc.csv",
}
# Pages beside a document's: its code and relations for whoever may see it, and a form for those
# of them who have signed in.
DOCUMENT_PAGES = {"documents:qr": "qr.svg", "documents:document_relations": "luoc-do/"}
DOCUMENT_FORMS = {"documents:report_mistake": "bao-sai-sot/"}
# Of a number series that some visitors may see no document of: no page for those.
SERIES = {"body": "dang-uy-phuong-mau", "series": "ct", "period": "nam-2023"}
SERIES_PAGES = {
    "documents:series": SERIES,
    "documents:series_csv": SERIES,
    "documents:series_xlsx": SERIES,
}
# Pages beside a document's for whoever may see it.
READER_DOCUMENT_PAGES = {
    "documents:chain": "chuoi/",
    "documents:citing": "nhac-den/",
    "documents:coverage": "trien-khai/",
    "documents:coverage_csv": "trien-khai.csv",
    "documents:coverage_xlsx": "trien-khai.xlsx",
}
# The same at an address of the bulletins.
ITEMS_ABOUT = "bulletins:about"
# Pages beside a bulletin's for staff alone, and one that is nobody's record.
STAFF_RECORD_PAGES = {
    "bulletins:desk": "doi-chieu/",
    "bulletins:outline": "muc/",
    "bulletins:relations": "quan-he/",
    "bulletins:split": "muc/tach/",
    "bulletins:changes": "doi-chieu/thay-doi/",
    "bulletins:former": "truoc-dinh-chinh/",
}
# Such a page with a form that is sent to its own address.
STAFF_RECORD_FORMS = {
    "bulletins:read": "doc/",
    "bulletins:start_over": "nhap-lai/",
    "bulletins:withdraw": "thu-hoi/",
}
# A form about one citation: without the citation, staff are led back to the desk.
STAFF_FORMS = {"bulletins:register_cited": "doi-chieu/1/vao-so/"}
# Of a bulletin in the bin these say nothing to staff either: a script asks, or the reading page.
NOT_LED_FROM_BIN = {"bulletins:changes"}
STAFF_PAGES = {
    *("accounts:people", "accounts:new_member", "second_step:own"),
    *("bulletins:bring_in", "bulletins:check", "bulletins:trust", "bulletins:wanted"),
    *("documents:relations", "documents:mistake_reports", "documents:merges"),
    *("documents:removals", "documents:full_xlsx"),
    *("figures", "guide", "importing:send"),
    *("organizations:reorganize", "organizations:reorganizations"),
    *("bulletins:wanted_csv", "bulletins:wanted_xlsx"),
}
# For administrators; editors are told no.
ADMINISTRATOR_PAGES = {"metrics"}
# Beside a document's page, for staff alone.
STAFF_DOCUMENT_PAGES = {
    "documents:merge": "hop-nhat/",
    "documents:split": "tach/",
    "documents:remove_content": "go-noi-dung/",
}
# A button on one row of a page; tests/documents/merging/, tests/documents/removing/ and
# tests/organizations/reorganizing/ walk them.
STAFF_ROW_BUTTONS = {
    *("documents:undo_merge", "documents:put_content_back"),
    "organizations:undo_reorganization",
}
# A file that an editor sent in, for every editor.
STAFF_INTAKES = {"bulletins:intake"}
# All sentences that cite one document, and those of which no document is known.
STAFF_SENTENCES = {"bulletins:sentences_on_document", "bulletins:sentences_alike"}
# A list of documents that an editor sent in, for every editor.
STAFF_LISTS = {
    *("importing:show", "importing:columns", "importing:do", "importing:take_back"),
    "importing:drop",
}
# Buttons for staff alone that belong to no one record.
STAFF_COMMON_BUTTONS = {
    *("bulletins:take_up", "documents:decide_relations", "documents:handle_report"),
}
