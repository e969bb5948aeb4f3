//! Forms in parts (`multipart/form-data`), each with a head of its own, between lines that begin with the same boundary:
//!
//! ```text
//! --X
//! Content-Disposition: form-data; name="payload"
//!
//! {"event": "online"}
//! --X--
//! ```

use super::{Inner, Writing};

/// The longest line that divides parts: two hyphens and a boundary of at most 70 characters.
const LONGEST_LINE: usize = 72;

/// The most bytes of the head of a part.
const LONGEST_HEAD: usize = 4 * 1024;

/// True if a text begins with the first part of a form.
pub fn begins(text: &str) -> bool {
    line(text).is_some()
}

/// The line that divides the parts of a form, if a text begins with it and with the head of a part.
fn line(text: &str) -> Option<&str> {
    let end = memchr::memchr(b'\n', &text.as_bytes()[..text.len().min(LONGEST_LINE + 2)])?;
    let line = text[..end].trim_ascii_end();
    let is_line = line.len() > 2 && line.starts_with("--") && line.bytes().all(|byte| byte.is_ascii_graphic());
    let head = text.as_bytes().get(end + 1..).unwrap_or_default();
    let begins = |name: &str| head.get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name.as_bytes()));
    (is_line && begins("Content-")).then_some(line)
}

/// Returns the end of a form that begins a text: that of its last line, or of the text if that is missing.
pub(super) fn end(text: &str) -> Option<usize> {
    let line = line(text)?;
    let last = format!("\n{line}--");
    Some(memchr::memmem::find(text.as_bytes(), last.as_bytes()).map_or(text.len(), |at| at + last.len()))
}

/// The part of a form that begins at an offset of it.
pub(super) fn part(form: &str, at: usize) -> Option<Inner> {
    let start = form.len() - form.trim_ascii_start().len();
    let divider = format!("\n{}", line(&form[start..])?);
    let head = at + memchr::memchr(b'\n', &form.as_bytes()[at..])? + 1;
    let (body, field) = body(form, head)?;
    let next_at = memchr::memmem::find(&form.as_bytes()[body..], divider.as_bytes());
    let end = next_at.map_or(form.len(), |end| body + end);
    let span = body..body + form[body..end].strip_suffix('\r').map_or(end - body, str::len);
    let next = next_at.map(|_| end + 1).filter(|next| !form[next + divider.len() - 1..].starts_with("--"));
    Some(Inner { span, writing: Writing::Plain, field, next })
}

/// The beginning of the body of a part, given that of its head, and the range of its name.
fn body(form: &str, head: usize) -> Option<(usize, Option<std::ops::Range<usize>>)> {
    let near = &form[head..form.floor_char_boundary(head + LONGEST_HEAD)];
    let gap = [("\r\n\r\n", 4), ("\n\n", 2)].into_iter().filter_map(|(gap, length)| Some((near.find(gap)?, length)));
    let (end, length) = gap.min()?;
    let name = near[..end].find(" name=").map(|at| head + at + " name=".len());
    let field = name.and_then(|at| {
        let rest = &form[at..head + end];
        match rest.strip_prefix('"') {
            Some(quoted) => quoted.find('"').map(|length| at + 1..at + 1 + length),
            None => Some(at..at + rest.find([';', '\r', '\n']).unwrap_or(rest.len())),
        }
    });
    Some((head + end + length, field))
}
