"""The application for ``flask --app app`` and for the web server."""

from __future__ import annotations

import sys

from governance import create_app
from governance.config import BadSetting

try:
    app = create_app()
except BadSetting as bad:
    sys.exit(str(bad))
