from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "initiatives"
    verbose_name = "年报记录"

    def ready(self) -> None:
        from initiatives import references

        references.watch()
