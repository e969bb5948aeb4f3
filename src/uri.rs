//! Text as it may stand in a URI (RFC 3986).

/// Appends a text to a URI. Letters, digits and `-._~` stand as they are, and so do the `kept` characters; of anything
/// else, each byte is percent-encoded.
pub fn push_encoded(text: &str, kept: &[u8], uri: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => uri.push(byte),
            _ if kept.contains(&byte) => uri.push(byte),
            _ => uri.extend([b'%', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]),
        }
    }
}

/// A text as it may stand in a URI.
pub fn encoded(text: &str, kept: &[u8]) -> String {
    let mut uri = Vec::with_capacity(text.len());
    push_encoded(text, kept, &mut uri);
    String::from_utf8(uri).expect("what is encoded is ASCII")
}
