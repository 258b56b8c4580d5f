//! The canonical form of a CSV file: remarks, a header, rows in order, quotes only where needed.
//!
//! A remark between rows heads the rows under it: these are sorted among themselves and stay under it.

/// Columns by which a file is sorted when it begins with one of them.
const SORTED_BY: [&str; 5] = ["code", "id", "currency", "new", "old"];

/// The file in its form; rows are `sorted` where the first column is one to sort by.
pub fn form(text: &str, sorted: bool) -> Result<String, String> {
    let text = text.replace("\r\n", "\n");
    let lines: Vec<&str> = text.lines().collect();
    let head = lines.iter().take_while(|line| is_remark(line) || line.trim().is_empty()).count();
    let (remarks, body) = lines.split_at(head);
    let Some((header, rows)) = body.split_first() else { return Err("has no header".to_owned()) };
    if spans_lines(&text) {
        return Err("has a field with a line break; write it on one line".to_owned());
    }
    let sorted = sorted && SORTED_BY.contains(&header.split(',').next().unwrap_or_default());
    let mut out: Vec<String> =
        remarks.iter().map(|line| line.trim_end().to_owned()).filter(|line| !line.is_empty()).collect();
    out.extend(records(&[header], false)?);
    for run in rows.chunk_by(|line, next| !is_remark(line) && !is_remark(next)) {
        match run {
            [remark] if is_remark(remark) => out.push(remark.trim_end().to_owned()),
            rows => out.extend(records(rows, sorted)?),
        }
    }
    out.push(String::new());
    Ok(out.join("\n"))
}

fn is_remark(line: &str) -> bool {
    line.starts_with('#')
}

/// Lines read and written again, in order of their fields when asked.
fn records(lines: &[&str], sorted: bool) -> Result<Vec<String>, String> {
    let text = lines.join("\n");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records = reader.records().collect::<Result<Vec<_>, _>>().map_err(|error| error.to_string())?;
    if sorted {
        records.sort_by(|a, b| a.iter().cmp(b.iter()));
    }
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for record in &records {
        writer.write_record(record).map_err(|error| error.to_string())?;
    }
    let bytes = writer.into_inner().map_err(|error| error.to_string())?;
    let text = String::from_utf8(bytes).map_err(|error| error.to_string())?;
    Ok(text.lines().map(str::to_owned).collect())
}

/// Whether some field holds a line break: then lines are not rows.
fn spans_lines(text: &str) -> bool {
    text.lines().filter(|line| !is_remark(line)).any(|line| line.matches('"').count() % 2 == 1)
}
