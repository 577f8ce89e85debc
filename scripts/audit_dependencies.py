"""Asks whether any package of requirements.lock has a known vulnerability.

A vulnerability fails the build. An answer that could not be had does not, since work must go on
without a network, but it is said plainly that nobody was asked.
"""

import json
import subprocess
import sys
from pathlib import Path

AUDIT = Path(sys.executable).with_name("pip-audit")
ASKED = [AUDIT, "--require-hashes", "--disable-pip", "-r", "requirements.lock", "--format", "json"]


def main() -> int:
    """Exit status 1 when something was found, 0 when nothing was or nobody could be asked."""
    try:
        done = subprocess.run(
            [*ASKED, "--progress-spinner", "off"],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        packages = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, json.JSONDecodeError) as error:
        answered = isinstance(error, json.JSONDecodeError)
        said = done.stderr.strip().splitlines() if answered else ["no answer in two minutes"]
        why = said[-1][:120] if said else "no reason given"
        print(f"Vulnerabilities: NOT CHECKED, the list could not be reached ({why})")
        return 0
    found = [(package, fault) for package in packages for fault in package.get("vulns", [])]
    for package, fault in found:
        fixed = ", ".join(fault["fix_versions"]) or "no release yet"
        print(f"{package['name']} {package['version']}: {fault['id']}, put right in {fixed}")
    print(f"Vulnerabilities: {len(found)} known in {len(packages)} packages")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
