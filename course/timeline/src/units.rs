//! Numbers, lengths of time and times as text.

/// The space between a number and its unit, at which no line is broken.
pub const NO_BREAK: char = '\u{a0}';

/// `1 s`, `300 ms`, `20 µs`: in the largest unit without a fraction.
pub fn duration(micros: u64) -> String {
    let (number, unit) = match micros {
        _ if micros.is_multiple_of(1_000_000) => (micros / 1_000_000, "s"),
        _ if micros.is_multiple_of(1000) => (micros / 1000, "ms"),
        _ => (micros, "µs"),
    };
    format!("{}{NO_BREAK}{unit}", thousands(number))
}

/// `1.00002 s`, `10.03 ms`, `20 µs`: in the largest unit of which there is a whole one, with as
/// many decimals as it takes.
pub fn time(micros: u64) -> String {
    let (whole, unit, digits) = match micros {
        1..1000 => (1, "µs", 0),
        1000..1_000_000 => (1000, "ms", 3),
        _ => (1_000_000, "s", 6),
    };
    let mut text = (micros / whole).to_string();
    if digits > 0 {
        let fraction = format!(".{:0digits$}", micros % whole);
        text.push_str(fraction.trim_end_matches('0').trim_end_matches('.'));
    }
    format!("{text}{NO_BREAK}{unit}")
}

/// `1.000 s`, `1.00002 s`: in seconds, with three decimals or as many as it takes.
pub fn seconds(micros: u64) -> String {
    let (whole, rest) = (micros / 1_000_000, format!("{:06}", micros % 1_000_000));
    let (millis, rest) = rest.split_at(3);
    format!("{whole}.{millis}{} s", rest.trim_end_matches('0'))
}

/// `99,998`.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
