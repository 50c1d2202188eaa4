from django.apps import AppConfig
from django.contrib.admin import apps as admin


class PortalConfig(AppConfig):
    default = True
    name = "portal"
    verbose_name = "门户"

    def ready(self) -> None:
        from portal import checks  # noqa: F401 (importing registers them; apps must be loaded first)


class PortalAdminConfig(admin.AdminConfig):
    """Django's admin, with the portal's site in place of the default one."""

    default = False
    default_site = "portal.admin_site.PortalAdminSite"
