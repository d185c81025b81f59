"""Builds what the interface takes from others: govuk-frontend's styles and scripts, and htmx, into ``static/built``.

The styles come without what is not ours to use (the font GDS Transport, licensed for gov.uk alone, and the crest), and
with the school's colours as custom properties.  Each change to them counts what it found, and the build stops with a
sentence when the upstream file no longer looks as expected, because a silent miss would ship the font.
Standard library only: it runs before anything is installed, and the running application needs none of it.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "static" / "built"
NODE_ENVIRONMENT = ROOT / ".venv-assets"
NPM_FILES = ("package.json", "package-lock.json", ".npmrc")
SYSTEM_FONTS = 'system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif'


class BuildStoppedError(Exception):
    """The assets could not be built; the message is a sentence for whoever ran the command."""


@dataclass(frozen=True)
class Change:
    """One change to an upstream file: what is looked for, what stands there instead, and how often it must occur."""

    what: str
    pattern: str
    replacement: str
    occurs: Callable[[int], bool]


def exactly(count: int) -> Callable[[int], bool]:
    """A change must find its pattern this many times."""
    return lambda found: found == count


def at_least(count: int) -> Callable[[int], bool]:
    """A change must find its pattern this many times or more."""
    return lambda found: found >= count


CSS_CHANGES = (
    Change("the font's copyright notice", r"/\*! Copyright[^*]*?Margaret Calvert[^*]*\*/", "", exactly(1)),
    Change("the @font-face rules of GDS Transport", r"@font-face\{font-family:GDS Transport;[^}]*\}", "", exactly(2)),
    Change("the font stack", r"GDS Transport,arial,sans-serif", "var(--font)", at_least(40)),
    Change(
        "the place for our own font stack",
        r":root\{(?=--govuk-breakpoint)",
        f":root{{--font:{SYSTEM_FONTS};",
        exactly(1),
    ),
    Change(
        "the crest drawn through a mask",
        r"@supports [^{]*\{\.govuk-footer__copyright-logo:before\{[^}]*govuk-crest\.svg[^}]*\}"
        r"@media [^{]*\{\.govuk-footer__copyright-logo:before\{[^}]*\}\}\}",
        "",
        exactly(1),
    ),
    Change(
        "the crest", r"\.govuk-footer__copyright-logo:before\{[^}]*url\([^)]*govuk-crest\.svg\)[^}]*\}", "", exactly(1)
    ),
    Change("the brand colour", r"(--govuk-brand-colour:)#1d70b8", r"\1var(--brand,#1d70b8)", exactly(1)),
    Change("the colour of links", r"(--govuk-link-colour:)#1a65a6", r"\1var(--brand-link,#1a65a6)", exactly(1)),
    Change(
        "the colour of hovered links",
        r"(--govuk-link-hover-colour:)#0f385c",
        r"\1var(--brand-deep,#0f385c)",
        exactly(1),
    ),
    Change("brand colours written out", r"(background-color:)#1d70b8", r"\1var(--brand,#1d70b8)", at_least(2)),
    Change(
        "the text on the header",
        r"(color:)#fff(;background:var\(--govuk-brand-colour)",
        r"\1var(--brand-text,#fff)\2",
        exactly(1),
    ),
    Change(
        "the colour of buttons",
        r"color:#fff;background-color:#0f7a52;box-shadow:0 2px 0 #083d29",
        "color:var(--button-text,#fff);background-color:var(--button,#0f7a52);"
        "box-shadow:0 2px 0 var(--button-shadow,#083d29)",
        exactly(1),
    ),
    Change(
        "the colour of hovered buttons",
        r"(\.govuk-button:hover\{background-color:)#0b5c3e",
        r"\1var(--button-hover,#0b5c3e)",
        exactly(1),
    ),
    Change("the source map", r"/\*# sourceMappingURL=[^*]*\*/\s*", "", exactly(1)),
)
JS_CHANGES = (Change("the source map", r"//# sourceMappingURL=\S+\s*", "", exactly(1)),)
NOT_OURS = ("GDS Transport", "@font-face", "crest", "favicon", "sourceMappingURL", "url(")


def changed(text: str, changes: tuple[Change, ...], name: str) -> str:
    """Return ``text`` with every change made; raises ``BuildStoppedError`` when one finds what it does not expect."""
    for change in changes:
        text, found = re.subn(change.pattern, change.replacement, text)
        if not change.occurs(found):
            raise BuildStoppedError(
                f"{name} has changed: {change.what} occurred {found} times. "
                "Look at the new version and correct the patterns in scripts/build_assets.py."
            )
    left = [word for word in NOT_OURS if word in text]
    if left:
        raise BuildStoppedError(
            f"{name} still holds {', '.join(left)}: correct the patterns in scripts/build_assets.py."
        )
    return text


def run(command: list[str], folder: Path) -> None:
    """Run ``command`` in ``folder``, quietly unless it fails."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildStoppedError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")


def system_npm() -> str | None:
    """Return this machine's npm when it is there and new enough to read the lock (npm 7)."""
    npm = shutil.which("npm")
    if npm is None:
        return None
    asked = subprocess.run([npm, "--version"], capture_output=True, text=True, check=False)
    major = asked.stdout.strip().split(".")[0]
    return npm if asked.returncode == 0 and major.isdigit() and int(major) >= 7 else None


def npm_from_wheel() -> str:
    """Install node's wheel into a throw-away environment, by hash, and return its npm."""
    run([sys.executable, "-m", "venv", "--clear", str(NODE_ENVIRONMENT)], ROOT)
    python = NODE_ENVIRONMENT / "bin" / "python"
    pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile", "--no-deps"]
    run([str(python), *pip, "--require-hashes", "-r", "requirements-assets.txt"], ROOT)
    return str(NODE_ENVIRONMENT / "bin" / "npm")


def install_packages(folder: Path) -> Path:
    """Install the locked npm packages into ``folder`` and return its ``node_modules``."""
    for name in NPM_FILES:
        shutil.copy(ROOT / name, folder / name)
    npm = system_npm()
    try:
        run([npm or npm_from_wheel(), "ci", "--no-audit", "--no-fund", "--ignore-scripts"], folder)
    finally:
        shutil.rmtree(NODE_ENVIRONMENT, ignore_errors=True)
    return folder / "node_modules"


def build(packages: Path) -> dict[str, str]:
    """Return the built files by name, made from the installed ``packages``."""
    govuk = packages / "govuk-frontend" / "dist" / "govuk"
    css, script = "govuk-frontend.min.css", "govuk-frontend.min.js"
    htmx = (packages / "htmx.org" / "dist" / "htmx.min.js").read_text("utf-8")
    return {
        css: changed((govuk / css).read_text("utf-8"), CSS_CHANGES, css),
        script: changed((govuk / script).read_text("utf-8"), JS_CHANGES, script),
        "htmx.min.js": changed(htmx, (), "htmx.min.js"),
    }


def main() -> int:
    """Build everything and leave a stamp that lets make skip this next time."""
    print("Building the interface's styles and scripts", flush=True)
    try:
        with tempfile.TemporaryDirectory(prefix="governance-assets-") as folder:
            files = build(install_packages(Path(folder)))
    except (BuildStoppedError, OSError) as stopped:
        print(f"The assets were not built. {stopped}", file=sys.stderr)
        return 1
    BUILT.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (BUILT / name).write_text(text, "utf-8")
    (BUILT / ".stamp").touch()
    return 0


if __name__ == "__main__":
    sys.exit(main())
