//! The end of an object: where the parser says that it is, or where the text shows it if the object is broken.

use super::braces::Braces;
use super::chunk::Chunk;
use super::framer::Framer;
use super::limits::{LARGEST_MENDED, SMALL};
use super::line::Before;
use super::resync;
use super::state::{List, State};
use crate::json;

/// The part of a source that is looked at for an object, from its beginning on.
#[derive(Clone, Copy)]
struct Lookahead<'t> {
    /// Its text and what comes after it.
    rest: &'t str,
    /// True if nothing comes after that.
    is_complete: bool,
    /// True if more does, and is not looked at.
    is_capped: bool,
}

impl Framer<'_> {
    /// Reads the object that begins here, of which this much is looked at, and says how long it is; nothing if more of the
    /// source is wanted.
    pub(super) fn read_object(&mut self, chunk: &Chunk<'_>, at: usize, rest: &str, is_complete: bool) -> Option<usize> {
        let mut lookahead = Lookahead { rest, is_complete, is_capped: false };
        let before = |state: &State| if state.list == List::None { state.before(chunk, at) } else { Vec::new() };
        if !self.state.has_budget()
            && let Some(end) = self.nearest_end(rest.as_bytes(), Before::of(&before(self.state)))
        {
            lookahead = Lookahead { rest: &rest[..end], is_complete: true, is_capped: true };
        }
        let is_guess = self.carried.is_some_and(|carried| carried.is_guess.get());
        match self.examiner.read(lookahead.rest) {
            Ok(_) if is_guess && self.examiner.may_be_envelope() => None,
            Err(_) if is_guess => None,
            Ok(length) => Some(length),
            Err(error) => self.broken(lookahead, Before::of(&before(self.state)), &error),
        }
    }

    /// Reads an object that is not JSON as far as that is possible, and says how long it is; nothing if more of the
    /// source is wanted. How much of the source is there makes no difference to what it is found to be: so much is looked
    /// at, and if that is not enough, twice as much.
    fn broken(&mut self, lookahead: Lookahead<'_>, before: Before<'_>, error: &serde_json::Error) -> Option<usize> {
        let Lookahead { rest, is_complete, .. } = lookahead;
        if error.is_eof() && !is_complete {
            return None;
        }
        let error_at = json::offset_of(error, rest);
        let mut horizon = SMALL;
        loop {
            let look = &rest[..rest.floor_char_boundary(horizon)];
            let is_all = look.len() == rest.len();
            let boundary = resync::certain_boundary(look.as_bytes());
            let is_enough = if is_all { is_complete } else { look.len() > error_at };
            if is_enough || (boundary.is_some() && self.state.list == List::None) {
                let is_complete = is_all && is_complete;
                let lookahead = Lookahead { rest: look, is_complete, ..lookahead };
                if let Some(length) = self.end_of_broken(lookahead, before, boundary, error_at) {
                    self.state.spend(error_at.saturating_sub(length));
                    return Some(length);
                }
            }
            if is_all {
                return None;
            }
            horizon *= 2;
        }
    }

    /// Reads an object that is not JSON as far as that is possible, and says how long it is, if that can be seen.
    fn end_of_broken(
        &mut self,
        lookahead: Lookahead<'_>,
        before: Before<'_>,
        boundary: Option<usize>,
        error_at: usize,
    ) -> Option<usize> {
        let Lookahead { rest, is_complete, .. } = lookahead;
        let within = boundary.unwrap_or(rest.len());
        if within <= LARGEST_MENDED.max(self.max_size)
            && (self.state.has_budget() || lookahead.is_capped || boundary.is_some())
            && let Some(length) = self.examiner.read_repaired(&rest[..within])
        {
            return Some(length);
        }
        let bytes = rest.as_bytes();
        let in_list = self.state.list != List::None;
        let item = || resync::item_in_string(bytes, error_at).or_else(|| resync::balanced_item(bytes));
        let item = if in_list { item() } else { None };
        let (end, looked_at) = if let Some(end) = item {
            (item, end)
        } else {
            let line = before.end_of_line(bytes, error_at);
            let near = &bytes[..line.unwrap_or(bytes.len())];
            let next = self.next_boundary(near, before, error_at, is_complete && line.is_none()).or(line);
            let end = next.unwrap_or(bytes.len());
            (Braces::default().end(&bytes[..end]).or(next), if in_list { bytes.len() } else { end })
        };
        if end.is_none() && !is_complete {
            return None;
        }
        let text = json::without_space(&rest[..end.unwrap_or(rest.len())]);
        self.state.spend(within.max(looked_at).saturating_sub(text.len()));
        self.examiner.read_broken(text);
        Some(text.len())
    }

    /// Returns the place up to which an object is looked at once no more bytes may be looked at in vain.
    fn nearest_end(&self, bytes: &[u8], before: Before<'_>) -> Option<usize> {
        resync::nearest_end(bytes, |near| self.next_boundary(near, before, 0, false))
    }

    /// Returns the latest end of a broken payload, going by the beginning of the next one: in an array, as an item of
    /// it or as it would be outside.
    fn next_boundary(&self, bytes: &[u8], before: Before<'_>, error_at: usize, is_complete: bool) -> Option<usize> {
        let next = resync::next_payload(bytes, before, is_complete);
        match self.state.list {
            List::None => next,
            _ => next.into_iter().chain(resync::next_item(bytes, self.state.indent.as_deref(), error_at)).min(),
        }
    }
}
