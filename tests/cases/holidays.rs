//! KIND `holidays FROM_YEAR TO_YEAR`: `date,zone` lines, sorted.

use crops::model::holidays::Zone;
use std::collections::BTreeSet;

pub fn run(arguments: &[String]) -> Result<String, String> {
    let [from, to] = arguments else {
        return Err("holidays FROM_YEAR TO_YEAR".to_owned());
    };
    let year = |text: &String| text.parse::<i32>().map_err(|_| format!("`{text}` is no year"));
    let (from, to) = (year(from)?, year(to)?);
    let mut lines = BTreeSet::new();
    for zone in Zone::ALL {
        for (day, _) in (from..=to.min(from + 1_000)).flat_map(|year| zone.holidays(year)) {
            lines.insert(format!("{day},{}\n", zone.rule()));
        }
    }
    Ok(lines.into_iter().collect())
}
