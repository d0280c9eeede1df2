//! What a password must be like. Hashing takes chance and time, and is not here.

use crate::{Fault, FaultCode};

/// More characters than this nobody types; hashing them would be work for nothing.
const MOST: usize = 200;

/// Whether a new password is strong enough: 12 characters of 4 classes, or 14 of 3.
pub fn check(path: &str, password: &str) -> Result<(), Fault> {
    let length = password.chars().count();
    if length > MOST {
        return Err(Fault::new(path, FaultCode::TooLong).with("most", MOST));
    }
    let classes = n_classes(password);
    if (length >= 12 && classes == 4) || (length >= 14 && classes >= 3) {
        Ok(())
    } else {
        Err(Fault::new(path, FaultCode::WeakPassword).with("length", length).with("classes", classes))
    }
}

/// How many of the four classes occur: small letters, capitals, digits, and everything else.
fn n_classes(password: &str) -> usize {
    let classes: [fn(char) -> bool; 4] = [char::is_lowercase, char::is_uppercase, char::is_numeric, |c| {
        !c.is_lowercase() && !c.is_uppercase() && !c.is_numeric()
    }];
    classes.into_iter().filter(|&class| password.chars().any(class)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_characters_of_four_classes_or_fourteen_of_three_are_enough() {
        let cases = [
            ("Abcdefghij1!", true),
            ("Abcdefghi1!", false),
            ("Abcdefghijk1", false),
            ("Abcdefghijklm1", true),
            ("abcdefghijklmnopqrst", false),
            ("Éclair au café 9", true),
            ("", false),
        ];
        for (password, strong) in cases {
            assert_eq!(check("password", password).is_ok(), strong, "{password}");
        }
        assert!(check("password", &"Aa1!".repeat(51)).is_err());
    }
}
