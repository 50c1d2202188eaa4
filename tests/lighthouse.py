"""Lighthouse's four scores for the main page types of a running portal.

    python -m tests.lighthouse [--origin http://127.0.0.1:8000] [PATH ...]

Needs Chromium and lighthouse (in node_modules/ or on PATH); installs nothing. Exits with 1 below the reach.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.browser.chromium import FLAGS, executable

LOCAL = Path(__file__).resolve().parent.parent / "node_modules" / ".bin" / "lighthouse"
PATHS = ["/", "/districts/xuhui/", "/reports/2023/", "/initiatives/"]
REACH = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}


def audit(url: str) -> dict[str, int]:
    """Return the score, 0 to 100, of each category."""
    program = str(LOCAL) if LOCAL.exists() else shutil.which("lighthouse")
    if program is None:
        sys.exit("No lighthouse here: PUPPETEER_SKIP_DOWNLOAD=1 npm install --no-save lighthouse@12.8.2")
    options = ["--output=json", "--quiet", f"--only-categories={','.join(REACH)}"]
    flags = "--chrome-flags=" + " ".join(["--headless=new", *FLAGS])
    environment = os.environ | {"CHROME_PATH": executable() or ""}
    report = subprocess.run([program, url, *options, flags], env=environment, check=True, capture_output=True)
    categories = json.loads(report.stdout)["categories"]
    return {name: round(100 * (categories[name]["score"] or 0)) for name in REACH}


def main() -> int:
    parser = argparse.ArgumentParser(description="Print Lighthouse's scores.")
    parser.add_argument("paths", nargs="*", default=PATHS)
    parser.add_argument("--origin", default="http://127.0.0.1:8000")
    chosen = parser.parse_args()
    print("".join(f"{name:>16}" for name in REACH))
    is_reached = True
    for path in chosen.paths:
        scores = audit(chosen.origin + path)
        is_reached &= all(scores[name] >= least for name, least in REACH.items())
        print("".join(f"{score:>16}" for score in scores.values()) + f"  {path}", flush=True)
    return 0 if is_reached else 1


if __name__ == "__main__":
    sys.exit(main())
