//! Leaves to findings: shape, values, and agreement between fields.
//!
//! What the reader and the normalizer could not do cleanly comes in as errors; here each becomes a finding, and what
//! they could do is looked at again: values that are odd, names that are not documented, times that contradict.

mod absence;
mod agreement;
mod own;
pub mod syntax;
mod values;

use std::borrow::Cow;
use std::cell::LazyCell;
use std::collections::{BTreeSet, HashSet};
use std::mem;

use serde::de::IgnoredAny;

use crate::describe::{Encoding, one_of, says_nothing};
use crate::encoding::DecodeError;
use crate::event::{MEMBERS, is_own};
use crate::expect::Demand;
use crate::finding::rules::Code;
use crate::finding::{Finding, Findings, JsonError, NumberError, Problem, Related, Span};
use crate::json;
use crate::normalize::{MemberError, MemberErrorKind, Normalized, Payload};
use crate::plan::PlannedField;
use crate::read::{Key, Leaf, Node, Strange};
use crate::spelling::nearest_of;

/// Says what is worth saying about a payload, also in which zone its times were read if that is to be mentioned.
pub fn check(
    payload: Payload<'_>,
    event: &Normalized,
    zone: Option<&str>,
    demands: &[Demand],
    is_mended: bool,
    findings: &mut Findings<'_>,
) {
    let mut check = Check { payload, event, is_mended, told: HashSet::new(), findings };
    check.zone(zone);
    check.missing();
    check.repeated();
    for error in &event.errors {
        check.member_error(*error);
    }
    if is_own(payload.plan.vendor) {
        check.id();
    } else {
        check.unknown();
    }
    check.strange();
    check.secrets();
    check.failed();
    check.times();
    check.values();
    check.numbered();
    check.absent();
    check.demands(demands);
    check.agreement();
    check.evidence();
}

/// The code of the finding that is made of a error.
pub fn code(error: MemberErrorKind) -> Code {
    match error {
        MemberErrorKind::Empty => Code::MissingField,
        MemberErrorKind::Conflict { .. } => Code::ConflictingValues,
        MemberErrorKind::Key => Code::InvalidUtf8,
        MemberErrorKind::Schema => Code::InvalidEvent,
        MemberErrorKind::DecodeError(error) => match error {
            DecodeError::Type => Code::WrongType,
            DecodeError::Time => Code::InvalidTime,
            DecodeError::Number => Code::InvalidNumber,
            DecodeError::Boolean => Code::InvalidBoolean,
            DecodeError::EmbeddedJson => Code::InvalidEmbeddedJson,
            DecodeError::Word => Code::UnknownValue,
            DecodeError::Json(error) => json_code(error),
        },
    }
}

/// The code of the finding that is made of a error of JSON.
fn json_code(error: json::ValueError) -> Code {
    match error {
        json::ValueError::LoneSurrogate { .. } => Code::InvalidUtf8,
        json::ValueError::TooDeep { .. } => Code::TooDeep,
        json::ValueError::RepeatedKey { .. } => Code::DuplicateKey,
    }
}

struct Check<'c, 'p> {
    payload: Payload<'c>,
    event: &'c Normalized,
    /// Slips in its text were mended, and said.
    is_mended: bool,
    /// The leaves of which it was said what is wrong with their values. More than that is not said of them.
    told: HashSet<u32>,
    findings: &'c mut Findings<'p>,
}

/// The word in place of a secret.
pub const SECRET: &str = "(secret)";

/// The most characters of a value that a finding shows.
const MOST_SHOWN: usize = 200;

impl Check<'_, '_> {
    fn missing(&mut self) {
        let is_empty = |node: &u32| self.payload.reading.empty_required.contains(node);
        for missing in self.payload.reading.missing.iter().filter(|missing| !is_empty(&missing.node)) {
            let field = &self.payload.plan.fields[usize::from(missing.field)];
            let object = self.payload.reading.node_pointer(self.payload.text, missing.node);
            self.about_object(missing.node, Problem::MissingField { key: field.name, meaning: field.row.doc, object });
        }
        for &node in &self.payload.reading.empty_required {
            let Node { parent, key, .. } = self.payload.reading.nodes[node as usize];
            let key = key.name().map(|span| self.payload.reading.key(self.payload.text, parent, span).into_owned());
            let key = key.unwrap_or_default();
            self.about_object(node, Problem::EmptyField { key });
        }
    }

