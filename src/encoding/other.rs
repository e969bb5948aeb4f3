//! Times that are clear, in whatever form: how a time is read where the vendor's own form is not there.

use super::decoder::WriteTime;
use super::time::Zone;
use super::{Assumption, dotnet, iso, javascript};

/// Writes the time in a text of one of these forms.
pub fn write(text: &str, zone: &Zone, out: &mut Vec<u8>) -> Option<Assumption> {
    const FORMS: [WriteTime; 4] = [iso::write, date, javascript::write, count];
    let start = out.len();
    FORMS.iter().find_map(|write| {
        out.truncate(start);
        write(text, zone, out)
    })
}

/// Writes the beginning of a day.
fn date(text: &str, zone: &Zone, out: &mut Vec<u8>) -> Option<Assumption> {
    let is_date = text.len() == "2018-07-23".len();
    is_date.then(|| iso::write(&format!("{text} 00:00:00"), zone, out)).flatten()
}

/// Writes the time of a count that is one of a likely year in one unit alone.
fn count(text: &str, zone: &Zone, out: &mut Vec<u8>) -> Option<Assumption> {
    let count = dotnet::inner(text);
    let digits = count.bytes().take_while(u8::is_ascii_digit).count();
    // An offset says something only in .NET's form.
    let is_clear = matches!(digits, 10 | 13) && count.starts_with(['1', '2', '3']);
    let is_written_well = count.len() == digits || count.len() < text.len();
    (is_clear && is_written_well).then(|| dotnet::write(text, zone, out)).flatten()
}
