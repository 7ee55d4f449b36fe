//! What all doors share: gates, problems, headers, padding, lanes, texts.