    /// Says something about an object.
    fn about_object(&mut self, node: u32, problem: Problem) {
        let Node { text, start, end, .. } = self.payload.reading.nodes[node as usize];
        self.findings.push(Finding {
            problem,
            pointer: self.payload.reading.node_pointer(self.payload.text, node),
            span: Span { text, start: start as usize, end: end as usize },
            related: None,
            found: None,
        });
    }

    /// Objects that were read as the arrays they stand for.
    fn numbered(&mut self) {
        for &node in &self.payload.reading.numbered {
            self.about_object(node, Problem::NumberedObject);
        }
    }

    fn repeated(&mut self) {
        for (&(node, start), repetition) in &self.payload.reading.repeated {
            let text = self.payload.reading.nodes[node as usize].text;
            let span = self.key_span(text, start);
            let inner = (start, u32::try_from(span.end).unwrap_or(u32::MAX) - 1);
            let key = self.payload.reading.key(self.payload.text, node, inner).into_owned();
            let mut pointer = self.payload.reading.node_pointer(self.payload.text, node);
            json::push_key(&key, &mut pointer);
            let related = Related { pointer: pointer.clone(), span: self.key_span(text, repetition.first) };
            self.findings.push(Finding {
                problem: Problem::DuplicateKey { key },
                pointer,
                span,
                related: Some(related),
                found: None,
            });
        }
    }

    /// The span of a key and its quotes, of which the first stands before `start`.
    fn key_span(&self, text: u32, start: u32) -> Span {
        let quote = start as usize - 1;
        let json = self.payload.reading.text(self.payload.text, text);
        Span { text, start: quote, end: json::end_of_string(json.as_bytes(), quote) }
    }

    fn member_error(&mut self, error: MemberError) {
        let is_elsewhere = self.findings.within.is_some() && self.payload.reading.is_around_events(error.leaf);
        if is_elsewhere || self.findings.room_for(code(error.kind)).is_none() {
            return;
        }
        let leaf = self.payload.leaf(error.leaf);
        let field = self.payload.field(leaf);
        match error.kind {
            MemberErrorKind::Empty => {
                let key = field.map_or("", |field| field.name).to_owned();
                self.about(leaf, Problem::EmptyField { key });
            }
            MemberErrorKind::Key => {
                let Key::Name((start, _)) = leaf.key else { return };
                let span = self.key_span(leaf.text, start);
                self.findings.push(Finding { span, found: None, ..self.finding(leaf, Problem::LoneSurrogate) });
            }
            MemberErrorKind::Conflict { with, slot } => {
                let other = self.payload.leaf(with);
                let member = &MEMBERS[usize::from(slot.member)];
                let of_item = slot.of_item.map(|of_item| &member.members[usize::from(of_item)].path);
                let problem = Problem::ConflictingValues {
                    member: of_item.map_or_else(|| member.path.clone(), |of_item| format!("{}.{of_item}", member.path)),
                    other: self.payload.pointer(other),
                    said: excerpt(self.payload.raw(other)),
                };
                let related = Some(self.related(other));
                self.findings.push(Finding { related, ..self.finding(leaf, problem) });
            }
            MemberErrorKind::Schema => self.not_in_schema(leaf),
            MemberErrorKind::DecodeError(DecodeError::Json(error)) => self.value_error(leaf, error),
            MemberErrorKind::DecodeError(error) => {
                if let Some(field) = field {
                    let problem = self.decode_error(leaf, field, error);
                    self.about(leaf, problem);
                }
            }
        }
    }

    fn decode_error(&self, leaf: &Leaf, field: &PlannedField, error: DecodeError) -> Problem {
        let raw = self.payload.raw(leaf);
        let expected = match (field.row.encoding, leaf.key) {
            (Encoding::List(_) | Encoding::Items(_), Key::Index(_)) => "an object".to_owned(),
            (encoding, _) => encoding.looks(),
        };
        match error {
            DecodeError::Type | DecodeError::Json(_) => Problem::WrongType { expected, found: json::type_name(raw) },
            DecodeError::Time => {
                let text = if json::is_string(raw) { json::unescape(raw).unwrap_or_default() } else { raw.into() };
                let error = field.row.encoding.scalar().and_then(|scalar| scalar.time_error?(&text));
                Problem::InvalidTime { expected, found: excerpt(raw), error }
            }
            DecodeError::Number => Problem::InvalidNumber { expected, found: excerpt(raw), error: number_error(raw) },
            DecodeError::Boolean => Problem::InvalidBoolean { found: excerpt(raw) },
            DecodeError::Word => Problem::UnknownValue { expected, found: bare(raw) },
            DecodeError::EmbeddedJson => {
                let is_any = matches!(field.row.encoding, Encoding::JsonText);
                let expected = if is_any { "an object or an array".to_owned() } else { expected };
                let text = json::unescape(raw).unwrap_or(Cow::Borrowed(""));
                let error = match serde_json::from_str::<IgnoredAny>(&text) {
                    Err(error) => JsonError::syntax(&error, &text),
                    Ok(_) => JsonError::Holds(json::type_name(text.trim_ascii_start())),
                };
                Problem::InvalidEmbeddedJson { expected, error }
            }
        }
    }

