//! The shape of the code, held to its rules.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use chathook::describe::{Field, Record};
use chathook::event::EVENT;
use chathook::vendors::VENDORS;

use crate::support::{files, root};

fn is_of_vendors(path: &Path) -> bool {
    path.starts_with(root().join("src/vendors"))
}

/// The lines of a source file that are not comments.
fn code(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).expect("a source file can be read");
    text.lines().filter(|line| !line.trim_start().starts_with("//")).map(str::to_owned).collect()
}

fn names(record: &Record, names: &mut BTreeSet<&'static str>) {
    use chathook::describe::Encoding;
    names.extend(record.fields.iter().flat_map(Field::names));
    for field in record.fields {
        match field.encoding {
            Encoding::Object(inner) | Encoding::List(inner) => self::names(inner, names),
            Encoding::ObjectBy(choice) | Encoding::ListBy(choice) => {
                choice.cases.iter().chain(&choice.otherwise).for_each(|case| self::names(case.record, names));
            }
            _ => {}
        }
    }
}

#[test]
fn nobody_outside_the_vendors_names_a_vendor_or_one_of_its_fields() {
    let mut own = BTreeSet::new();
    names(&EVENT, &mut own);
    let mut theirs = BTreeSet::new();
    for vendor in VENDORS {
        for (family, event) in vendor.events() {
            names(family.envelope, &mut theirs);
            names(event.object, &mut theirs);
        }
    }
    // A plain word says nothing about a vendor.
    let is_compound = |name: &str| name.contains('_') || name.contains(char::is_uppercase);
    let telling = theirs.into_iter().filter(|name| !own.contains(name) && is_compound(name));
    let mut forbidden: Vec<String> = telling.map(|name| format!("\"{name}\"")).collect();
    forbidden.extend(VENDORS.iter().flat_map(|vendor| [vendor.name.to_owned(), vendor.title.to_owned()]));
    let events = VENDORS.iter().flat_map(|vendor| vendor.chat_events()).map(|event| event.name);
    let events = events.filter(|name| !own.contains(name) && is_compound(name));
    forbidden.extend(events.map(|name| format!("\"{name}\"")));
    for path in files("src", ".rs").iter().filter(|path| !is_of_vendors(path) && !path.ends_with("src/vendors.rs")) {
        for line in code(path) {
            for word in &forbidden {
                assert!(!line.contains(word.as_str()), "{} names {word}: {line}", path.display());
            }
        }
    }
}

