//! The tariff schedule of Japan, from the structured copy of the pages that Japan Customs publishes.
//!
//! One JSON file for each chapter holds a tree: headings, subheadings and lines, each with a description and, where the
//! schedule prints rates, 27 rate cells. A statistical line has nine digits, six of the Harmonized System and three of
//! Japan; a rate holds for every line under it. A few lines are printed twice, once for each season of the year.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::duty::expression::{DutyExpression, MonthDay, Season};
use crate::tables::ColumnKind;
use crate::{Date, Validity};

use super::jp_texts::parse_jp;
use super::report::{ImportError, Report};
use super::schedule::{Column, Line, Schedule};

/// What to import.
#[derive(Debug, Clone)]
pub struct Request {
    /// The folder of `j_01_tariff_data.json` and its like.
    pub folder: PathBuf,
    /// The day the data is of.
    pub snapshot: Date,
    /// The day the files were read.
    pub read: Date,
    /// The command that is running, for the schedule's page.
    pub command: String,
    /// What else a user should know.
    pub notes: Vec<String>,
}

#[derive(Deserialize)]
struct Node {
    stat_code: String,
    hs_code: String,
    desc: String,
    rate: BTreeMap<String, String>,
    children: Vec<Node>,
}

/// Days of the year, both included.
type Days = (MonthDay, MonthDay);

/// The cells in force on a line, by the schedule's name of the column, blank ones left out.
type Cells = BTreeMap<String, String>;

/// Every line, with its cells; twice or more where it is printed for each season.
type Lines = BTreeMap<String, Vec<(Option<Days>, Cells)>>;

/// The columns of everyone's rates: every line is a row of its own.
pub const MAIN: [&str; 3] = ["general", "temporary", "wto"];

/// Each column: the name here, the name in the schedule, what people call it.
const COLUMNS: [(&str, &str, &str); 27] = [
    ("general", "基本", "General rate"),
    ("temporary", "暫定", "Temporary rate, in place of the general rate"),
    ("wto", "WTO協定", "Bound rate, where it is lower than the general and temporary rates"),
    ("gsp", "特恵", "Preference for developing countries"),
    ("ldc", "特別特恵", "Preference for least developed countries"),
    ("epa-singapore", "EPA_シンガポール", "Agreement with Singapore"),
    ("epa-mexico", "EPA_メキシコ", "Agreement with Mexico"),
    ("epa-malaysia", "EPA_マレーシア", "Agreement with Malaysia"),
    ("epa-chile", "EPA_チリ", "Agreement with Chile"),
    ("epa-thailand", "EPA_タイ", "Agreement with Thailand"),
    ("epa-indonesia", "EPA_インドネシア", "Agreement with Indonesia"),
    ("epa-brunei", "EPA_ブルネイ", "Agreement with Brunei"),
    ("epa-asean", "EPA_アセアン", "Agreement with ASEAN"),
    ("epa-philippines", "EPA_フィリピン", "Agreement with the Philippines"),
    ("epa-switzerland", "EPA_スイス", "Agreement with Switzerland"),
    ("epa-vietnam", "EPA_ベトナム", "Agreement with Viet Nam"),
    ("epa-india", "EPA_インド", "Agreement with India"),
    ("epa-peru", "EPA_ペルー", "Agreement with Peru"),
    ("epa-australia", "EPA_豪州", "Agreement with Australia"),
    ("epa-mongolia", "EPA_モンゴル", "Agreement with Mongolia"),
    ("epa-cptpp", "EPA_CPTPP", "Trans-Pacific Partnership (CPTPP)"),
    ("epa-eu", "EPA_欧州連合", "Agreement with the European Union"),
    ("epa-uk", "EPA_英国", "Agreement with the United Kingdom"),
    ("rcep-asean-au-nz", "EPA_RCEP_アセアン豪州NZ", "RCEP for ASEAN, Australia and New Zealand"),
    ("rcep-china", "EPA_RCEP_中国", "RCEP for China"),
    ("rcep-korea", "EPA_RCEP_韓国", "RCEP for Korea"),
    ("us-agreement", "EPA_日米貿易協定", "Trade agreement with the United States"),
];

