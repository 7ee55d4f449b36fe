//! Every sentence people read, from the Fluent files in `texts/<language>/*.ftl`, which the browser's pages share. A text that is missing
//! in a language is said in English.

use std::{collections::BTreeMap, sync::OnceLock};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use include_dir::{Dir, include_dir};
use unic_langid::LanguageIdentifier;

use crate::language::Language;

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/texts");

/// The staff’s pages say theirs in the browser, and so does what reporters fetch later; the server never does.
const BROWSER_ONLY: [&str; 5] = ["again.ftl", "casework.ftl", "later.ftl", "office.ftl", "staff.ftl"];

type Bundles = BTreeMap<&'static str, FluentBundle<FluentResource>>;

/// The texts that are built in.
#[derive(Debug)]
pub enum Texts {}

impl Texts {
    /// The text `id` in `language` (an attribute as `id.attribute`), with its arguments filled in. A text that does not exist anywhere
    /// comes back as its id, which tests look for.
    #[must_use]
    pub fn get(language: Language, id: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        let said = |tag| bundles().get(tag).and_then(|bundle| format(bundle, id, args));
        said(language.tag()).or_else(|| said(Language::default().tag())).unwrap_or_else(|| id.to_owned())
    }

    /// Tags of the languages there are, English always among them.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        std::iter::once("en").chain(bundles().keys().copied().filter(|tag| *tag != "en"))
    }

    /// The Fluent sources of a language by file name, for those who make pages of them.
    pub fn sources(language: Language) -> impl Iterator<Item = (&'static str, &'static str)> {
        let files = FILES.get_dir(language.tag()).into_iter().flat_map(Dir::files);
        files.filter_map(|file| Some((file.path().file_name()?.to_str()?, file.contents_utf8()?)))
    }
}

fn bundles() -> &'static Bundles {
    static BUNDLES: OnceLock<Bundles> = OnceLock::new();
    BUNDLES.get_or_init(|| FILES.dirs().filter_map(bundle).collect())
}

fn bundle(folder: &'static Dir<'static>) -> Option<(&'static str, FluentBundle<FluentResource>)> {
    let tag = folder.path().to_str()?;
    let mut bundle = FluentBundle::new_concurrent(vec![tag.parse::<LanguageIdentifier>().ok()?]);
    bundle.set_use_isolating(false); // all our languages run left to right; marks would end in people's copied words
    let spoken = folder.files().filter(|file| !is_browsers(file));
    for source in spoken.filter_map(include_dir::File::contents_utf8) {
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(good_part, _)| good_part);
        drop(bundle.add_resource(resource)); // errors are a test's business, below
    }
    Some((tag, bundle))
}

fn is_browsers(file: &include_dir::File<'_>) -> bool {
    BROWSER_ONLY.iter().any(|name| file.path().ends_with(name))
}

fn format(bundle: &FluentBundle<FluentResource>, id: &str, args: &[(&str, FluentValue<'_>)]) -> Option<String> {
    let (name, attribute) = id.split_once('.').map_or((id, None), |(name, attribute)| (name, Some(attribute)));
    let message = bundle.get_message(name)?;
    let pattern = match attribute {
        None => message.value()?,
        Some(attribute) => message.get_attribute(attribute)?.value(),
    };
    let mut all = FluentArgs::new();
    for (key, value) in args {
        all.set(*key, value.clone());
    }
    let mut errors = Vec::new();
    Some(bundle.format_pattern(pattern, Some(&all), &mut errors).into_owned())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use fluent_bundle::FluentError;

    use super::*;

    #[test]
    fn every_file_parses_and_says_nothing_twice() {
        for folder in FILES.dirs() {
            let tag = folder.path().to_str().unwrap();
            assert!(tag.parse::<LanguageIdentifier>().is_ok(), "{tag} is no language");
            let mut bundle = FluentBundle::new_concurrent(vec![tag.parse().unwrap()]);
            let (casework, mut spoken): (Vec<_>, Vec<_>) = folder.files().partition(|file| is_browsers(file));
            spoken.sort_by_key(|file| file.path());
            for file in casework {
                assert!(FluentResource::try_new(file.contents_utf8().unwrap().to_owned()).is_ok(), "{}", file.path().display());
            }
            for file in spoken {
                let resource = FluentResource::try_new(file.contents_utf8().unwrap().to_owned());
                let resource = resource.unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", file.path().display()));
                let twice: Result<(), Vec<FluentError>> = bundle.add_resource(resource);
                assert!(twice.is_ok(), "{}: {twice:?}", file.path().display());
            }
        }
    }

    #[test]
    fn every_language_has_every_text_of_english() {
        let ids = |language: Language| -> BTreeSet<String> {
            let lines = Texts::sources(language).flat_map(|(_, source)| source.lines());
            lines
                .filter_map(|line| line.split_once(" =").filter(|(id, _)| !id.starts_with([' ', '#', '-'])).map(|(id, _)| id.to_owned()))
                .collect()
        };
        let english = ids(Language::default());
        assert!(!english.is_empty());
        for language in Language::all() {
            assert_eq!(ids(language), english, "{}", language.tag());
        }
    }

    #[test]
    fn a_text_that_does_not_exist_comes_back_as_its_id() {
        assert_eq!(Texts::get(Language::default(), "no-such-text", &[]), "no-such-text");
    }
}
