"""Licences and origins of all dependencies, against the list in .deny.toml.

cargo-deny does this better and more, but takes longer to build than all of Carnet; where it is installed .ci/run asks it too.
This script reads the same list and answers two of its questions: may we ship this licence, and does everything come from
crates.io?
"""
import json
import re
import subprocess
import sys
import tomllib


def allowed(expression, allow):
    """Whether an SPDX expression can be met by the allowed licences: OR needs one side, AND both."""
    tokens = re.findall(r"\(|\)|[^\s()]+", expression.replace("/", " OR "))
    position = 0

    def peek():
        return tokens[position] if position < len(tokens) else None

    def take():
        nonlocal position
        position += 1
        return tokens[position - 1]

    def alternatives():
        met = both()
        while peek() == "OR":
            take()
            met = both() or met  # `or met` last: the other side must be read in any case
        return met

    def both():
        met = one()
        while peek() == "AND":
            take()
            met = one() and met
        return met

    def one():
        if peek() == "(":
            take()
            met = alternatives()
            take()
            return met
        name = take()
        if peek() == "WITH":
            take()
            name += " WITH " + take()
        return name in allow

    return alternatives()


def main():
    with open(".deny.toml", "rb") as file:
        allow = set(tomllib.load(file)["licenses"]["allow"])
    text = subprocess.run(["cargo", "metadata", "--format-version", "1", "--locked"], check=True, stdout=subprocess.PIPE,
                          text=True).stdout
    faults = []
    packages = json.loads(text)["packages"]
    for package in packages:
        name = f"{package['name']} {package['version']}"
        licence = package["license"]
        if licence is None or not allowed(licence, allow):
            faults.append(f"{name} is under {licence or 'no stated licence'}, which .deny.toml does not list")
        source = package["source"]  # none for the workspace's own
        if source is not None and not (source.startswith("registry+") and source.endswith("/crates.io-index")):
            faults.append(f"{name} does not come from crates.io but from {source}")
    for fault in faults:
        print(f"licences: {fault}")
    print(f"licences: looked at {len(packages)} packages")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