/// Each dependency is used in these files only, so that it can be replaced.
#[test]
fn each_dependency_enters_by_one_door() {
    let doors: &[(&str, &[&str])] = &[
        ("anstyle", &["render/columns.rs", "render/heading.rs", "render/human.rs", "render/sheet.rs"]),
        ("anstyle_query", &["render.rs"]),
        ("clap_complete", &["cli.rs", "commands/completions.rs"]),
        ("clap_mangen", &["commands/man.rs"]),
        ("ignore", &["input/folder.rs", "input/globs.rs"]),
        ("toml", &["config.rs"]),
        (
            "clap",
            &[
                "main.rs",
                "cli.rs",
                "cli/candidates.rs",
                "cli/elsewhere.rs",
                "cli/examples.rs",
                "cli/on_use.rs",
                "cli/seats.rs",
                "cli/values.rs",
                "cli/word.rs",
                "commands/completions.rs",
                "commands/man.rs",
                "commands/usage.rs",
            ],
        ),
        ("comfy_table", &["render/sheet.rs", "render/table.rs"]),
        ("data_encoding", &["embedded.rs"]),
        ("flate2", &["embedded.rs", "input/compression.rs"]),
        ("quick_xml", &["render/junit.rs"]),
        ("jiff", &["encoding/time.rs", "encoding/zone.rs", "seats/calendar.rs"]),
        ("rustix", &["input/terminal.rs"]),
        ("same_file", &["input.rs"]),
        ("sha2", &["normalize/line.rs", "render/fingerprint.rs"]),
        ("signal_hook", &["commands/interrupt.rs"]),
        ("strsim", &["spelling.rs"]),
        ("tempfile", &["render/junit.rs"]),
        ("terminal_size", &["render.rs"]),
        ("unicode_width", &["render/columns.rs"]),
        ("wide", &["json/string.rs"]),
        ("ruzstd", &["input/zstd.rs"]),
    ];
    // These are used wherever JSON is: they are what it is read with.
    let everywhere = ["anyhow", "memchr", "serde", "serde_json"];
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("the manifest can be read");
    let (_, listed) = manifest.split_once("\n[dependencies]\n").expect("there are dependencies");
    let (listed, _) = listed.split_once("\n[dev-dependencies]").expect("those of the tests come after them");
    let names = listed.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = "));
    for (name, _) in names {
        let has_door = doors.iter().any(|(door, _)| *door == name.replace('-', "_"));
        assert!(has_door || everywhere.contains(&name), "{name} has no door");
    }
    for path in files("src", ".rs") {
        let name = path.strip_prefix(root().join("src")).expect("it stands in src").to_string_lossy().into_owned();
        let code = code(&path).join("\n");
        for (crate_name, allowed) in doors {
            let uses = code.contains(&format!("{crate_name}::"));
            assert!(!uses || allowed.contains(&name.as_str()), "{name} uses {crate_name}");
        }
        let is_edge = ["main.rs", "config.rs"].contains(&name.as_str())
            || ["commands", "input", "frame"].iter().any(|folder| name.starts_with(folder));
        assert!(is_edge || !code.contains("anyhow"), "{name} uses anyhow, and is not where errors of the outside are");
    }
}

/// So lines come out whole, and so do files.
#[test]
fn what_is_written_goes_out_by_one_door() {
    for path in files("src", ".rs") {
        let code = code(&path).join("\n");
        for (call, door) in
            [("io::stdout().lock()", "src/commands/lines.rs"), ("File::create", "src/commands/atomic_file.rs")]
        {
            assert!(!code.contains(call) || path.ends_with(door), "{} has {call}", path.display());
        }
    }
}

#[test]
fn files_are_no_longer_than_they_can_be_read_at_once() {
    // A vendor's tables are as long as its documentation.
    for path in files("src", ".rs").into_iter().filter(|path| !is_of_vendors(path)) {
        let lines = fs::read_to_string(&path).expect("a source file can be read").lines().count();
        assert!(lines <= 500, "{} has {lines} lines", path.display());
    }
}

/// The functions of a source file as rustfmt writes it: the line that each begins on, and the number of its lines.
fn functions(text: &str) -> Vec<(usize, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let before = ["pub", "pub(super)", "pub(crate)", "const"];
    let begins = |line: &str| line.split_whitespace().find(|word| !before.contains(word)) == Some("fn");
    let length = |at: usize| {
        let indent = &lines[at][..lines[at].len() - lines[at].trim_start().len()];
        // Only its own lines are indented no further; one of a trait may have no body.
        let ends = |line: &&str| {
            let rest = line.strip_prefix(indent).filter(|rest| !rest.starts_with([' ', '#']));
            rest.is_some_and(|rest| rest.ends_with(['}', ';']))
        };
        lines[at..].iter().position(ends).expect("a function ends") + 1
    };
    (0..lines.len()).filter(|at| begins(lines[*at])).map(|at| (at + 1, length(at))).collect()
}

#[test]
fn functions_are_no_longer_than_they_can_be_read_at_once() {
    let example =
        "impl A {\n    pub fn a(\n        &self,\n    ) {\n        b();\n    }\n\n    fn c();\n}\nconst fn d() {}\n";
    assert_eq!(functions(example), [(2, 5), (8, 1), (10, 1)]);
    for path in files("src", ".rs") {
        let text = fs::read_to_string(&path).expect("a source file can be read");
        for (line, length) in functions(&text) {
            assert!(length <= 60, "{}:{line}: a function of {length} lines", path.display());
        }
    }
}

