//! Points in time, however they are written: what each becomes, and what is just not one.

use chathook::describe::scalars::{
    DOTNET, ISO, JAVASCRIPT, LOCAL, RFC3339, UNIX_MILLISECONDS, UNIX_MILLISECONDS_OR_NEVER, UNIX_SECONDS,
    UNIX_SECONDS_OR_ISO, UNIX_SECONDS_OR_NEVER,
};
use chathook::describe::{D, Encoding, Part, Typing, field, says_nothing};
use chathook::encoding::time::{self, TimeError, Zone};
use chathook::encoding::{DecodeError, Decoder, Remarks, WriteTime, other_form};

use crate::encodings::{check, decode_in};

#[test]
fn times_of_dotnet_are_milliseconds_or_few_enough_to_be_seconds() {
    check(
        Typing::Strict,
        DOTNET,
        &[
            (r#""/Date(1584422324807)/""#, Ok(r#""2020-03-17T05:18:44.807Z""#)),
            (r#""\/Date(1584422324807)\/""#, Ok(r#""2020-03-17T05:18:44.807Z""#)),
            (r#""/Date(1584422324000)/""#, Ok(r#""2020-03-17T05:18:44.000Z""#)),
            (r#""/Date(1584422324807+0200)/""#, Ok(r#""2020-03-17T05:18:44.807Z""#)),
            (r#""/Date(1584422324)/""#, Ok(r#""2020-03-17T05:18:44Z""#)),
            (r#""/Date(99999999999)/""#, Ok(r#""5138-11-16T09:46:39Z""#)),
            (r#""/Date(100000000000)/""#, Ok(r#""1973-03-03T09:46:40.000Z""#)),
            (r#""/Date(-100000000000)/""#, Ok(r#""1966-10-31T14:13:20.000Z""#)),
            (r#""/Date(-62135596800000)/""#, Ok(r#""0001-01-01T00:00:00.000Z""#)),
            (r#""/Date(-62135596800001)/""#, Err(DecodeError::Time)),
            (r#""/Date(253402300799999)/""#, Ok(r#""9999-12-31T23:59:59.999Z""#)),
            (r#""/Date(253402300800000)/""#, Err(DecodeError::Time)),
            (r#""/Date(1584422324807+2359)/""#, Ok(r#""2020-03-17T05:18:44.807Z""#)),
            (r#""/Date(1584422324807+2400)/""#, Err(DecodeError::Time)),
            (r#""/Date(1584422324807.5)/""#, Err(DecodeError::Time)),
            (r#""/Date(-1)/""#, Ok(r#""1969-12-31T23:59:59Z""#)),
            (r#""/Date(-100000000001)/""#, Ok(r#""1966-10-31T14:13:19.999Z""#)),
            ("1536738453010", Ok(r#""2018-09-12T07:47:33.010Z""#)),
            (r#""1536738453010""#, Ok(r#""2018-09-12T07:47:33.010Z""#)),
            (r#""/Date()/""#, Err(DecodeError::Time)),
            (r#""/Date(12a)/""#, Err(DecodeError::Time)),
            (r#""/Date(1584422324807+02:00)/""#, Err(DecodeError::Time)),
            (r#""/Date(99999999999999999999)/""#, Err(DecodeError::Time)),
            (r#""/Date(999999999999999)/""#, Err(DecodeError::Time)),
            (r#""Date1536738453010""#, Err(DecodeError::Time)),
            (r#""2020-03-17T05:18:44Z""#, Ok(r#""2020-03-17T05:18:44Z""#)),
            ("1.5", Err(DecodeError::Time)),
            ("true", Err(DecodeError::Type)),
        ],
    );
}

#[test]
fn local_times_are_read_in_a_zone() {
    let local = LOCAL;
    check(
        Typing::Mixed,
        local,
        &[
            (r#""2018-07-23 05:17:40""#, Ok(r#""2018-07-23T05:17:40Z""#)),
            (r#""2020-02-29 23:59:59""#, Ok(r#""2020-02-29T23:59:59Z""#)),
            (r#""0001-01-01 00:00:00""#, Ok(r#""0001-01-01T00:00:00Z""#)),
            (r#""9999-12-31 23:59:59""#, Ok(r#""9999-12-31T23:59:59Z""#)),
            (r#""2018-00-23 05:17:40""#, Err(DecodeError::Time)),
            (r#""2018-13-23 05:17:40""#, Err(DecodeError::Time)),
            (r#""2019-02-29 00:00:00""#, Err(DecodeError::Time)),
            (r#""0000-00-00 00:00:00""#, Err(DecodeError::Time)),
            (r#""2018-07-23 24:00:00""#, Err(DecodeError::Time)),
            (r#""2018-07-23 05:17:60""#, Err(DecodeError::Time)),
            (r#""2018-07-23T05:17:40""#, Ok(r#""2018-07-23T05:17:40Z""#)),
            (r#""2018-07-23 05:17""#, Err(DecodeError::Time)),
            (r#""2018-07-23 05:17:40Z""#, Ok(r#""2018-07-23T05:17:40Z""#)),
            (r#""٢٠١٨-07-23 05:17""#, Err(DecodeError::Time)),
            ("1532323060", Ok(r#""2018-07-23T05:17:40Z""#)),
            ("true", Err(DecodeError::Type)),
        ],
    );
    for (zone, expected) in [
        ("Europe/Vienna", "2018-07-23T03:17:40Z"),
        ("America/Toronto", "2018-07-23T09:17:40Z"),
        ("+05:30", "2018-07-22T23:47:40Z"),
        ("-08:00", "2018-07-23T13:17:40Z"),
    ] {
        let zone = Zone::named(zone).expect("there is such a zone");
        let read = decode_in(&zone, Typing::Mixed, local, Part::Meaning, r#""2018-07-23 05:17:40""#);
        assert_eq!(read, Ok(format!("\"{expected}\"")), "{}", zone.name);
    }
    for no_zone in ["", "Vienna", "Europe/Wien", "+25:00", "+0530x", "GMT+2x"] {
        assert!(Zone::named(no_zone).is_none(), "{no_zone}");
    }
}

#[test]
fn times_of_javascript_carry_their_offset() {
    check(
        Typing::Mixed,
        JAVASCRIPT,
        &[
            (r#""Wed Mar 03 2021 10:19:49 GMT+0000 (Coordinated Universal Time)""#, Ok(r#""2021-03-03T10:19:49Z""#)),
            (r#""Wed Mar 03 2021 00:19:49 GMT+0530 (India Standard Time)""#, Ok(r#""2021-03-02T18:49:49Z""#)),
            (r#""Wed Mar 03 2021 10:19:49 GMT-0800""#, Ok(r#""2021-03-03T18:19:49Z""#)),
            (r#""Thu Mar 03 2021 10:19:49 GMT+0000""#, Err(DecodeError::Time)),
            (r#""Wed Mar 03 2021 10:19:49""#, Err(DecodeError::Time)),
            (r#""Wed Mar 03 2021 10:19:49 GMT+0000 garbage""#, Err(DecodeError::Time)),
            (r#""Invalid Date""#, Err(DecodeError::Time)),
        ],
    );
}

#[test]
fn times_of_rfc_3339_keep_their_digits_and_lose_their_offset() {
    check(
        Typing::Strict,
        RFC3339,
        &[
            (r#""2020-03-17T05:18:44.807Z""#, Ok(r#""2020-03-17T05:18:44.807Z""#)),
            (r#""2020-03-17T05:18:44Z""#, Ok(r#""2020-03-17T05:18:44Z""#)),
            (r#""2020-03-17t05:18:44z""#, Ok(r#""2020-03-17T05:18:44Z""#)),
            (r#""2020-03-17T05:18:44.80700+02:00""#, Ok(r#""2020-03-17T03:18:44.80700Z""#)),
            (r#""2020-03-17T05:18:44.123456789Z""#, Ok(r#""2020-03-17T05:18:44.123456789Z""#)),
            (r#""2020-03-17T23:59:00+23:59""#, Ok(r#""2020-03-17T00:00:00Z""#)),
            (r#""2020-03-17T23:59:00+24:00""#, Err(DecodeError::Time)),
            (r#""2020-03-17T23:59:00+23:60""#, Err(DecodeError::Time)),
            (r#""9999-12-31T23:59:59Z""#, Ok(r#""9999-12-31T23:59:59Z""#)),
            (r#""9999-12-31T23:59:59-00:01""#, Err(DecodeError::Time)),
            (r#""0001-01-01T00:00:00Z""#, Ok(r#""0001-01-01T00:00:00Z""#)),
            (r#""0001-01-01T00:00:00+00:01""#, Err(DecodeError::Time)),
            (r#""2020-03-17T05:18:44""#, Ok(r#""2020-03-17T05:18:44Z""#)),
            (r#""2020-03-17 05:18:44Z""#, Ok(r#""2020-03-17T05:18:44Z""#)),
            (r#""2020-03-17T05:18:44+0200""#, Ok(r#""2020-03-17T03:18:44Z""#)),
            (r#""2020-03-17T05:18:44.Z""#, Err(DecodeError::Time)),
            (r#""2020-13-17T05:18:44Z""#, Err(DecodeError::Time)),
        ],
    );
}

#[test]
fn counts_from_1970_keep_their_digits() {
    check(
        Typing::Strict,
        UNIX_SECONDS,
        &[
            ("1768031789", Ok(r#""2026-01-10T07:56:29Z""#)),
            (r#""1768031789""#, Ok(r#""2026-01-10T07:56:29Z""#)),
            ("1588.5", Ok(r#""1970-01-01T00:26:28.5Z""#)),
            ("1588.50", Ok(r#""1970-01-01T00:26:28.50Z""#)),
            ("1588.123456789", Ok(r#""1970-01-01T00:26:28.123456789Z""#)),
            ("0", Ok(r#""1970-01-01T00:00:00Z""#)),
            ("-1", Ok(r#""1969-12-31T23:59:59Z""#)),
            ("-0.25", Ok(r#""1969-12-31T23:59:59.75Z""#)),
            ("-1.0", Ok(r#""1969-12-31T23:59:59.0Z""#)),
            ("-1.10", Ok(r#""1969-12-31T23:59:58.90Z""#)),
            ("-62135596800", Ok(r#""0001-01-01T00:00:00Z""#)),
            ("-62135596801", Err(DecodeError::Time)),
            ("253402300799", Ok(r#""9999-12-31T23:59:59Z""#)),
            ("253402300800", Err(DecodeError::Time)),
            ("1768031789250", Ok(r#""2026-01-10T07:56:29.250Z""#)),
            ("253402300800000", Err(DecodeError::Time)),
            ("1.768e9", Err(DecodeError::Time)),
            (r#""1768031789.""#, Err(DecodeError::Time)),
            (r#""+1768031789""#, Err(DecodeError::Time)),
            (r#""2026-01-10T07:56:29Z""#, Ok(r#""2026-01-10T07:56:29Z""#)),
            ("true", Err(DecodeError::Type)),
        ],
    );
    check(
        Typing::Strict,
        UNIX_MILLISECONDS,
        &[
            ("1768031789250", Ok(r#""2026-01-10T07:56:29.250Z""#)),
            (r#""1768031789000""#, Ok(r#""2026-01-10T07:56:29.000Z""#)),
            ("1768031789250.5", Ok(r#""2026-01-10T07:56:29.2505Z""#)),
            ("7", Ok(r#""1970-01-01T00:00:00.007Z""#)),
            ("999", Ok(r#""1970-01-01T00:00:00.999Z""#)),
            ("1000", Ok(r#""1970-01-01T00:00:01.000Z""#)),
            ("-1", Ok(r#""1969-12-31T23:59:59.999Z""#)),
            ("-1000", Ok(r#""1969-12-31T23:59:59.000Z""#)),
            ("253402300799999", Ok(r#""9999-12-31T23:59:59.999Z""#)),
            ("253402300800000", Err(DecodeError::Time)),
        ],
    );
}

#[test]
fn what_programs_write_for_no_time_is_none() {
    let says_nothing = |encoding, raw: &str| {
        let row = field("field", encoding, D, "A field.");
        says_nothing(Some(&row), Typing::Strict, raw)
    };
    for encoding in [UNIX_SECONDS_OR_NEVER, UNIX_MILLISECONDS_OR_NEVER, UNIX_SECONDS_OR_ISO, UNIX_SECONDS] {
        let is_never = encoding.scalar().map(|scalar| scalar.name) != UNIX_SECONDS.scalar().map(|scalar| scalar.name);
        for raw in ["-1", "-1.00", r#""-1""#] {
            assert_eq!(says_nothing(encoding, raw), is_never, "{encoding:?} {raw}");
        }
    }
    for encoding in [DOTNET, LOCAL, ISO, JAVASCRIPT, RFC3339, UNIX_SECONDS, UNIX_MILLISECONDS, UNIX_SECONDS_OR_NEVER] {
        for raw in [
            "0",
            "0.0",
            r#""0""#,
            r#""/Date(0)/""#,
            r#""\/Date(0+0200)\/""#,
            r#""/Date(-62135596800000)/""#,
            r#""/Date(-62135578800000)/""#,
            r#""/Date(-62135647200000-0500)/""#,
            "-62135596800",
            r#""0001-01-01T00:00:00Z""#,
            r#""0001-01-01 05:00:00""#,
            r#""0000-12-31T19:00:00Z""#,
            r#""0000-00-00 00:00:00""#,
            r#""0000-00-00""#,
            r#""-0001-11-30 00:00:00""#,
            r#""1970-01-01 00:00:00""#,
            r#""1970-01-01T00:00:00.000Z""#,
            r#""1970-01-01T05:45:00+05:45""#,
            r#""1969-12-31 19:00:00""#,
            r#""Thu Jan 01 1970 00:00:00 GMT+0000 (Coordinated Universal Time)""#,
        ] {
            assert!(says_nothing(encoding, raw), "{encoding:?} {raw}");
        }
        for raw in [
            r#""1970-01-01T00:00:00.500Z""#,
            r#""1970-01-01 00:00:01""#,
            r#""1970-01-01 00:01:00""#,
            "1",
            "-2",
            "0.5",
            "10",
            r#""1""#,
            r#""/Date(1)/""#,
            r#""/Date(-62135510399999)/""#,
            r#""/Date(1584422324807)/""#,
            r#""0001-01-02T00:00:00Z""#,
            r#""1970-01-01 00:00:01""#,
            r#""1970-01-01 00:10:00""#,
            r#""1970-01-02 00:00:00""#,
            r#""2018-07-23 00:00:00""#,
            r#""/Date(0""#,
            "false",
        ] {
            assert!(!says_nothing(encoding, raw), "{encoding:?} {raw}");
        }
    }
}

/// What is worth saying about a time that is read in a zone.
fn remarks_in(zone: &str, encoding: Encoding, raw: &str) -> Option<Remarks> {
    let zone = Zone::named(zone).expect("there is such a zone");
    let other_form: Option<WriteTime> = Some(other_form);
    let mut decoder = Decoder { other_form, ..Decoder::new("somebody", Typing::Mixed, &zone) };
    encoding.read(&mut decoder, Part::Meaning, raw).ok().map(|_| decoder.remarks)
}

#[test]
fn what_is_worth_saying_about_a_time_is_known() {
    let nothing = Remarks::default();
    let without_zone = Remarks { has_no_zone: true, ..nothing };
    let in_seconds = Remarks { is_in_seconds: true, ..nothing };
    let in_other_form = Remarks { is_in_other_form: true, ..nothing };
    let unlikely = Remarks { is_unlikely: true, ..nothing };
    for (encoding, raw, expected) in [
        (LOCAL, r#""2020-05-17 08:30:09""#, without_zone),
        (LOCAL, r#""2020-05-17""#, Remarks { is_in_other_form: true, ..without_zone }),
        (LOCAL, r#""2020-05-17T08:30:09Z""#, in_other_form),
        (LOCAL, r#""/Date(1584422324807)/""#, in_other_form),
        (LOCAL, r#""Wed Mar 03 2021 10:19:49 GMT+0000""#, in_other_form),
        (LOCAL, "1589704209", Remarks { is_in_seconds: true, ..in_other_form }),
        (LOCAL, "1589704209000", in_other_form),
        (LOCAL, r#""/Date(1584422324807+0200)/""#, in_other_form),
        (ISO, r#""2020-05-17 08:30:09""#, without_zone),
        (ISO, r#""2020-05-17 08:30:09 UTC""#, nothing),
        (ISO, r#""1999-12-31T23:59:59Z""#, unlikely),
        (ISO, r#""2000-01-01T00:00:00Z""#, nothing),
        (ISO, r#""2099-12-31T23:59:59Z""#, nothing),
        (ISO, r#""2100-01-01T00:00:00Z""#, unlikely),
        (UNIX_SECONDS_OR_ISO, "1589704209", nothing),
        (DOTNET, r#""/Date(1584422324)/""#, in_seconds),
        (DOTNET, r#""/Date(13584868423)/""#, Remarks { is_unlikely: true, ..in_seconds }),
        (DOTNET, r#""/Date(946684800000)/""#, nothing),
        (DOTNET, r#""/Date(946684799999)/""#, unlikely),
        (DOTNET, r#""2020-03-17T05:18:44Z""#, in_other_form),
        (UNIX_SECONDS, "1589704209", nothing),
    ] {
        assert_eq!(remarks_in("UTC", encoding, raw), Some(expected), "{encoding:?} {raw}");
    }
    // An offset belongs to .NET's form alone, and only counts of seconds and milliseconds are clear.
    for raw in [r#""1584422324807+0200""#, r#""158442232480""#, r#""15844223248071""#] {
        assert_eq!(remarks_in("UTC", LOCAL, raw), None, "{raw}");
    }
}

/// On some days the clocks of a zone are set forward or back, and one day there never was.
#[test]
fn a_day_is_as_long_as_its_zone_makes_it() {
    for (zone, day, hours) in [
        ("UTC", "2024-03-10", Some(24)),
        ("America/New_York", "2024-03-09", Some(24)),
        ("America/New_York", "2024-03-10", Some(23)),
        ("America/New_York", "2024-11-03", Some(25)),
        ("UTC", "2024-02-29", Some(24)),
        ("UTC", "2023-02-29", None),
        ("UTC", "20240229", None),
        ("UTC", "2024-02-29T00:00", None),
        ("UTC", "+002024-02-29", None),
        ("UTC", "", None),
    ] {
        let zone = Zone::named(zone).expect("there is such a zone");
        let length = time::day(day, &zone).map(|day| (day.end - day.start) / 3_600_000_000_000);
        assert_eq!(length, hours, "{} {day}", zone.name);
    }
    let zone = Zone::named("Europe/Vienna").expect("there is such a zone");
    let begins = time::nanoseconds("2024-05-31T22:00:00Z");
    assert_eq!(time::day("2024-06-01", &zone).map(|day| day.start), begins);
}

#[test]
fn a_normalized_time_has_one_form() {
    let zone = Zone::utc();
    for raw in [r#""2020-03-17 05:18:44Z""#, r#""2020-03-17""#, r#""/Date(1584422324807)/""#] {
        let mut decoder = Decoder::new("somebody", Typing::Strict, &zone);
        assert_eq!(RFC3339.read(&mut decoder, Part::Meaning, raw), Err(DecodeError::Time), "{raw}");
    }
}

#[test]
fn clocks_that_are_set_forward_or_back_are_heeded() {
    let read = |zone: &str, raw: &str| {
        let zone = Zone::named(zone).expect("there is such a zone");
        decode_in(&zone, Typing::Mixed, LOCAL, Part::Meaning, raw)
    };
    for (zone, local, expected, apart) in [
        ("America/New_York", "2024-03-10 01:59:59", Some("2024-03-10T06:59:59Z"), 0),
        ("America/New_York", "2024-03-10 02:00:00", None, 0),
        ("America/New_York", "2024-03-10 02:59:59", None, 0),
        ("America/New_York", "2024-03-10 03:00:00", Some("2024-03-10T07:00:00Z"), 0),
        ("America/New_York", "2024-11-03 00:59:59", Some("2024-11-03T04:59:59Z"), 0),
        ("America/New_York", "2024-11-03 01:00:00", Some("2024-11-03T05:00:00Z"), 3600),
        ("America/New_York", "2024-11-03 01:59:59", Some("2024-11-03T05:59:59Z"), 3600),
        ("America/New_York", "2024-11-03 02:00:00", Some("2024-11-03T07:00:00Z"), 0),
        ("Australia/Lord_Howe", "2024-04-07 01:45:00", Some("2024-04-06T14:45:00Z"), 1800),
        ("Pacific/Apia", "2011-12-30 12:00:00", None, 0),
        ("-05:00", "2024-03-10 02:30:00", Some("2024-03-10T07:30:00Z"), 0),
        ("Asia/Tokyo", "9999-12-31 23:59:59", Some("9999-12-31T14:59:59Z"), 0),
        ("America/New_York", "9999-12-31 18:59:59", Some("9999-12-31T23:59:59Z"), 0),
        ("America/New_York", "9999-12-31 19:00:00", None, 0),
    ] {
        let raw = format!("\"{local}\"");
        let expected = expected.map(|time| format!("\"{time}\"")).ok_or(DecodeError::Time);
        assert_eq!(read(zone, &raw), expected, "{zone} {local}");
        if expected.is_ok() {
            assert_eq!(remarks_in(zone, LOCAL, &raw).map(|remarks| remarks.apart), Some(apart), "{zone} {local}");
        }
    }
}

#[test]
fn iso_times_have_a_zone_or_are_read_in_one() {
    let cases = [
        (r#""2020-05-17T08:30:09Z""#, Ok(r#""2020-05-17T08:30:09Z""#)),
        (r#""2020-05-17T08:30:09.250Z""#, Ok(r#""2020-05-17T08:30:09.250Z""#)),
        (r#""2020-05-17 08:30:09 UTC""#, Ok(r#""2020-05-17T08:30:09Z""#)),
        (r#""2020-05-17 08:30:09.5 UTC""#, Ok(r#""2020-05-17T08:30:09.5Z""#)),
        (r#""2020-05-17T08:30:09+02:00""#, Ok(r#""2020-05-17T06:30:09Z""#)),
        (r#""2020-05-17 08:30:09 +0200""#, Ok(r#""2020-05-17T06:30:09Z""#)),
        (r#""2020-05-17T08:30:09""#, Ok(r#""2020-05-17T08:30:09Z""#)),
        (r#""2020-05-17 08:30:09.123456""#, Ok(r#""2020-05-17T08:30:09.123456Z""#)),
        (r#""2020-05-17 08:30:09 ""#, Err(DecodeError::Time)),
        (r#""2020-05-17 08:30:09 Z""#, Err(DecodeError::Time)),
        (r#""2020-05-17 08:30:09 CET""#, Err(DecodeError::Time)),
        (r#""2020-05-17_08:30:09""#, Err(DecodeError::Time)),
        (r#""2020-05-17T08:30""#, Err(DecodeError::Time)),
        (r#""2020-05-17""#, Ok(r#""2020-05-17T00:00:00Z""#)),
        (r#""2020-02-30T08:30:09Z""#, Err(DecodeError::Time)),
    ];
    check(Typing::Strict, ISO, &cases);
    check(Typing::Strict, UNIX_SECONDS_OR_ISO, &cases);
    check(Typing::Strict, ISO, &[("1589704209", Err(DecodeError::Type)), (r#""158970420""#, Err(DecodeError::Time))]);
    check(
        Typing::Strict,
        UNIX_SECONDS_OR_ISO,
        &[
            ("1589704209", Ok(r#""2020-05-17T08:30:09Z""#)),
            ("1589704209.125", Ok(r#""2020-05-17T08:30:09.125Z""#)),
            (r#""1589704209""#, Ok(r#""2020-05-17T08:30:09Z""#)),
        ],
    );
    let vienna = Zone::named("Europe/Vienna").expect("there is such a zone");
    for (raw, expected) in [
        (r#""2020-05-17T08:30:09.50""#, r#""2020-05-17T06:30:09.50Z""#),
        (r#""2020-05-17T08:30:09.50Z""#, r#""2020-05-17T08:30:09.50Z""#),
    ] {
        assert_eq!(decode_in(&vienna, Typing::Strict, ISO, Part::Meaning, raw).as_deref(), Ok(expected), "{raw}");
    }
}

#[test]
fn what_is_written_like_a_time_and_is_none_is_told_from_other_text() {
    for (encoding, text, expected) in [
        (LOCAL, "2019-02-29 00:00:00", Some(TimeError::Day)),
        (LOCAL, "2019-02-28 24:00:00", Some(TimeError::Hour)),
        (LOCAL, "2019-02-28 23:60:00", Some(TimeError::Hour)),
        (LOCAL, "2019-02-29", None),
        (LOCAL, "2024-03-10 02:30:00", Some(TimeError::Skipped)),
        // In UTC it may be of another year.
        (LOCAL, "9999-12-31 23:30:00", Some(TimeError::Year)),
        (LOCAL, "0001-01-01 00:30:00", Some(TimeError::Year)),
        (JAVASCRIPT, "Fri Dec 31 9999 23:30:00 GMT-0500", Some(TimeError::Year)),
        (RFC3339, "2019-02-29T00:00:00.5+02:00", Some(TimeError::Day)),
        (RFC3339, "2019-02-29T00:00:00", None),
        (ISO, "2019-02-29T00:00:00", Some(TimeError::Day)),
        (ISO, "2019-02-28 24:00:00 UTC", Some(TimeError::Hour)),
        (ISO, "2019-02-29 00:00:00 CET", None),
        (JAVASCRIPT, "Thu Mar 03 2021 10:19:49 GMT+0000", Some(TimeError::Weekday)),
        (JAVASCRIPT, "Wed Mar 32 2021 10:19:49 GMT+0000", Some(TimeError::Day)),
        (JAVASCRIPT, "Wed Mar 03 2021 24:19:49 GMT+0000", Some(TimeError::Hour)),
        (JAVASCRIPT, "Invalid Date", None),
        (DOTNET, "/Date(99999999999999999999)/", Some(TimeError::Year)),
        (DOTNET, "/Date()/", None),
        (UNIX_SECONDS, "1768031789250", Some(TimeError::Year)),
        (UNIX_SECONDS, "1768031789250.5", Some(TimeError::Year)),
        (UNIX_SECONDS, "1.7e30", None),
        (UNIX_SECONDS_OR_ISO, "1768031789250", Some(TimeError::Year)),
        (UNIX_SECONDS_OR_ISO, "2019-02-29 00:00:00 UTC", Some(TimeError::Day)),
    ] {
        let time_error = encoding.scalar().and_then(|scalar| scalar.time_error).expect("it is a way of writing times");
        assert_eq!(time_error(text), expected, "{encoding:?} {text}");
    }
}

#[test]
fn times_are_compared_as_far_as_the_coarser_one_goes() {
    for (first, second, is_later) in [
        ("2018-07-23T05:17:41Z", "2018-07-23T05:17:40.999Z", true),
        ("2018-07-23T05:17:40Z", "2018-07-23T05:17:41.000Z", false),
        ("2018-07-23T05:17:40Z", "2018-07-23T05:17:40Z", false),
        ("2018-07-23T05:17:40.5Z", "2018-07-23T05:17:40Z", false),
        ("2018-07-23T05:17:40Z", "2018-07-23T05:17:40.5Z", false),
        ("2018-07-23T05:17:40.010Z", "2018-07-23T05:17:40.000Z", true),
        ("2018-07-23T05:17:40.010Z", "2018-07-23T05:17:40.0Z", false),
        ("2018-07-23T05:17:40.5Z", "2018-07-23T05:17:40.05Z", true),
        ("2018-07-23T05:17:40.05Z", "2018-07-23T05:17:40.5Z", false),
        ("9999-12-31T23:59:59Z", "0001-01-01T00:00:00.000Z", true),
    ] {
        let [one, other] = [first, second].map(|time| format!("\"{time}\""));
        assert_eq!(time::is_later(one.as_bytes(), other.as_bytes()), is_later, "{first} {second}");
    }
}
