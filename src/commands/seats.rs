//! `chathook seats [PATH]…`: how many agents do these chats need?

use anyhow::Result;

use chathook::render::Color;
use chathook::seats::answer::{Answer, Asked};
use chathook::seats::quantity::{Decimal, Seconds};
use chathook::seats::required::{self, Aim, WhatIf};

use super::{Outcome, help, say, text_out};
use crate::cli::{self, Concurrency, Patience, Seats, SeatsFormat};

pub(super) fn run(arguments: Seats, _color: Color) -> Result<Outcome> {
    match arguments.what_if.arrivals {
        Some(arrivals) => answer(&arguments, arrivals),
        None => Ok(help("seats")),
    }
}

/// Answers a question without payloads.
fn answer(arguments: &Seats, arrivals: Decimal) -> Result<Outcome> {
    let known = &arguments.what_if.handle_time;
    let levels = match arguments.aim.concurrency {
        Concurrency::Auto => known.len(),
        Concurrency::Chats(chats) => chats,
    };
    let patience = match arguments.aim.patience {
        Some(Patience::Time(time)) => Some(time),
        Some(Patience::Auto) => {
            say("chathook: --patience auto measures how long visitors wait, for which there must be payloads");
            return Ok(Outcome::Usage);
        }
        Some(Patience::None) | None => None,
    };
    let aim = aim(&arguments.aim);
    let handle = required::by_level(known, levels).unwrap_or_default();
    let question = WhatIf { arrivals, interval: arguments.aim.interval, handle, patience };
    let Some(staffing) = question.staffing(&aim) else {
        say("chathook: more than a million chats at once, or no number of agents that does what is asked");
        return Ok(Outcome::Usage);
    };
    let answer = Answer::from(staffing);
    let mut out = text_out();
    match arguments.format {
        SeatsFormat::Json => answer.write_json(&mut out)?,
        SeatsFormat::Csv => answer.write_csv(&mut out)?,
        SeatsFormat::Table => answer.write_text(&asked(&aim, &question), &mut out)?,
    }
    out.flush()?;
    Ok(Outcome::Clean)
}

fn asked<'a>(aim: &Aim, question: &'a WhatIf) -> Asked<'a> {
    Asked {
        target: aim.target,
        asa: aim.asa,
        max_occupancy: aim.max_occupancy,
        shrinkage: aim.shrinkage,
        arrivals: question.arrivals.value(),
        interval: question.interval,
        handle: &question.handle,
        patience: question.patience,
    }
}

/// What the command line asks of a team.
fn aim(arguments: &cli::Aim) -> Aim {
    Aim {
        target: arguments.target,
        asa: arguments.target_asa,
        max_occupancy: arguments.max_occupancy,
        max_abandonment: arguments.max_abandonment,
        shrinkage: arguments.shrinkage,
        least: arguments.min_seats.get(),
    }
}
