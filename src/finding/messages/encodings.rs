//! The next steps for text that is not encoded as it should be.

/// The next step for a line in another encoding than the rest.
pub(super) const LINE: &str = "write all of it in one encoding; in PowerShell: Add-Content -Encoding utf8";

/// Returns the next step for bytes that are no text in the encoding of their source.
pub(super) fn help(encoding: &str) -> &'static str {
    match encoding {
        "UTF-16LE" | "UTF-16BE" => "half of a surrogate pair is not a character; get a copy from before it was cut",
        "UTF-32LE" | "UTF-32BE" => "this number is not a character; get a copy from before it was damaged",
        _ => "if all of it is ISO-8859-1, convert it first: iconv -f ISO-8859-1 -t UTF-8 FILE",
    }
}
