//! The list of many payloads, which shows the worst of them first.

use crate::support::Run;

const CLEAN: &str = r#"{"event":"online","operator_id":1}"#;
const NOTED: &str = r#"{"event":"online","operator_id":1,"shoe_size":42}"#;
const WRONG: &str = r#"{"event":"online","operator_id":}"#;

/// The lines of the payloads that are listed, and what stands below the list.
fn listed(source: &str, jobs: &str) -> (Vec<u64>, String) {
    let done = Run::new(&["inspect", "--jobs", jobs]).input(source).done();
    let (list, rest) = done.out.split_once('└').expect("there is a table");
    let places = list.split("<stdin>:").skip(1).map(|row| row.split(':').next().expect("it has a line"));
    (places.map(|line| line.parse().expect("it is a number")).collect(), rest.to_owned())
}

#[test]
fn the_worst_come_first_where_not_all_are_listed() {
    for (count, wrong, noted, first) in [
        // All are listed, in order.
        (50, vec![50], vec![7], vec![1, 2]),
        (51, vec![51], vec![7], vec![51, 7, 1, 2, 3, 4, 5, 6, 8]),
        (3000, vec![90, 2999], vec![2, 2500], vec![90, 2999, 2, 2500, 1, 3]),
        (3000, (1000..1060).collect(), vec![2], (1000..1050).collect()),
    ] {
        let line = |number: &u64| match () {
            () if wrong.contains(number) => WRONG,
            () if noted.contains(number) => NOTED,
            () => CLEAN,
        };
        let source = (1..=count).map(|number| line(&number)).collect::<Vec<_>>().join("\n");
        let (places, rest) = listed(&source, "1");
        assert_eq!(places[..first.len()], first[..], "{count}");
        assert_eq!(places.len(), 50);
        let more = format!("… and {} more, none of them worse (--all lists them)", count - 50);
        assert_eq!(rest.contains(&more), count > 50, "{rest}");
        assert_eq!(listed(&source, "4"), (places, rest), "{count}");
    }
}
