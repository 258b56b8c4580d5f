//! Lists of commodity codes.

use std::fs;

use dutybound::import::list::{Request, run};

use crate::scratch;

const SOURCE: &str = "\
# where it came from
hts8,list,first,last
61091000,4A,2019-09-01,
6403.99.60,4A,2019-09-01,2026-01-01
61091000,4A,2019-09-01,
85171300,4B,NA,NA
";

fn request(folder: &str) -> (Request, std::path::PathBuf) {
    let folder = scratch(folder);
    let file = folder.join("source.csv");
    fs::write(&file, SOURCE).unwrap();
    let request = Request { file, code: "hts8".to_owned(), ..Request::default() };
    (request, folder.join("lists/us/out.csv"))
}

#[test]
fn the_rows_asked_for_become_the_list() {
    let (mut request, out) = request("list-4a");
    request.from = Some("first".to_owned());
    request.until = Some("last".to_owned());
    request.rows_where = vec![("list".to_owned(), "4A".to_owned())];
    request.comment = vec!["List 4A".to_owned(), "source: the notice".to_owned()];
    let report = run(&request, &out).unwrap();
    assert_eq!(
        fs::read_to_string(&out).unwrap(),
        "# List 4A\n# source: the notice\ncode,from,until\n61091000,2019-09-01,\n64039960,2019-09-01,2026-01-01\n"
    );
    assert_eq!((report.rows, report.skipped.values().sum::<usize>()), (4, 2));
}

#[test]
fn days_that_are_not_known_are_empty() {
    let (mut request, out) = request("list-days");
    request.from = Some("first".to_owned());
    request.rows_where = vec![("list".to_owned(), "4B".to_owned())];
    run(&request, &out).unwrap();
    assert_eq!(fs::read_to_string(&out).unwrap(), "code,from,until\n85171300,,\n");
}

#[test]
fn a_list_with_holes_is_refused() {
    let (request, out) = request("list-refused");
    for (content, why) in [
        ("hts10\n61091000\n", "at line 1: there is no column `hts8`; there are hts10"),
        ("hts8\n61091000\nall of it\n", "at line 3: `all of it`"),
        ("hts8,list\n61091000\n", "at line 2"),
    ] {
        fs::write(&request.file, content).unwrap();
        let error = run(&request, &out).unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
        assert!(!out.exists());
    }
}
