//! The texts of the plain pages in one person's language.

use domain::{Day, Moment, ZoneOffset};
use web::{language::Language, texts::Texts};

/// Says texts in a language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Say {
    language: Language,
}

impl Say {
    /// In this language.
    #[must_use]
    pub(crate) fn in_language(language: Language) -> Self {
        Self { language }
    }

    /// The language's tag.
    #[must_use]
    pub(crate) fn language(&self) -> &'static str {
        self.language.tag()
    }

    /// A text.
    #[must_use]
    pub(crate) fn t(&self, id: &str) -> String {
        Texts::get(self.language, id, &[])
    }

    /// A text with its arguments, none of which is anything a reporter wrote.
    #[must_use]
    pub(crate) fn with(&self, id: &str, arguments: &[(&str, &str)]) -> String {
        let arguments: Vec<_> = arguments.iter().map(|(name, value)| (*name, (*value).into())).collect();
        Texts::get(self.language, id, &arguments)
    }

    /// A size in words, rounded.
    #[must_use]
    pub(crate) fn size(&self, bytes: u64) -> String {
        let (id, n) = match bytes {
            0..1_024 => ("plain-size-bytes", bytes),
            1_024..1_048_576 => ("plain-size-kib", bytes.div_ceil(1_024)),
            _ => ("plain-size-mib", bytes.div_ceil(1_048_576)),
        };
        self.with(id, &[("n", &n.to_string())])
    }

    /// A day in words.
    #[must_use]
    pub(crate) fn day(&self, day: Day) -> String {
        let Some((year, month, of_month)) = day.civil() else { return day.to_string() };
        let month = self.t(&format!("plain-month-{month}"));
        self.with("plain-day", &[("day", &of_month.to_string()), ("month", &month), ("year", &year.to_string())])
    }

    /// A moment in words, in the organisation's zone.
    #[must_use]
    pub(crate) fn moment(&self, moment: Moment, zone: ZoneOffset) -> String {
        let minutes = moment.seconds().saturating_add(i64::from(zone.seconds())).div_euclid(60).rem_euclid(24 * 60);
        let time = format!("{:02}:{:02}", minutes / 60, minutes % 60);
        let off = zone.seconds() / 60;
        let sign = if off < 0 { '−' } else { '+' };
        let zone_name = if off == 0 { "UTC".to_owned() } else { format!("UTC{sign}{:02}:{:02}", off.abs() / 60, off.abs() % 60) };
        self.with("plain-time", &[("time", &time), ("day", &self.day(moment.day(zone))), ("zone", &zone_name)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_sizes_and_moments_are_said_as_people_say_them() {
        let say = Say::in_language(Language::default());
        let moment = Moment::from_seconds(20_778 * 86_400 + 22 * 3600 + 5 * 60);
        assert_eq!(say.moment(moment, ZoneOffset::default()), "22:05 on 21 November 2026 (UTC)");
        assert_eq!(say.moment(moment, ZoneOffset::from_minutes(120).unwrap()), "00:05 on 22 November 2026 (UTC+02:00)");
        assert_eq!(say.moment(moment, ZoneOffset::from_minutes(-210).unwrap()), "18:35 on 21 November 2026 (UTC−03:30)");
        assert_eq!([0, 1_023, 1_024, 1_500_000, 1 << 30].map(|size| say.size(size)), ["0 bytes", "1023 bytes", "1 KB", "2 MB", "1024 MB"]);
    }
}
