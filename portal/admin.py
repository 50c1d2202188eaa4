"""Accounts: Django's own pages, under the admin's rules for filters and bad input."""

from django.contrib import admin
from django.contrib.auth import admin as auth_admin
from django.contrib.auth.models import Group, User

from portal.web.strict_admin import StrictAdmin

admin.site.unregister([User, Group])


@admin.register(User)
class UserAdmin(StrictAdmin, auth_admin.UserAdmin):
    """An account. What it may do is set by its groups."""

    readonly_fields = ["last_login", "date_joined"]


@admin.register(Group)
class GroupAdmin(StrictAdmin, auth_admin.GroupAdmin):
    """A named set of permissions."""
