//! A colour, and how well it is read on another.

use crate::{Fault, FaultCode};
use serde::{Deserialize, Serialize, de};
use std::fmt;

/// A colour: red, green and blue. Written as `#1d4e5f`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

impl Colour {
    /// The colour in a field, or the field's fault.
    pub fn parse(path: &str, text: &str) -> Result<Self, Fault> {
        read(text).ok_or_else(|| Fault::new(path, FaultCode::WrongFormat).with("example", "#1d4e5f"))
    }

    /// How well the one is read on the other: from 1 to 21 (WCAG 2.2, contrast ratio).
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The colour with so many percent of another.
    #[must_use]
    pub fn mixed(self, other: Self, percent: u16) -> Self {
        let mix = |i: usize| {
            let (own, other) = (u16::from(self.0[i]), u16::from(other.0[i]));
            // A mean of bytes is a byte.
            u8::try_from((own * (100 - percent) + other * percent) / 100).unwrap_or(u8::MAX)
        };
        Self([mix(0), mix(1), mix(2)])
    }

    /// How bright it is (WCAG 2.2, relative luminance).
    fn luminance(self) -> f64 {
        let linear = |byte: u8| {
            let value = f64::from(byte) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

fn read(text: &str) -> Option<Colour> {
    let digits = text.trim().strip_prefix('#')?;
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some(Colour([byte(0)?, byte(2)?, byte(4)?]))
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Serialize for Colour {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        read(&text).ok_or_else(|| de::Error::custom("a colour is written as #1d4e5f"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_as_the_guidelines_have_it() {
        let of = |text: &str| Colour::parse("main", text).unwrap();
        // Pairs whose ratio is published, to two digits.
        for (one, other, ratio) in [
            ("#000000", "#ffffff", 21.0),
            ("#777777", "#ffffff", 4.48),
            ("#767676", "#FFFFFF", 4.54),
            ("#ff0000", "#ffffff", 4.0),
        ] {
            let found = of(one).contrast(of(other));
            assert!((found - ratio).abs() < 0.005, "{one} on {other}: {found}");
            assert!((of(other).contrast(of(one)) - found).abs() < 1e-12);
        }
        assert_eq!(of("#1d4e5f").to_string(), "#1d4e5f");
        assert_eq!(of("#000000").mixed(of("#ffffff"), 50), of("#7f7f7f"));
    }
}
