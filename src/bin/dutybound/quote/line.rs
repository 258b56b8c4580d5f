//! A line of goods as people write it on the command line.

use dutybound::Problem;
use serde_json::{Map, Value};

/// Reads `6109.10, 2 x 20.00, cotton T-shirt, origin=CN, kg=0.4`: code, pieces and price, words, then `key=value` parts, in any
/// order. What could be meant in two ways is refused: nobody should pay by a slip of the pen.
pub fn read(position: usize, text: &str) -> Result<Value, Problem> {
    let mut line = Line::default();
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        line.take(part).map_err(|(message, help)| problem(position, message, help))?;
    }
    if !line.basket.contains_key("unitPrice") {
        return Err(problem(position, "it has no quantity and price".to_owned(), EXAMPLE));
    }
    Ok(line.into_basket())
}

const EXAMPLE: &str = "write it as `6109.10, 2 x 20.00, cotton T-shirt`";

fn problem(position: usize, message: String, help: &str) -> Problem {
    Problem::new(format!("line {}", position + 1), "unreadable-line", message, help)
}

type Refused = (String, &'static str);

/// A basket's line, as far as it is read.
#[derive(Default)]
struct Line {
    basket: Map<String, Value>,
    quantities: Map<String, Value>,
    facts: Map<String, Value>,
    claims: Vec<Value>,
    words: Vec<String>,
}

impl Line {
    fn take(&mut self, part: &str) -> Result<(), Refused> {
        if let Some((key, value)) = part.split_once('=') {
            return self.take_named(key.trim(), value.trim());
        }
        if let Some((quantity, price)) = pieces_and_price(part) {
            self.put("quantity", quantity)?;
            return self.put("unitPrice", price);
        }
        if part.starts_with(|c: char| c.is_ascii_digit()) && !part.contains(' ') {
            // A word that begins with a digit is meant as a code: one that cannot be read is told, and is no description.
            let help = "write a price with a point, such as 2 x 20.50, and one code";
            return self.put("code", part).map_err(|_| (format!("`{part}` stands alone beside a code"), help));
        }
        self.words.push(part.to_owned());
        Ok(())
    }

    fn take_named(&mut self, key: &str, value: &str) -> Result<(), Refused> {
        match key {
            "origin" => self.put(key, &super::in_capitals(value)),
            "code" => self.put(key, value),
            "description" => {
                self.words.push(value.to_owned());
                Ok(())
            }
            "kg" => self.put("netWeight", value),
            "claim" => {
                self.claims.push(value.into());
                Ok(())
            }
            "fact" => {
                let (name, is) = value.strip_prefix('!').map_or((value, true), |name| (name, false));
                once(&mut self.facts, name, is.into())
            }
            unit => once(&mut self.quantities, unit, value.into()),
        }
    }

    fn put(&mut self, field: &str, value: &str) -> Result<(), Refused> {
        once(&mut self.basket, field, value.into())
    }

    fn into_basket(mut self) -> Value {
        if !self.words.is_empty() {
            self.basket.insert("description".to_owned(), self.words.join(", ").into());
        }
        self.basket.insert("quantities".to_owned(), self.quantities.into());
        self.basket.insert("claims".to_owned(), self.claims.into());
        self.basket.insert("facts".to_owned(), self.facts.into());
        self.basket.into()
    }
}

fn once(fields: &mut Map<String, Value>, field: &str, value: Value) -> Result<(), Refused> {
    match fields.insert(field.to_owned(), value) {
        None => Ok(()),
        Some(_) => Err((format!("it says `{field}` twice"), EXAMPLE)),
    }
}

/// `2 x 20.00`, `2x20.00` or `2 × 20.00`.
fn pieces_and_price(part: &str) -> Option<(&str, &str)> {
    let spaced = part.split_once(" x ").or_else(|| part.split_once('×'));
    let close = || {
        let (quantity, price) = part.split_once('x')?;
        let is_figure =
            |text: &str| text.trim().chars().all(|c| c.is_ascii_digit() || c == '.') && !text.trim().is_empty();
        (is_figure(quantity) && is_figure(price)).then_some((quantity, price))
    };
    spaced.or_else(close).map(|(quantity, price)| (quantity.trim(), price.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_with_everything() {
        let line = read(
            0,
            "6109.10, 2 x 20.00, cotton T-shirt, blue, origin=cn, kg=0.4, pair=2, claim=usmca, fact=!for-children",
        )
        .unwrap();
        let expected = serde_json::json!({
            "code": "6109.10", "quantity": "2", "unitPrice": "20.00", "description": "cotton T-shirt, blue", "origin": "CN",
            "netWeight": "0.4", "quantities": { "pair": "2" }, "claims": ["usmca"], "facts": { "for-children": false },
        });
        assert_eq!(line, expected);
    }

    #[test]
    fn pieces_and_price_in_each_way_of_writing() {
        for text in ["2 x 20.00", "2x20.00", "2 × 20.00", " 2 x  20.00 "] {
            let line = read(0, text).unwrap();
            assert_eq!((line["quantity"].as_str(), line["unitPrice"].as_str()), (Some("2"), Some("20.00")), "{text}");
        }
    }

    #[test]
    fn what_could_be_meant_in_two_ways_is_refused() {
        let wrong = [
            ("6109.10, 2 x 20,50, shirt", "`50` stands alone beside a code"),
            ("6109.10, 2 x 20, 3 x 30", "it says `quantity` twice"),
            ("6402, 1 x 20, pair=2, pair=3", "it says `pair` twice"),
            ("6402, 1 x 20, kg=2, kg=3", "it says `netWeight` twice"),
            ("6402, 1 x 20, fact=a, fact=!a", "it says `a` twice"),
            ("6402, boots", "it has no quantity and price"),
            ("", "it has no quantity and price"),
        ];
        for (text, message) in wrong {
            let problem = read(1, text).unwrap_err();
            assert_eq!((problem.path.as_str(), problem.message.as_str()), ("line 2", message), "{text}");
        }
    }
}
