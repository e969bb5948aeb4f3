//! Sources that are no text are named, and compressed ones read, whatever they are named and however they arrive.

use std::io::{Read, Write};
use std::process::Stdio;

use crate::support::{Done, Folder, Run, stored_zstd as zstd};

const ON: &str = "{\"event\":\"online\",\"operator_id\":1}\n";

/// What it is, and the bytes that it begins with.
const FORMATS: &[(&str, &[u8])] = &[
    ("a zip archive", b"PK\x03\x04\x0a\0\0\0"),
    ("an empty zip archive", b"PK\x05\x06\0\0"),
    ("a bzip2 archive", b"BZh91AY&SY"),
    ("an empty bzip2 archive", b"BZh9\x17rE8P\x90\0"),
    ("an xz archive", b"\xfd7zXZ\0\0"),
    ("an LZ4 archive", b"\x04\x22\x4d\x18d"),
    ("an LZ4 archive", b"\x02\x21\x4c\x18d"),
    ("a 7z archive", b"7z\xbc\xaf\x27\x1c\0"),
    ("zlib data", b"\x78\x01\xab\x56\x4a"),
    ("zlib data", b"\x78\x5e\xab\x56\x4a"),
    ("zlib data", b"\x78\x9c\xab\x56\x4a"),
    ("zlib data", b"\x78\xda\xab\x56\x4a"),
    ("a PDF document", b"%PDF-1.7\n"),
    ("a PNG image", b"\x89PNG\r\n\x1a\n"),
    ("a JPEG image", b"\xff\xd8\xff\xe0"),
    ("a GIF image", b"GIF89a"),
    ("an SQLite database", b"SQLite format 3\0"),
    ("a Parquet file", b"PAR1\x15\x04"),
    ("an Avro file", b"Obj\x01\x04\x14avro.codec"),
    ("an Arrow file", b"ARROW1\0\0\xff\xff"),
    ("a RAR archive", b"Rar!\x1a\x07\x01\0"),
    ("a RAR archive", b"Rar!\x1a\x07\0"),
    ("a cabinet archive", b"MSCF\0\0\0\0\x99"),
    ("a lzip archive", b"LZIP\x01\x0c"),
    ("a compress archive", b"\x1f\x9d\x90"),
    ("an lzop archive", b"\x89LZO\0\r\n\x1a\n\x10"),
    ("an LZMA archive", b"]\0\0\x80\0\xff"),
    ("a Snappy archive", b"\xff\x06\0\0sNaPpY\x01"),
    ("a WebP image", b"RIFF\x24\x01\0\0WEBPVP8 "),
    ("a TIFF image", b"II*\0\x08\0\0\0"),
    ("a TIFF image", b"MM\0*\0\0\0\x08"),
    ("a WAV recording", b"RIFF\x24\x01\0\0WAVEfmt "),
    ("an MP3 recording", b"ID3\x03\0\0"),
    ("an MP3 recording", b"ID3\x04\0\0"),
    ("an MP3 recording", b"\xff\xfb\x90\x64"),
    ("an Ogg recording", b"OggS\0\x02"),
    ("an MP4 recording", b"\0\0\0\x20ftypisom"),
    ("an MP4 recording", b"\0\0\0\x18ftypmp42"),
    ("a document of Microsoft Office", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"),
    ("a binary property list", b"bplist00\xd2"),
    ("a capture of packets", b"\xd4\xc3\xb2\xa1\x02\0"),
    ("a capture of packets", b"\xa1\xb2\xc3\xd4\0\x02"),
    ("an ELF program", b"\x7fELF\x02\x01\x01"),
    ("a Windows program", b"MZ\x90\0\x03\0\0\0"),
    ("a WebAssembly program", b"\0asm\x01\0\0\0"),
];

fn tar() -> Vec<u8> {
    let mut header = vec![0; 512];
    header[..7].copy_from_slice(b"on.json");
    for (at, field) in [(100, &b"0000644\0"[..]), (124, b"00000000043\0"), (257, b"ustar\x0000")] {
        header[at..at + field.len()].copy_from_slice(field);
    }
    header
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(bytes).and_then(|()| gzip.finish()).expect("memory can be written to")
}

/// Each with payloads after its first bytes, which are not looked for.
fn archives() -> Vec<(&'static str, Vec<u8>)> {
    let with_payloads = |first: &[u8]| [first, b"\n", ON.repeat(3).as_bytes()].concat();
    let mut archives: Vec<_> = FORMATS.iter().map(|(name, first)| (*name, with_payloads(first))).collect();
    archives.push(("a tar archive", with_payloads(&tar())));
    let inner = archives.clone();
    archives.extend(inner.iter().map(|(name, bytes)| (*name, gzip(bytes))));
    archives.extend([("a gzip archive", gzip(&gzip(ON.as_bytes()))), ("a zstd archive", gzip(&zstd(ON.as_bytes())))]);
    archives.extend([("a gzip archive", zstd(&gzip(ON.as_bytes()))), ("a zstd archive", zstd(&zstd(ON.as_bytes())))]);
    archives
}

#[test]
fn what_is_no_text_is_named_and_not_read() {
    let folder = Folder::new("no-text");
    let rejects = folder.file("rejects", "");
    for (number, (name, bytes)) in archives().into_iter().enumerate() {
        let file = folder.file(&format!("{number}.json"), &bytes);
        for jobs in ["1", "3"] {
            let arguments = ["normalize", "--jobs", jobs, "--rejects", &rejects];
            for run in [Run::new(&[&arguments[..], &[&file]].concat()), Run::new(&arguments).input(&bytes)] {
                let done = run.done().exits_with(1).complains(&format!("error[not-text]: this is {name}, not text"));
                assert_eq!((done.out.as_str(), done.err.lines().count()), ("", 1), "{name}");
                assert_eq!(std::fs::read(&rejects).expect("it is there"), b"", "{name}");
            }
        }
    }
    let png = b"\x89PNG\r\n\x1a\n";
    Run::new(&["validate"]).input(png).done().exits_with(1).says("= help: payloads are JSON text");
    Run::new(&["validate", "--level", "not-text=ignore"]).input(png).done().exits_with(2);
}

#[test]
fn the_first_bytes_may_come_one_at_a_time() {
    for (name, bytes) in archives() {
        let mut child = Run::new(&["normalize"])
            .command()
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command can be started");
        let mut stdin = child.stdin.take().expect("it is piped");
        for byte in bytes.chunks(1) {
            // It does not read on when it knows.
            if stdin.write_all(byte).is_err() {
                break;
            }
        }
        drop(stdin);
        let mut said = String::new();
        child.stderr.take().expect("it is piped").read_to_string(&mut said).expect("it speaks text");
        assert_eq!(child.wait().expect("it ends").code(), Some(1), "{name}");
        assert!(said.contains(&format!("this is {name}, not text")) && said.lines().count() == 1, "{said}");
    }
}

/// Text that begins like an archive, or as long as nobody knows.
#[test]
fn what_only_begins_like_another_format_is_text() {
    let long = "n".repeat(300);
    for first in [
        "",
        "P",
        "PK",
        "BZh9",
        "7z",
        "x^2",
        "x^",
        "GIF8",
        "SQLite format 3",
        "PAR1",
        "%PDF",
        "MZ",
        "MZ is here",
        "Rar!",
        "ID3",
        "OggS",
        "RIFF",
        "LZIP",
        &long,
    ] {
        let source = format!("{first}\n{ON}");
        let done = Run::new(&["normalize"]).input(&source).done();
        assert_eq!(done.out.lines().count(), 1, "{first}");
        assert!(!done.err.contains("not-text"), "{first}");
    }
}

/// A frame of zstd or LZ4 that says nothing.
fn skippable(first: u8, length: usize) -> Vec<u8> {
    let length_of = u32::try_from(length).expect("it is short").to_le_bytes();
    [&[first, 0x2a, 0x4d, 0x18], &length_of[..], &vec![b'{'; length]].concat()
}

/// How a source is read from a file, from a pipe, and from one that brings a byte at a time.
fn arriving(bytes: &[u8]) -> Vec<Done> {
    let folder = Folder::new("arriving");
    let file = folder.file("-", bytes);
    let mut slow = Run::new(&["normalize"]);
    let mut child = slow.begun();
    let mut stdin = child.stdin.take().expect("it is piped");
    let slowly = bytes.to_vec();
    let writer = std::thread::spawn(move || slowly.chunks(1).try_for_each(|byte| stdin.write_all(byte)));
    let slow = Done::from(child.wait_with_output().expect("the command ends"));
    // A command that stops reading early is not this thread's business.
    let _ = writer.join().expect("the writer ends");
    vec![
        Run::new(&["normalize", "--jobs", "1", &file]).done(),
        Run::new(&["normalize", "--jobs", "3", &file]).done(),
        Run::new(&["normalize"]).input(bytes).done(),
        slow,
    ]
}

#[test]
fn zstd_may_begin_with_frames_that_say_nothing() {
    let lz4 = b"\x04\x22\x4d\x18d";
    let whole = zstd(ON.as_bytes());
    for (what, bytes, code, events, said) in [
        ("one", [skippable(0x50, 4), whole.clone()].concat(), 0, 1, ""),
        ("several", [skippable(0x5f, 0), skippable(0x51, 9000), whole.clone()].concat(), 0, 1, ""),
        ("before and after", [skippable(0x5d, 3), whole.clone(), skippable(0x5e, 7)].concat(), 0, 1, ""),
        ("nothing else", skippable(0x5a, 4), 1, 0, "error[empty-input]"),
        ("before LZ4", [&skippable(0x50, 4), &lz4[..]].concat(), 1, 0, "this is an LZ4 archive, not text"),
        ("before something else", [&skippable(0x50, 4), ON.as_bytes()].concat(), 3, 0, "bytes that are no zstd follow"),
        ("cut off in its length", skippable(0x50, 4)[..6].to_vec(), 3, 0, "its zstd data is truncated"),
        ("cut off", skippable(0x50, 4)[..10].to_vec(), 3, 0, "its zstd data is truncated"),
    ] {
        for done in arriving(&bytes) {
            let done = done.exits_with(code).complains(said);
            assert_eq!((done.out.lines().count(), done.err.lines().count()), (events, usize::from(code > 0)), "{what}");
        }
    }
}

#[test]
fn what_is_wrong_with_compressed_data_is_said_after_what_it_holds() {
    let lines = ON.repeat(3);
    let (gz, zst) = (gzip(lines.as_bytes()), zstd(lines.as_bytes()));
    let with = |bytes: &[u8], more: &[u8]| [bytes, more].concat();
    let flipped = |bytes: &[u8], at: usize| {
        let mut bytes = bytes.to_vec();
        bytes[at] ^= 1;
        bytes
    };
    for (bytes, events, said) in [
        (with(&gz, &gz), 6, ""),
        (with(&gz, &[0; 5]), 3, ""),
        (with(&gz, &vec![0; 70_000]), 3, ""),
        (with(&with(&gz, &[0; 9000]), &gz), 6, ""),
        (with(&zst, &zst), 6, ""),
        (with(&gz, b"!"), 3, "a byte that is no gzip follows its gzip data; what comes before was read"),
        (with(&gz, b"\x1f"), 3, "a byte that is no gzip follows"),
        (with(&gz, lines.as_bytes()), 3, "105 bytes that are no gzip follow its gzip data"),
        (with(&gz, b"\0\0!\0"), 3, "2 bytes that are no gzip follow"),
        (with(&zst, lines.as_bytes()), 3, "bytes that are no zstd follow its zstd data; what comes before was read"),
        (gz[..gz.len() - 1].to_vec(), 3, "its gzip data is truncated"),
        (gz[..12].to_vec(), 0, "its gzip data is truncated"),
        (gz[..2].to_vec(), 0, "its gzip data is truncated"),
        (zst[..zst.len() - 1].to_vec(), 0, "its zstd data is truncated"),
        (zst[..5].to_vec(), 0, "its zstd data is truncated"),
        (flipped(&gz, gz.len() - 6), 3, "its gzip data is damaged: its checksum does not match; get another copy"),
        (flipped(&gz, 2), 0, "its gzip data is damaged: invalid gzip header"),
    ] {
        for done in arriving(&bytes) {
            let lines_said = usize::from(!said.is_empty());
            let done = done.exits_with(3 * i32::from(!said.is_empty())).complains(said);
            assert_eq!((done.out.lines().count(), done.err.lines().count()), (events, lines_said), "{said}: {done:#?}");
        }
    }
}
