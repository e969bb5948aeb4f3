//! The command `chathook`.

fn main() {}
