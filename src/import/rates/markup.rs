//! The little of XML that files of rates need: tags, in order, with their attributes.

/// A start tag, or a tag that is all of its element.
pub(super) struct Tag<'t> {
    /// The line on which it begins.
    pub(super) line: usize,
    /// Its name, without the prefix of a namespace.
    pub(super) name: &'t str,
    attributes: Vec<(&'t str, &'t str)>,
}

impl<'t> Tag<'t> {
    /// The value of an attribute, as it is written.
    pub(super) fn get(&self, name: &str) -> Option<&'t str> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }
}

/// Shows every start tag to `each`. What stands between tags, comments, declarations and end tags are passed over.
///
/// An error is a line and what is wrong on it.
pub(super) fn tags<'t>(text: &'t str, mut each: impl FnMut(&Tag<'t>)) -> Result<(), (usize, &'static str)> {
    let mut rest = text;
    let mut line = 1_usize;
    while let Some((before, after)) = rest.split_once('<') {
        line += lines(before);
        let (inside, next) = if let Some(comment) = after.strip_prefix("!--") {
            comment.split_once("-->").ok_or((line, "a comment does not end"))?
        } else {
            let end = end(after).ok_or((line, "a tag does not end"))?;
            after.split_at_checked(end).ok_or((line, "a tag does not end"))?
        };
        if !after.starts_with(['!', '?', '/']) {
            each(&tag(line, inside).ok_or((line, "a tag has an attribute without a value in quotation marks"))?);
        }
        line += lines(inside);
        rest = next;
    }
    Ok(())
}

fn lines(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

/// Where a tag ends: at the first `>` that is in no quotation marks.
fn end(text: &str) -> Option<usize> {
    let mut quoted = None;
    for (at, c) in text.char_indices() {
        match quoted {
            Some(mark) if c == mark => quoted = None,
            Some(_) => {}
            None if c == '>' => return Some(at),
            None if matches!(c, '"' | '\'') => quoted = Some(c),
            None => {}
        }
    }
    None
}

fn tag(line: usize, inside: &str) -> Option<Tag<'_>> {
    let inside = inside.trim_end().trim_end_matches('/');
    let (name, mut rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let name = name.rsplit_once(':').map_or(name, |(_, name)| name);
    let mut attributes = Vec::new();
    while !rest.trim().is_empty() {
        let (name, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let mark = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, next) = after.strip_prefix(mark)?.split_once(mark)?;
        attributes.push((name.trim(), value));
        rest = next;
    }
    Some(Tag { line, name, attributes })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Result<Vec<String>, (usize, &'static str)> {
        let mut seen = Vec::new();
        tags(text, |tag| seen.push(format!("{} {} {:?}", tag.line, tag.name, tag.attributes)))?;
        Ok(seen)
    }

    #[test]
    fn tags_are_seen_in_order_with_their_attributes() {
        let text = "<?xml version='1.0'?>\n<!-- <no/> -->\n<g:A>\n  <B c = 'x>y' d=\"1\"/>text\n</g:A><C\n e=''>";
        assert_eq!(seen(text).unwrap(), ["3 A []", r#"4 B [("c", "x>y"), ("d", "1")]"#, r#"5 C [("e", "")]"#]);
        assert_eq!(seen("no tags at all").unwrap(), [""; 0]);
    }

    #[test]
    fn what_does_not_end_is_refused_with_its_line() {
        assert_eq!(seen("<A>\n<B c='1>").unwrap_err(), (2, "a tag does not end"));
        assert_eq!(seen("\n\n<!-- <A>").unwrap_err(), (3, "a comment does not end"));
        assert_eq!(seen("<A b>").unwrap_err().0, 1);
        assert_eq!(seen("<A b=c>").unwrap_err().0, 1);
    }
}
