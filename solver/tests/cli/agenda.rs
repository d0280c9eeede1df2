use crate::support::{folder, run};

#[test]
fn agenda_shows_meetings_breaks_and_conferences_in_time_order() {
    let folder = folder();
    let ran = run(folder.path(), &["agenda", "event.json", "plan.json", "ada"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let expected = "\
Ada's Oak (ada): 2 meetings, 1 break

Thursday 2027-03-18 (day 1)
    08:20-08:50  Opening  [Palais]
  Morning, Palais
    09:00-09:20  Bensol  [Hall A, table 1]  m1
    09:20-10:00  break
    10:00-10:20  c3  [Hall A, table 1]  m2
";
    assert_eq!(ran.stdout, expected);
}

#[test]
fn agendas_of_everybody_stand_one_after_the_other() {
    let folder = folder();
    let ran = run(folder.path(), &["agenda", "event.json", "plan.json", "--all"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let heads: Vec<&str> =
        ran.stdout.lines().filter(|line| line.contains("break") && !line.starts_with(' ')).collect();
    assert_eq!(
        heads,
        [
            "Ada's Oak (ada): 2 meetings, 1 break",
            "Bensol (ben): 2 meetings, no breaks",
            "c3: 2 meetings, no breaks"
        ]
    );
    assert!(
        ran.stdout.contains(
            "\nFriday 2027-03-19 (day 2)\n  next, port\n    10:00-10:30  c3  [quay, table 1]  m3\n"
        )
    );
}

#[test]
fn agenda_of_a_plan_of_another_event_names_what_does_not_exist() {
    let folder = folder();
    let plan = crate::support::PLAN.replace("\"m2\", \"slot\": \"t4\"", "\"m9\", \"slot\": \"t9\"");
    std::fs::write(folder.path().join("other.json"), plan).unwrap();
    let ran = run(folder.path(), &["agenda", "event.json", "other.json", "--all"]);
    assert_eq!(
        ran.errors(),
        [
            "other.json: assignments[1].meeting: \"m9\" does not exist in the instance",
            "other.json: assignments[1].slot: \"t9\" does not exist in the instance"
        ]
    );
    assert_eq!(ran.stdout, "");
}
