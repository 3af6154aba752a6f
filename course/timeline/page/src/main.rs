//! The command line.

use std::error::Error;
use std::fs;

use timeline_page::{page, path, records, states};

const HELP: &str = "\
Usage: cargo run -p timeline-page [-- OPTION | RECORD...]

Without arguments, makes course/timeline/page/index.html anew.
With records, prints a page of these.

  --states  print the states that the page has to show, as JSON
  --help    print this";

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => fs::write(path(), page(&records())?)?,
        ["--states"] => println!("{}", states(&records())?),
        ["--help" | "-h"] => println!("{HELP}"),
        _ => print!("{}", page(&args)?),
    }
    Ok(())
}
