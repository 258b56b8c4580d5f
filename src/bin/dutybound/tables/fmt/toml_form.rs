//! The canonical form of a TOML file, as far as it can be had without moving anything: no blanks at the end of lines, one
//! blank line before each block and never two. Order, remarks and alignment are the writer's.

/// The file in its form.
pub fn form(text: &str) -> Result<String, String> {
    let formed = if text.contains("\"\"\"") || text.contains("'''") {
        // Blanks within text over several lines belong to it.
        format!("{}\n", text.replace("\r\n", "\n").trim_end_matches('\n'))
    } else {
        lines(&text.replace("\r\n", "\n"))
    };
    let read = |text: &str| toml::from_str::<toml::Table>(text).map_err(|error| error.to_string());
    if read(text)? != read(&formed)? {
        return Err("would not mean the same in its canonical form; please report this".to_owned());
    }
    Ok(formed)
}

fn lines(text: &str) -> String {
    let mut out: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        let last_is_blank = out.last().is_none_or(|last| last.is_empty());
        if line.is_empty() && last_is_blank {
            continue;
        }
        if is_header(line) {
            // Remarks right above a block belong to it.
            let remarks = out.iter().rev().take_while(|line| line.starts_with('#')).count();
            let at = out.len() - remarks;
            if at > 0 && out.get(at - 1).is_some_and(|before| !before.is_empty()) {
                out.insert(at, "");
            }
        }
        out.push(line);
    }
    while out.last().is_some_and(|last| last.is_empty()) {
        out.pop();
    }
    out.push("");
    out.join("\n")
}

/// `[name]` or `[[name]]` at the beginning of a line.
fn is_header(line: &str) -> bool {
    let inner = line.split('#').next().unwrap_or_default().trim_end();
    let name = inner.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let name = name.map(|name| name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name));
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '"');
    name.is_some_and(|name| !name.is_empty() && name.chars().all(plain))
}