    fn value_error(&mut self, leaf: &Leaf, error: json::ValueError) {
        let raw = self.payload.raw(leaf);
        let unescaped = if json::is_string(raw) { json::unescape(raw) } else { None };
        let start = leaf.start as usize;
        let finding = match unescaped {
            // The error is that of the JSON in the text.
            Some(text) => {
                let json = text.trim_ascii_start();
                let space = text.len() - json.len();
                syntax::finding(error, json, json::pointer_at(json, error.at()), |at| Span {
                    text: leaf.text,
                    start: start + json::raw_offset(raw, space + at.start),
                    end: start + json::raw_offset(raw, space + at.end),
                })
            }
            None => syntax::finding(error, raw, json::pointer_at(raw, error.at()), |at| Span {
                text: leaf.text,
                start: start + at.start,
                end: start + at.end,
            }),
        };
        let around = |pointer: &str| self.payload.pointer(leaf) + pointer;
        let related = finding.related.map(|it| Related { pointer: around(&it.pointer), ..it });
        self.findings.push(Finding { pointer: around(&finding.pointer), related, ..finding });
    }

    /// Keys that are not documented.
    fn unknown(&mut self) {
        let Payload { reading, text, .. } = self.payload;
        let present = LazyCell::new(|| present(self.payload));
        for (leaf, span) in self.payload.undocumented() {
            if reading.repeated.contains_key(&(leaf.node, span.0)) {
                continue;
            }
            let key = reading.key(text, leaf.node, span).into_owned();
            let problem = match meant(self.payload, &present, leaf, &key) {
                Some(meant) => Problem::MisspelledField { key, meant },
                None => Problem::UnknownField { key },
            };
            self.findings.push(Finding {
                problem,
                pointer: self.payload.pointer(leaf),
                span: Span { text: leaf.text, start: span.0 as usize - 1, end: span.1 as usize + 1 },
                related: None,
                found: Some(excerpt(self.payload.raw(leaf))),
            });
        }
    }

    /// Objects that say with an unknown word what they are.
    fn strange(&mut self) {
        for &Strange { leaf, field, start, end } in &self.payload.reading.strange {
            let Some(choice) = &self.payload.plan.fields[usize::from(field)].choice else { continue };
            let leaf = self.payload.leaf(leaf);
            let span = Span { text: leaf.text, start: start as usize, end: end as usize };
            let raw = &self.payload.reading.text(self.payload.text, leaf.text)[span.start..span.end];
            let expected = one_of(choice.cases.iter().flat_map(|case| case.words).copied());
            let mut pointer = self.payload.pointer(leaf);
            json::push_key(choice.key, &mut pointer);
            let problem = Problem::UnknownValue { expected, found: bare(raw) };
            self.findings.push(Finding { problem, pointer, span, related: None, found: Some(excerpt(raw)) });
        }
    }

    /// Secrets that were left in a payload, rather than replaced by something in angle brackets.
    fn secrets(&mut self) {
        if !self.payload.plan.has_secrets {
            return;
        }
        for leaf in &self.payload.reading.leaves {
            let Some(field) = self.payload.field(leaf).filter(|field| field.is_secret()) else { continue };
            let raw = self.payload.raw(leaf);
            let is_placeholder = raw.starts_with("\"<") && raw.ends_with(">\"");
            if !is_placeholder && !says_nothing(Some(field.row), self.payload.plan.vendor.typing, raw) {
                self.about(leaf, Problem::SecretInPayload { key: field.row.name });
            }
        }
    }

