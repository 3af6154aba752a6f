//! The command line.

use std::error::Error;

use timeline_page::{page, records, states};

const HELP: &str = "\
Usage: cargo run -p timeline-page -- OPTION | RECORD...

Prints a page of the records.

  --states  print the states that the page has to show, as JSON
  --help    print this";

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--states"] => println!("{}", states(&records())?),
        [] | ["--help" | "-h"] => println!("{HELP}"),
        _ => print!("{}", page(&args)?),
    }
    Ok(())
}
