//! The ways in which vendors write values, and what these mean: raw JSON in, a value of the normalized event out.
//!
//! A way of writing a value that is not taken apart is a [`Scalar`], a row of functions in a file of its own. Whoever
//! needs to know something of such values asks the row. Nothing here knows of vendors or of the normalized event.
//!
//! The groups of files stand in the order in which they are best read: what values are made of, how they are read, the rows,
//! and what is no row because it comes with a vendor's list or makes several values of one.

mod clear;
mod digits;
mod unset;
mod zone;

pub mod time;

pub mod accepts;
mod decoder;
mod odd;

mod scalar;

pub mod text;

pub mod boolean;
pub mod email;
pub mod html;
pub mod id;
pub mod ip;
pub mod number;
pub mod offset;
pub mod party;
pub mod rfc3339;
pub mod seconds;
pub mod url;

pub mod dotnet;
pub mod javascript;
pub mod local;
pub mod unix;

pub mod iso;

mod other;

pub mod nested;
pub mod transcript;
pub mod words;

pub(crate) use decoder::text_or_number;
pub use decoder::{Assumption, DecodeError, Decoded, Decoder, Meanings, Part, Remarks, Result, Typing, WriteTime};
pub use odd::{EmailError, Odd, UrlError};
pub use other::write as other_form;
pub use scalar::{Meaning, Scalar};
pub use zone::{UtcOffset, offset as utc_offset};
