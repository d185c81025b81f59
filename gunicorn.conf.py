"""How gunicorn serves the product; the decisions stand in ``governance/jobs/serving.py``."""

from governance.jobs import serving

settings = serving.settings_or_exit()
bind = f"{settings.host}:{settings.port}"
# One process with threads keeps one SQLite file and one cache; larger schools start more with --workers.
worker_class = "gthread"
threads = 8
# The application is built and the database prepared once, before anything is served.
preload_app = True
on_starting = serving.prepare
when_ready = serving.announce
graceful_timeout = 3
keepalive = 5
loglevel = "warning"
control_socket_disable = True
