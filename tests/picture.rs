//! The picture at the top of `README.md`, which is drawn from what the command prints in colour. With `TRYCMD=overwrite`, it
//! shows what that prints now.

use std::fmt::Write;
use std::{env, fs};

use crate::support::{Run, root};

const PICTURE: &str = "docs/picture.svg";

/// What is typed.
const SESSIONS: [&[&str]; 2] = [
    &["samples/acquire/CHAT_ON_ACCEPT.json"],
    &["validate", "--only-errors", "src/finding/examples/wrong-type.trips.json"],
];

/// How many columns there are, and how large a character is.
const COLUMNS: usize = 102;
const WIDTH: f64 = 7.8;
const LINE: usize = 15;
const MARGIN: usize = 16;

/// The colours of a light page, then those of a dark one.
const STYLE: &str = "\
  :root { color-scheme: light dark; }
  .page { fill: #fff; stroke: #c8ced6; }
  text { font: 13px ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #1b1f24; white-space: pre; }
  .bold { font-weight: 700; } .dim { fill: #6a737d; } .typed { font-weight: 700; }
  .red { fill: #b3261e; } .green { fill: #1a7f37; } .yellow { fill: #8a5a00; } .cyan { fill: #00697a; } .blue { fill: #1d5fbf; }
  @media (prefers-color-scheme: dark) {
    .page { fill: #14181d; stroke: #343b44; }
    text { fill: #e6e9ed; }
    .dim { fill: #8b949e; }
    .red { fill: #ff8a80; } .green { fill: #7ee787; } .yellow { fill: #e8c268; } .cyan { fill: #6fd0dd; } .blue { fill: #7fb2f5; }
  }
";

/// The class of a code that colours text.
fn class(code: &str) -> &'static str {
    match code {
        "1" => "bold",
        "2" => "dim",
        "31" => "red",
        "32" => "green",
        "33" => "yellow",
        "36" => "cyan",
        "94" => "blue",
        _ => panic!("a terminal's code {code} has no colour in the picture"),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A line with colours as parts of a text.
fn parts(line: &str) -> String {
    let mut made = String::new();
    let mut classes: Vec<&str> = Vec::new();
    for (number, part) in line.split("\u{1b}[").enumerate() {
        let text = match part.split_once('m') {
            Some((code, text)) if number > 0 => {
                if code == "0" {
                    classes.clear();
                } else {
                    classes.push(class(code));
                }
                text
            }
            _ => part,
        };
        match (text.is_empty(), classes.is_empty()) {
            (true, _) => {}
            (false, true) => made += &escaped(text),
            (false, false) => {
                write!(made, "<tspan class=\"{}\">{}</tspan>", classes.join(" "), escaped(text)).expect("it is memory");
            }
        }
    }
    made
}

/// A line without colours.
fn plain(line: &str) -> String {
    let mut parts = line.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    first + &parts.filter_map(|part| Some(part.split_once('m')?.1)).collect::<String>()
}

fn picture() -> String {
    let mut lines: Vec<(String, String)> = Vec::new();
    for typed in SESSIONS {
        if !lines.is_empty() {
            lines.push((String::new(), String::new()));
        }
        let typed_line = format!("$ chathook {}", typed.join(" "));
        lines.push((format!("<tspan class=\"typed\">{}</tspan>", escaped(&typed_line)), typed_line));
        let width = COLUMNS.to_string();
        let out = Run::new(&[typed, &["--color", "always", "--width", &width]].concat()).done().out;
        lines.extend(out.lines().map(|line| (parts(line), plain(line))));
    }
    #[expect(clippy::cast_precision_loss, reason = "it is a few hundred")]
    let across = |columns: usize| (columns as f64 * WIDTH * 10.0).round() / 10.0;
    let width = across(COLUMNS) + 2.0 * f64::from(u32::try_from(MARGIN).expect("it is small"));
    let height = lines.len() * LINE + 2 * MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" aria-labelledby=\"title\">\n<title id=\"title\">chathook shows what a payload is and what it says, and \
         what is wrong with another</title>\n<style>\n{STYLE}</style>\n<rect class=\"page\" x=\"0.5\" y=\"0.5\" \
         width=\"{}\" height=\"{}\" rx=\"6\"/>\n",
        width - 1.0,
        height - 1,
    );
    for (number, (parts, plain)) in lines.iter().enumerate().filter(|(_, (_, plain))| !plain.trim().is_empty()) {
        let y = MARGIN + number * LINE + 12;
        // Whatever font there is, columns stand under each other.
        let length = across(plain.chars().count());
        writeln!(svg, "<text x=\"{MARGIN}\" y=\"{y}\" textLength=\"{length}\" xml:space=\"preserve\">{parts}</text>")
            .expect("it is memory");
    }
    svg + "</svg>\n"
}

#[test]
fn the_picture_shows_what_the_command_prints() {
    let (file, made) = (root().join(PICTURE), picture());
    if env::var_os("TRYCMD").is_some_and(|what| what == "overwrite") {
        fs::write(&file, &made).expect("it can be written");
    }
    let kept = fs::read_to_string(file).expect("it can be read");
    assert!(kept == made, "draw it anew: scripts/picture.sh");
    assert!(fs::read_to_string(root().join("README.md")).expect("it can be read").contains(&format!("]({PICTURE})")));
}