    /// An event whose body is not documented, or a delivery that is about no chat.
    fn evidence(&mut self) {
        let (Some(event), Some(name)) = (self.payload.plan.event, self.payload.reading.name) else { return };
        if !event.is_about_chat() {
            self.about(self.payload.leaf(name), Problem::NotAChatEvent { about: event.doc });
        } else if event.evidence.is_inferred() {
            self.about(self.payload.leaf(name), Problem::UndocumentedEvent { event: event.name });
        }
    }

    /// Says something about a leaf's value.
    fn about(&mut self, leaf: &Leaf, problem: Problem) {
        let finding = self.finding(leaf, problem);
        self.findings.push(finding);
    }

    /// A finding about a leaf's value.
    fn finding(&self, leaf: &Leaf, problem: Problem) -> Finding {
        Finding {
            problem,
            pointer: self.payload.pointer(leaf),
            span: value_span(leaf),
            related: None,
            found: Some(self.shown(leaf)),
        }
    }

    /// A leaf's value as one that a finding has to do with.
    fn related(&self, leaf: &Leaf) -> Related {
        Related { pointer: self.payload.pointer(leaf), span: value_span(leaf) }
    }

    /// A leaf's value as a finding shows it.
    fn shown(&self, leaf: &Leaf) -> String {
        let is_secret = self.payload.field(leaf).is_some_and(PlannedField::is_secret);
        if is_secret { SECRET.to_owned() } else { excerpt(self.payload.raw(leaf)) }
    }
}

/// The documented keys that a payload's objects have, each with its object.
fn present(payload: Payload<'_>) -> BTreeSet<(u32, &'static str)> {
    let Payload { reading, plan, text } = payload;
    let of_leaves = reading.leaves.iter().filter_map(|leaf| Some((leaf.node, payload.field(leaf)?.row.name)));
    let of_nodes = reading.nodes.iter().filter_map(|node| {
        let record = plan.records.get(usize::from(reading.nodes[node.parent as usize].record))?;
        let key = reading.key(text, node.parent, node.key.name()?);
        Some((node.parent, plan.field_named(record, &key)?.row.name))
    });
    of_leaves.chain(of_nodes).collect()
}

/// The documented key that was probably meant by another: one that is nearly this, and that the object lacks.
fn meant(payload: Payload<'_>, present: &BTreeSet<(u32, &str)>, leaf: &Leaf, key: &str) -> Option<&'static str> {
    let Payload { reading, plan, .. } = payload;
    let record = plan.records.get(usize::from(reading.nodes[leaf.node as usize].record))?;
    let fields = plan.fields[usize::from(record.fields.start)..usize::from(record.fields.end)].iter();
    let (_, meant) = nearest_of(fields.map(|field| (field.name, field)), key)?;
    (!present.contains(&(leaf.node, meant.row.name))).then_some(meant.name)
}

/// Returns the error in a number, or in a text that should hold one, if that does not show.
fn number_error(raw: &str) -> Option<NumberError> {
    let number = if json::is_string(raw) { json::between_quotes(raw) } else { raw };
    match number.parse::<f64>() {
        _ if !json::is_number(number) => None,
        Ok(number) if !number.is_finite() => Some(NumberError::TooLarge),
        Ok(number) if number.fract() == 0.0 => Some(NumberError::Written),
        _ => None,
    }
}

/// The beginning of a raw value, without quotes around it.
fn bare(raw: &str) -> String {
    let shown = excerpt(raw);
    match shown.strip_prefix('"') {
        Some(text) => text.strip_suffix('"').unwrap_or(text).to_owned(),
        None => shown,
    }
}

fn value_span(leaf: &Leaf) -> Span {
    Span { text: leaf.text, start: leaf.start as usize, end: leaf.end as usize }
}

/// The beginning of a raw value, on one line.
pub(crate) fn excerpt(raw: &str) -> String {
    let mut shown = String::new();
    let mut count = 0;
    let mut in_string = false;
    let mut is_escaped = false;
    for character in raw.chars() {
        match character {
            _ if mem::take(&mut is_escaped) => {}
            '\\' => is_escaped = in_string,
            '"' => in_string = !in_string,
            ' ' | '\t' | '\n' | '\r' if !in_string => continue,
            _ => {}
        }
        count += 1;
        if count > MOST_SHOWN {
            shown.push('…');
            break;
        }
        if json::is_hostile(character) {
            shown.push_str(&json::escape(character));
        } else {
            shown.push(character);
        }
    }
    shown
}
