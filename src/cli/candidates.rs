//! The words that may stand at each place of the command line, for completions.

use clap::Command;
use clap::builder::PossibleValuesParser;

use chathook::describe::Vendor;
use chathook::event::TYPES;
use chathook::explain::{CARRIERS_TOPIC, FINDINGS, VENDORS_TOPIC};
use chathook::finding::rules::RULES;
use chathook::schema::{EVENT_TOPIC, REPORT_TOPIC, SEATS_TOPIC};
use chathook::vendors::VENDORS;

/// The command line with what may stand where, for completions: vendors, events, codes and topics.
pub(crate) fn with_candidates() -> Command {
    let vendors: Vec<String> = VENDORS.iter().map(|vendor| vendor.name.to_owned()).collect();
    let events = || {
        let of =
            |vendor: &'static Vendor| vendor.chat_events().map(move |event| format!("{}/{}", vendor.name, event.name));
        VENDORS.iter().flat_map(|vendor| of(vendor)).collect::<Vec<_>>()
    };
    let codes = || RULES.iter().map(|rule| rule.name.to_owned()).collect::<Vec<_>>();
    let levels = codes().iter().map(|code| format!("{code}=error")).collect();
    let topics = [
        vec![EVENT_TOPIC.to_owned(), VENDORS_TOPIC.to_owned(), CARRIERS_TOPIC.to_owned(), FINDINGS.to_owned()],
        vendors.clone(),
        events(),
        codes(),
    ]
    .concat();
    let own = [EVENT_TOPIC, REPORT_TOPIC, SEATS_TOPIC].map(str::to_owned).to_vec();
    let expected = [vendors.clone(), events()].concat();
    let candidates = [
        ("vendor", vendors.clone()),
        ("event", events()),
        ("expect", expected.clone()),
        ("expect_finding", codes()),
        ("types", TYPES.iter().map(|name| (*name).to_owned()).collect()),
        ("level", levels),
        ("sample of", expected.clone()),
        ("explain topic", topics),
        ("schema topic", [own, expected].concat()),
    ];
    let offer = |mut command: Command| {
        let names: Vec<clap::Id> = command.get_arguments().map(|argument| argument.get_id().clone()).collect();
        for id in names {
            let key = format!("{} {id}", command.get_name());
            if let Some((_, values)) = candidates.iter().find(|(name, _)| *name == key || *name == id.as_str()) {
                command =
                    command.mut_arg(id, |argument| argument.value_parser(PossibleValuesParser::new(values.clone())));
            }
        }
        command
    };
    let mut all = without_paths(&offer(super::command()));
    let names: Vec<String> = all.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    for name in names {
        all = all.mut_subcommand(name, offer);
    }
    all
}

/// The program without its paths. Shells look for a command where those stand, and complete what is none as a path anyway.
fn without_paths(all: &Command) -> Command {
    let options = all.get_arguments().filter(|argument| !argument.is_positional()).cloned();
    Command::new(all.get_name().to_owned())
        .version(super::VERSION)
        .args(options)
        .subcommands(all.get_subcommands().cloned())
}