/// Reads the folder and makes the schedule of it.
///
/// # Errors
///
/// When a file cannot be read or is not such a copy. A text that is not understood is no error here: it is in the
/// report, and its line is not in the schedule.
pub fn run(request: &Request, progress: &mut dyn FnMut(&str)) -> Result<(Schedule, Report), ImportError> {
    let mut report = Report::default();
    let mut lines = Lines::new();
    for file in chapters(&request.folder)? {
        progress(&format!("reading {}", file.file_name().unwrap_or_default().to_string_lossy()));
        gather(&read(&file)?, &file, &mut lines, &mut report)?;
    }
    progress("reading the rates");
    let mut columns = Vec::new();
    for (name, theirs, title) in COLUMNS {
        let mut column = Column::new(name, title, ColumnKind::Plain);
        let mut rates = rates(&lines, name, theirs, &mut column, &mut report);
        if !MAIN.contains(&name) {
            rates = merged(rates, &lines);
        }
        column.lines = rates.iter().map(|(code, rate)| Line::new(code, Validity::default(), "", rate)).collect();
        report.columns.push(column.report());
        columns.push(column);
    }
    Ok((schedule(request, columns), report))
}

/// The files of the chapters, in order.
fn chapters(folder: &Path) -> Result<Vec<PathBuf>, ImportError> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(ImportError::reading(folder))? {
        let path = entry.map_err(ImportError::reading(folder))?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with("j_") && name.ends_with("_tariff_data.json") {
            files.push(path);
        }
    }
    if files.is_empty() {
        return Err(ImportError::format(folder, "its files", "there is no j_01_tariff_data.json or its like"));
    }
    files.sort();
    Ok(files)
}

fn read(path: &Path) -> Result<Vec<Node>, ImportError> {
    let text = fs::read_to_string(path).map_err(ImportError::reading(path))?;
    serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
        let why = format!("this is not a chapter of the schedule: {error}");
        ImportError::format(path, format!("line {}", error.line()), why)
    })
}

/// Adds the lines of a chapter, each with the cells in force on it: its own, else those of the nearest node above.
fn gather(nodes: &[Node], path: &Path, lines: &mut Lines, report: &mut Report) -> Result<(), ImportError> {
    let mut open: Vec<(&Node, Cells)> = nodes.iter().rev().map(|node| (node, Cells::new())).collect();
    while let Some((node, above)) = open.pop() {
        report.rows += 1;
        let mut cells = above;
        for (column, text) in &node.rate {
            if !text.trim().is_empty() {
                cells.insert(column.clone(), text.clone());
            }
        }
        for child in node.children.iter().rev() {
            open.push((child, cells.clone()));
        }
        if node.hs_code.trim().is_empty() {
            report.skip("headings, subheadings and groups without a statistical number");
            continue;
        }
        let code = code(node).ok_or_else(|| {
            let where_ = format!("line {} {}", node.stat_code, node.hs_code);
            ImportError::format(path, where_, "the code is not one of six and three digits")
        })?;
        lines.entry(code).or_default().push((days(&node.desc), cells));
    }
    Ok(())
}

/// The nine digits.
fn code(node: &Node) -> Option<String> {
    let code = format!("{}{}", node.stat_code.trim().replace('.', ""), node.hs_code.trim());
    (code.len() == 9 && code.bytes().all(|byte| byte.is_ascii_digit())).then_some(code)
}

/// The days of a line that is for a season: `毎年4月1日から同年9月30日までに輸入されるもの`.
fn days(words: &str) -> Option<Days> {
    let (_, days) = words.split_once("毎年")?;
    let (days, _) = days.split_once("までに輸入されるもの")?;
    let (from, to) = days.split_once("から")?;
    let to = to.strip_prefix("同年").or_else(|| to.strip_prefix("翌年"))?;
    Some((day_of_year(from)?, day_of_year(to)?))
}

fn day_of_year(text: &str) -> Option<MonthDay> {
    let (month, day) = text.split_once('月')?;
    // The end of February, whichever day it is.
    let day = if day == "末日" { 29 } else { day.strip_suffix('日')?.parse().ok()? };
    MonthDay::new(month.parse().ok()?, day)
}

/// The rates of a column by code.
fn rates(
    lines: &Lines,
    name: &str,
    theirs: &str,
    column: &mut Column,
    report: &mut Report,
) -> BTreeMap<String, DutyExpression> {
    let mut rates = BTreeMap::new();
    for (code, printed) in lines {
        let mut read: Vec<(Option<Days>, DutyExpression)> = Vec::new();
        for (days, cells) in printed {
            // A temporary rate always goes before the general one.
            if name == "general" && cells.get("暫定").is_some_and(|text| !matches!(parse_jp(text), Ok(None))) {
                report.skip("general rates with a temporary rate in their place");
                continue;
            }
            match cells.get(theirs).map(|text| (text, parse_jp(text))) {
                None => {}
                Some((text, Ok(rate))) => {
                    let shown = rate.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
                    column.texts.insert(text.split_whitespace().collect::<Vec<_>>().join(" "), shown);
                    read.extend(rate.map(|rate| (*days, rate)));
                }
                Some((_, Err(unread))) => report.not_read(code, unread),
            }
        }
        if let Some(rate) = joined(read, printed.len()) {
            rates.insert(code.clone(), rate);
        }
    }
    rates
}

