//! Names that were probably meant by names that nobody knows.

/// The known name that is nearest to this one, if one is near enough to be meant; of several, the first.
pub fn nearest<N: AsRef<str>>(known: impl IntoIterator<Item = N>, name: &str) -> Option<N> {
    nearest_of(known.into_iter().map(|known| (known, ())), name).map(|(known, ())| known)
}

/// The same, of names that each stand for something.
pub fn nearest_of<N: AsRef<str>, T>(known: impl IntoIterator<Item = (N, T)>, name: &str) -> Option<(N, T)> {
    let letters_of_name = letters(name);
    let is_alike = |known: &str| known.len().abs_diff(name.len()) <= 4 && !is_a_word_more(known, name);
    let near = known.into_iter().filter(|known| is_alike(known.0.as_ref()));
    let near = near.filter_map(|known| Some((distance(&letters(known.0.as_ref()), &letters_of_name)?, known)));
    near.min_by_key(|(distance, _)| *distance).map(|(_, known)| known)
}

/// Known names, those first that are nearest to this one.
pub fn nearest_first(known: impl IntoIterator<Item = &'static str>, name: &str) -> Vec<&'static str> {
    let name = letters(name);
    let mut known: Vec<_> = known.into_iter().collect();
    known.sort_by_cached_key(|known| strsim::osa_distance(&letters(known), &name));
    known
}

/// Returns true if one of two names is the other and a word more: `visitor`, `visitor_id`. That is no slip.
fn is_a_word_more(one: &str, other: &str) -> bool {
    let goes_on =
        |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest.starts_with(['_', '-', '.']));
    goes_on(one, other) || goes_on(other, one)
}

/// Returns true if a name joins its words with no character that a known one does not use: for `chat_ended` that is
/// `chat_end`, but not `chat.end`.
pub fn is_joined_alike(known: &str, name: &str) -> bool {
    name.chars().filter(|it| !it.is_alphanumeric()).all(|joint| known.contains(joint))
}

/// Returns the letters and digits of a name in lower case.
fn letters(name: &str) -> String {
    name.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns the number of letters that differ or are swapped between a name and a known one, if there are few enough for
/// a slip: about one in five.
fn distance(known: &str, name: &str) -> Option<usize> {
    let allowed = known.len() / 5 + usize::from(known.len() > 3);
    let is_near = known.chars().count().abs_diff(name.chars().count()) <= allowed;
    is_near.then(|| strsim::osa_distance(known, name)).filter(|distance| *distance <= allowed)
}
