//! The words that may stand at each place of the command line, for completions.

use clap::builder::PossibleValuesParser;
use clap::{Arg, Command};

use chathook::describe::Vendor;
use chathook::event::{MEMBERS, TYPES};
use chathook::explain::{CARRIERS_TOPIC, FINDINGS, VENDORS_TOPIC};
use chathook::finding::rules::RULES;
use chathook::schema::{EVENT_TOPIC, REPORT_TOPIC, SEATS_TOPIC};
use chathook::vendors::VENDORS;

/// The command line with what may stand where, for completions: vendors, events, members, codes and topics.
pub(crate) fn with_candidates() -> Command {
    let vendors: Vec<String> = VENDORS.iter().map(|vendor| vendor.name.to_owned()).collect();
    let events = || {
        let of =
            |vendor: &'static Vendor| vendor.chat_events().map(move |event| format!("{}/{}", vendor.name, event.name));
        VENDORS.iter().flat_map(|vendor| of(vendor)).collect::<Vec<_>>()
    };
    let codes = || RULES.iter().map(|rule| rule.name.to_owned()).collect::<Vec<_>>();
    let levels = codes().iter().map(|code| format!("{code}=error")).collect();
    let types = || TYPES.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    // Those of items have brackets in their paths, which mean something to shells.
    let members = || {
        let paths = MEMBERS.iter().map(|member| member.path.clone());
        paths.filter(|path| !path.contains('[')).collect::<Vec<_>>()
    };
    let topics = [
        vec![EVENT_TOPIC.to_owned(), VENDORS_TOPIC.to_owned(), CARRIERS_TOPIC.to_owned(), FINDINGS.to_owned()],
        vendors.clone(),
        events(),
        types(),
        members(),
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
        ("require", members()),
        ("types", types()),
        ("level", levels),
        ("sample of", expected.clone()),
        ("explain topic", topics),
        ("schema topic", [own, expected].concat()),
    ];
    let offered = |command: &str, argument: &Arg| {
        let key = format!("{command} {}", argument.get_id());
        let values = candidates.iter().find(|(name, _)| *name == key || *name == argument.get_id().as_str());
        match values {
            Some((_, values)) => argument.clone().value_parser(PossibleValuesParser::new(values.clone())),
            None => argument.clone(),
        }
    };
    let with_offers = |command: &Command, is_shown: fn(&&Arg) -> bool| {
        let name = command.get_name();
        let shown = command.get_arguments().filter(|argument| !ADDED.contains(&argument.get_id().as_str()));
        Command::new(name.to_owned())
            .about(command.get_about().cloned().unwrap_or_default())
            .args(shown.filter(is_shown).map(|argument| offered(name, argument)))
    };
    let all = super::all_laid_out();
    let commands = all.get_subcommands().filter(|command| !ADDED.contains(&command.get_name()));
    // Shells look for a command where the paths of the program stand, and complete what is none as a path anyway.
    with_offers(&all, |argument| !argument.is_positional())
        .version(super::VERSION)
        .subcommands(commands.map(|command| with_offers(command, |argument| !argument.is_global_set())))
}

/// The names of an option, and of a command, that every command line gets by itself.
const ADDED: [&str; 2] = ["help", "version"];