/// The one rate of a line, or its rates by season. A line that is printed twice without seasons has no rate that could
/// be told.
fn joined(mut read: Vec<(Option<Days>, DutyExpression)>, printed: usize) -> Option<DutyExpression> {
    let (_, first) = read.first()?.clone();
    if read.len() == printed && read.iter().all(|(_, rate)| *rate == first) {
        return Some(first);
    }
    let seasons = read.drain(..).map(|(days, rate)| days.map(|(from, to)| Season { from, to, rate }));
    Some(
        seasons
            .collect::<Option<Vec<_>>>()
            .map_or_else(|| DutyExpression::technical("the line is printed twice"), DutyExpression::Seasonal),
    )
}

/// One row for a subheading, heading or chapter where every line of it has the same rate: preferences repeat much.
fn merged(rates: BTreeMap<String, DutyExpression>, lines: &Lines) -> BTreeMap<String, DutyExpression> {
    let mut rows: BTreeMap<String, Option<DutyExpression>> =
        lines.keys().map(|code| (code.clone(), rates.get(code).cloned())).collect();
    for digits in [6, 4, 2] {
        let mut under: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for code in rows.keys() {
            under.entry(code.chars().take(digits).collect()).or_default().insert(code.clone());
        }
        for (prefix, codes) in under {
            let mut rates = codes.iter().filter_map(|code| rows.get(code));
            let Some(first) = rates.next().cloned() else { continue };
            if codes.len() > 1 && rates.all(|rate| *rate == first) {
                rows.retain(|code, _| !codes.contains(code));
                rows.insert(prefix, first);
            }
        }
    }
    rows.into_iter().filter_map(|(code, rate)| rate.map(|rate| (code, rate))).collect()
}

fn schedule(request: &Request, columns: Vec<Column>) -> Schedule {
    let mut notes: Vec<String> = NOTES.iter().map(|note| (*note).to_owned()).collect();
    notes.extend(request.notes.iter().cloned());
    Schedule {
        id: "jp".to_owned(),
        place: "JP".to_owned(),
        title: "Tariff schedule of Japan".to_owned(),
        currency: "JPY".to_owned(),
        nomenclature: "HS 2022".to_owned(),
        snapshot: request.snapshot,
        source: "Japan Customs, tariff schedule, in a structured copy".to_owned(),
        url: "https://www.customs.go.jp/english/tariff/".to_owned(),
        licence: "facts; terms of Japan Customs for the pages, MIT for the structured copy".to_owned(),
        read: request.read,
        command: request.command.clone(),
        grade: "secondary".to_owned(),
        notes,
        columns,
    }
}

const NOTES: [&str; 8] = [
    "A row says that the rate applies: rates in parentheses are left out, and so are general rates with a temporary rate \
     in their place, which always goes before (Japan Customs, question 1105). Of the general, temporary and bound rates \
     that have a row, the lowest is due from a member of the World Trade Organization.",
    "A preference applies only to goods that originate and are claimed. Where a preference column has no row there is no \
     concession. A row of two, four or six digits stands for all lines under it.",
    "Levies beside the duty are not here: the mark-ups of state trading (rice, wheat, barley, dairy) and the \
     adjustment amounts on sugar, starch and sugar preparations. Bound rates marked with stars and temporary rates \
     marked with a reference mark are technical for this reason; what the marks mean was inferred from the lines they \
     stand on.",
    "Rates with a double circle are for goods of the use that the line names, with the proof that customs asks.",
    "Where goods of one line have different rates, the row is the range from the lowest to the highest, marked technical, \
     or technical alone where no range can be told.",
    "Gate prices of pork are technical. Where the duty is a fixed price less the customs value, as for onions, the row \
     says it.",
    "Temporary rates are enacted for a fiscal year that ends on 31 March and are usually renewed; rates of agreements \
     step down on 1 April or 1 January. Rows carry no dates: they are those of the snapshot.",
    "Parcels of up to 200,000 yen may be assessed by the simplified tariff instead of these lines.",
];
