"""A real browser opens the site: the security headers stop nothing the pages need."""

import pytest


@pytest.mark.browser
def test_a_browser_shows_the_login_page_without_a_complaint(page, live_server):
    complaints = []
    page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", lambda request: complaints.append(f"not loaded: {request.url}"))
    response = page.goto(f"{live_server.url}/dang-nhap/")
    assert response.status == 200
    # A style sheet was really applied, not only named.
    assert page.evaluate("[...document.styleSheets].some(sheet => sheet.cssRules.length > 0)")
    assert page.get_attribute("html", "lang") == "vi"
    assert complaints == []
