"""The direction of dependencies: which crate of the workspace may use which (docs/architecture.md).

Reads `cargo metadata --no-deps` and fails on every dependency that the table below does not allow.
"""
import json
import subprocess
import sys

ALLOWED = {
    "carnet-solver": set(),
    "carnet-engine": {"carnet-solver"},
    "carnet-web": {"carnet-engine"},
    "carnet-benches": {"carnet-solver"},
    "carnet-proptests": {"carnet-solver", "carnet-engine"},
}


def main():
    text = subprocess.run(["cargo", "metadata", "--format-version", "1", "--no-deps", "--locked"],
                          check=True, stdout=subprocess.PIPE, text=True).stdout
    packages = json.loads(text)["packages"]
    names = {package["name"] for package in packages}
    faults = [f"{name} is not in the table of .ci/layers.py: say there what it may use"
              for name in sorted(names - set(ALLOWED))]
    for package in packages:
        used = {dependency["name"] for dependency in package["dependencies"]} & names
        for name in sorted(used - ALLOWED.get(package["name"], names) - {package["name"]}):
            faults.append(f"{package['name']} must not use {name}")
    for fault in faults:
        print(f"layers: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
