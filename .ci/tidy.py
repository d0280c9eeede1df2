"""What no linter looks at: the top level stays small, and so do source files.

The part of a Rust file before its tests has at most 500 lines; at the top level stands what docs/architecture.md lists.
"""
import subprocess
import sys

TOP = {"Cargo.toml", "Cargo.lock", "LICENSE", "README.md", "solver", "engine", "web", "benches", "proptests", "instances",
       "migrations", "docs"}
MOST_LINES = 500


def main():
    # Committed and new files, whatever git ignores left out.
    listing = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], check=True,
                             stdout=subprocess.PIPE, text=True).stdout
    files = sorted(set(listing.splitlines()))
    faults = [f"{name} does not belong at the top level"
              for name in sorted({file.split("/")[0] for file in files}) if name not in TOP and not name.startswith(".")]
    for file in files:
        if not file.endswith(".rs"):
            continue
        try:
            with open(file, encoding="utf-8") as source:
                lines = source.read().splitlines()
        except FileNotFoundError:  # deleted, not yet committed
            continue
        n_lines = next((i for i, line in enumerate(lines) if line.strip() == "#[cfg(test)]"
                        and i + 1 < len(lines) and lines[i + 1].strip() == "mod tests {"), len(lines))
        if n_lines > MOST_LINES:
            faults.append(f"{file} has {n_lines} lines before its tests, at most {MOST_LINES}: split it")
    for fault in faults:
        print(f"tidy: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
