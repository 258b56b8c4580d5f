//! One line per step, with the time it took.

use std::time::{Duration, Instant};

use crate::failure::Failure;

/// Runs one step and prints its line when it is done: the name, what happened, how long it took. A child's own output
/// streams above the line while the step runs.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<(T, String), Failure>) -> Result<T, Failure> {
    let start = Instant::now();
    let (result, happened) = work()?;
    println!("{name:>10}  {happened} ({})", seconds(start.elapsed()));
    Ok(result)
}

/// An announcement before something that takes minutes, so that nobody thinks it hangs.
pub fn announce(sentence: &str) {
    println!("            {sentence}");
}

/// `0.3 s`, `41.2 s`, `3 min 05 s`.
pub fn seconds(took: Duration) -> String {
    let whole = took.as_secs();
    if whole < 60 { format!("{:.1} s", took.as_secs_f64()) } else { format!("{} min {:02} s", whole / 60, whole % 60) }
}

#[cfg(test)]
mod tests {
    use super::seconds;
    use std::time::Duration;

    #[test]
    fn minutes_appear_when_there_are_some() {
        assert_eq!(seconds(Duration::from_millis(250)), "0.2 s");
        assert_eq!(seconds(Duration::from_millis(59_400)), "59.4 s");
        assert_eq!(seconds(Duration::from_secs(185)), "3 min 05 s");
    }
}
