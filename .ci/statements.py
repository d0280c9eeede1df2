"""Every statement of the store ran on SQLite and on PostgreSQL.

Reads what the tests of the engine remembered (`CARNET_STATEMENTS`, see `engine/tests/harness/statements.rs`) and compares it
with the places in `engine/src/store` where a statement is run.
"""
import pathlib
import re
import sys

STORE = pathlib.Path("engine/src/store")
RUNS = re.compile(r"\b(execute|fetch_all|fetch_optional)!\(|\btx\.connection\(\)")
# A macro of one file that runs a statement: its place is where it is called.
MACRO = re.compile(r"^macro_rules! (\w+) \{\n.*?^\}$", re.MULTILINE | re.DOTALL)
# Where the macros and the connection themselves are.
MACHINERY = {"sql.rs", "tx.rs"}


def places():
    for file in sorted(STORE.rglob("*.rs")):
        if file.name in MACHINERY:
            continue
        function = "?"
        text = file.read_text(encoding="utf-8")
        own = [macro for macro in MACRO.finditer(text) if RUNS.search(macro[0])]
        for macro in own:
            text = text.replace(macro[0], "\n" * macro[0].count("\n"))
        calls = [rf"\b{macro[1]}!\(" for macro in own]
        runs = re.compile("|".join([RUNS.pattern, *calls]))
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip() == "mod tests {":
                break
            named = re.search(r"\bfn (\w+)", line)
            function = named.group(1) if named else function
            if runs.search(line) and not line.lstrip().startswith("//"):
                yield f"{file}:{number}", function


def main(record):
    ran = set()
    for line in pathlib.Path(record).read_text(encoding="utf-8").splitlines():
        database, at = line.split(" ", 1)
        ran.add((database, at.rsplit(":", 1)[0]))
    found = list(places())
    faults = [f"{at} ({function}) never ran on {database}"
              for at, function in found for database in ("sqlite", "postgres") if (database, at) not in ran]
    for fault in faults:
        print(f"statements: {fault}")
    if not found or not ran:
        print("statements: nothing was found to compare")
        return 1
    print(f"statements: {len(found)} places in {STORE}, {len(faults)} times not run")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
