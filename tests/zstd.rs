//! zstd data as the command `zstd` writes it, whole and broken. `tests/zstd/` holds the same lines at two levels.

use std::io::Read;

use chathook::input::Source;

use crate::support::{Folder, root};

/// A frame of several blocks, with a window of 2 MiB and a checksum.
const CHECKED: &str = "level-3.zst";

/// A frame that says how much it holds, and that this is its window, without a checksum.
const SIZED: &str = "level-19.zst";

fn lines() -> String {
    (0..10_000).fold(String::new(), |lines, id| lines + &format!("{{\"event\":\"online\",\"operator_id\":{id}}}\n"))
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(root().join("tests/zstd").join(name)).expect("the fixture can be read")
}

/// What is read of zstd data, and what is said after that.
fn read(folder: &Folder, bytes: &[u8]) -> (Vec<u8>, Option<String>) {
    let path = folder.file("a.zst", bytes);
    let mut out = Vec::new();
    let said = match Source::File(path.into()).open() {
        Ok(mut source) => source.read_to_end(&mut out).err().map(|error| error.to_string()),
        Err(error) => Some(format!("{error:#}")),
    };
    (out, said)
}

#[test]
fn what_the_command_zstd_writes_is_read() {
    let folder = Folder::new("zstd");
    for name in [CHECKED, SIZED] {
        assert!(read(&folder, &fixture(name)) == (lines().into_bytes(), None), "{name}");
    }
    let both = [fixture(CHECKED), fixture(SIZED), fixture(CHECKED)].concat();
    assert!(read(&folder, &both) == (lines().repeat(3).into_bytes(), None));
}

#[test]
fn what_comes_before_the_end_of_truncated_zstd_is_read() {
    let folder = Folder::new("zstd-truncated");
    let whole = lines().into_bytes();
    for name in [CHECKED, SIZED] {
        let bytes = fixture(name);
        let (mut longest, mut seen) = (0, 0);
        for end in (4..bytes.len()).step_by(29).chain([bytes.len() - 1]) {
            let (out, said) = read(&folder, &bytes[..end]);
            assert!(whole.starts_with(&out) && out.len() >= longest, "{name} to {end}");
            seen += usize::from(out.len() > longest);
            longest = out.len();
            let is_said = said.as_ref().is_some_and(|said| said.contains("its zstd data is truncated"));
            assert!(is_said, "{name} to {end}: {said:?}");
        }
        assert!(seen >= 2, "{name}: its blocks come out one after another");
    }
    let (out, _) = read(&folder, &fixture(CHECKED)[..fixture(CHECKED).len() - 1]);
    assert_eq!(out.len(), whole.len(), "only the checksum is truncated");
}

/// Any byte may be another. Nothing ends the program, and where there is a checksum, nothing is taken for what was written.
#[test]
fn damaged_zstd_is_said_to_be_damaged() {
    let folder = Folder::new("zstd-damaged");
    let bytes = fixture(CHECKED);
    for at in (4..bytes.len()).step_by(13).chain(4..40).chain(bytes.len() - 8..bytes.len()) {
        for change in [0x01, 0x80, 0xff] {
            let mut bytes = bytes.clone();
            bytes[at] ^= change;
            let (out, said) = read(&folder, &bytes);
            assert!(said.is_some() || out == lines().into_bytes(), "{at} {change}");
        }
    }
    let mut checksum = bytes.clone();
    *checksum.last_mut().expect("it holds something") ^= 1;
    let (out, said) = read(&folder, &checksum);
    assert_eq!(out.len(), lines().len());
    assert_eq!(said.as_deref(), Some("its zstd data is damaged: its checksum does not match; get another copy"));
    let mut size = fixture(SIZED);
    size[5] -= 1;
    let (_, said) = read(&folder, &size);
    assert!(said.expect("it is wrong").contains("its zstd data is damaged"));
}

#[test]
fn a_frame_may_need_so_much_memory_and_no_more() {
    let folder = Folder::new("zstd-window");
    let mut bytes = fixture(CHECKED);
    // The exponent in the upper five bits, eighths of that in the lower three: 128 MiB, and 144.
    for (window, said) in [
        (0x88, None),
        (0x89, Some("its zstd data takes 144 MiB of memory, and gets 128 at the most")),
        (0xff, Some("of memory, and gets 128 at the most: compress it again, without --long or --ultra")),
    ] {
        bytes[5] = window;
        let (out, found) = read(&folder, &bytes);
        assert_eq!(found.is_some(), said.is_some(), "{found:?}");
        assert!(found.unwrap_or_default().contains(said.unwrap_or_default()), "{window:x}");
        assert_eq!(out.is_empty(), said.is_some(), "{window:x}");
    }
}

#[test]
fn zstd_that_takes_a_dictionary_says_so() {
    let (_, said) = read(&Folder::new("zstd-dictionary"), b"\x28\xb5\x2f\xfd\x01\x58\x07\x01\0\0");
    let said = said.expect("it cannot be read");
    assert_eq!(said, "its zstd data takes a dictionary: unpack it first, with zstd -d -D DICTIONARY");
}

#[test]
fn what_follows_zstd_is_zstd_or_is_said() {
    let folder = Folder::new("zstd-followed");
    for (more, expected) in [
        (&b"!"[..], "bytes that are no zstd follow its zstd data; what comes before was read"),
        (b"\0\0\0\0", "bytes that are no zstd follow"),
        (b"\x28", "its zstd data is truncated"),
        (b"\x28\xb5\x2f", "its zstd data is truncated"),
        (b"\x28\xb5\x2f\xfc", "bytes that are no zstd follow"),
        (b"\x50\x2a\x4d\x18\x05\0\0\0four", "its zstd data is truncated"),
        (b"\x50\x2a\x4d\x18\x05\0\0\0fives", ""),
    ] {
        let (out, said) = read(&folder, &[&fixture(CHECKED), more].concat());
        assert_eq!(out.len(), lines().len());
        assert!(said.clone().unwrap_or_default().contains(expected), "{more:?}: {said:?}");
        assert_eq!(said.is_none(), expected.is_empty(), "{more:?}");
    }
}
