"""One's own account."""

from allauth.account.views import PasswordSetView, password_change
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from accounts.models import User

password_set = PasswordSetView.as_view(template_name="account/password_change.html")


@login_required
def password(request: HttpRequest) -> HttpResponse:
    """Changes one's password; a person who has none yet sets it on the same page."""
    person = request.user
    view = password_set if isinstance(person, User) and not person.has_usable_password() else password_change
    response: HttpResponse = view(request)
    return response