/// A noun or a verb says at once what a thing is for; a question about it has to be read to its end. The help of an option,
/// which has no full stop, may ask.
#[test]
fn documentation_begins_with_no_question() {
    for path in files("src", ".rs") {
        let text = fs::read_to_string(&path).expect("a source file can be read");
        let documentation = |line: &&str| {
            let line = line.trim_start();
            line.strip_prefix("///").or_else(|| line.strip_prefix("//!")).map(|rest| rest.trim().to_owned())
        };
        let lines: Vec<_> = text.lines().map(|line| documentation(&line)).collect();
        for block in lines.split(Option::is_none).filter(|block| !block.is_empty()) {
            let block = block.iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ");
            let asks = ["What ", "How ", "Whether "].iter().any(|word| block.starts_with(word));
            assert!(!asks || !block.ends_with('.'), "{}: {block}", path.display());
        }
    }
}

/// The modules of a folder in their order, as the file that is its face declares them.
fn modules(face: &Path) -> Vec<String> {
    let declared = |line: String| {
        let line = line.trim().to_owned();
        let name = line.strip_prefix("pub mod ").or_else(|| line.strip_prefix("mod "))?.strip_suffix(';')?;
        Some(name.to_owned())
    };
    code(face).into_iter().filter_map(declared).collect()
}

/// The modules of this order that a file names after `before`: `crate::` or `super::`, and in braces after that.
fn named_after(before: &str, path: &Path, order: &[String]) -> BTreeSet<String> {
    let code = code(path).join("\n");
    let mut named = BTreeSet::new();
    for (at, _) in code.match_indices(before) {
        let rest = &code[at + before.len()..];
        let listed = rest.strip_prefix('{').map_or(rest, |inner| &inner[..inner.find('}').unwrap_or(inner.len())]);
        let is_group = rest.starts_with('{');
        for name in
            listed.split(|it: char| !it.is_alphanumeric() && it != '_').take(if is_group { usize::MAX } else { 1 })
        {
            named.extend(order.iter().find(|module| *module == name).cloned());
        }
    }
    named
}

#[test]
fn no_module_uses_one_that_stands_after_it() {
    let src = root().join("src");
    let of_crate = modules(&src.join("lib.rs"));
    for path in files("src", ".rs") {
        let below = path.strip_prefix(&src).expect("it stands there").with_extension("");
        let steps: Vec<String> = below.iter().map(|step| step.to_string_lossy().into_owned()).collect();
        let uses_later = |order: &[String], module: &str, before: &str| {
            let Some(own) = order.iter().position(|known| known == module) else { return };
            for used in named_after(before, &path, order) {
                let at = order.iter().position(|known| *known == used).expect("it is of them");
                assert!(at <= own, "{} uses {used}, which stands after it", path.display());
            }
        };
        uses_later(&of_crate, &steps[0], "crate::");
        if let [around @ .., module] = steps.as_slice()
            && !around.is_empty()
        {
            let face = src.join(around.join("/")).with_extension("rs");
            uses_later(&modules(&face), module, "super::");
        }
    }
}

#[test]
fn every_file_says_why_it_is_there() {
    for path in files("src", ".rs") {
        let text = fs::read_to_string(&path).expect("a source file can be read");
        assert!(text.starts_with("//! "), "{} has no documentation of its own", path.display());
    }
}

/// A guide that names a file names one that exists.
#[test]
fn the_guides_name_files_that_exist() {
    for guide in ["CONTRIBUTING.md", "README.md"] {
        let text = fs::read_to_string(root().join(guide)).expect("the guide can be read");
        for word in text.split('`').skip(1).step_by(2) {
            let is_path = ["src/", "tests/", "samples/", ".ci/"].iter().any(|folder| word.starts_with(folder));
            let is_real = !word.contains(char::is_uppercase) || word.contains("CHAT_ON");
            if is_path && is_real && !word.contains(['…', '<', ' ']) {
                assert!(root().join(word).exists(), "{guide} names {word}");
            }
        }
    }
}
