//! Names that were probably meant by names that nobody knows.

/// The known name that is nearest to this one, if one is near enough to be meant; of several, the first.
pub fn nearest<N: AsRef<str>>(known: impl IntoIterator<Item = N>, name: &str) -> Option<N> {
    nearest_of(known.into_iter().map(|known| (known, ())), name).map(|(known, ())| known)
}

/// The same, of names that each stand for something.
pub fn nearest_of<N: AsRef<str>, T>(known: impl IntoIterator<Item = (N, T)>, name: &str) -> Option<(N, T)> {
    let near = known.into_iter().filter_map(|known| Some((distance(known.0.as_ref(), name)?, known)));
    near.min_by_key(|(distance, _)| *distance).map(|(_, known)| known)
}

/// How far a name is from a known one, if it is near enough to be a slip: other letters or swapped ones, about one in five,
/// another case, or other punctuation.
fn distance(known: &str, name: &str) -> Option<usize> {
    if known.len().abs_diff(name.len()) > 4 {
        return None;
    }
    let letters =
        |name: &str| name.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let (known, name) = (letters(known), letters(name));
    let distance = strsim::osa_distance(&known, &name);
    (distance <= known.len() / 5 + usize::from(known.len() > 3)).then_some(distance)
}
