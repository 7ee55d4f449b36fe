//! Reads what `strace -f -y` wrote and answers one question: what was on the disk before an answer went out?
//! Keeps the order in which calls *ended* for syncs and *began* for answers, so a sync counts only when done
//! and an answer from its first byte.

use std::collections::BTreeMap;

/// Something that matters for durability.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A request arrived.
    Request {
        /// The connection, as strace names it.
        socket: String,
        /// Its first line, as far as the trace shows it.
        line: String,
    },
    /// Bytes were written to a file.
    Written {
        /// The file.
        path: String,
    },
    /// A file or folder was synced, and the call came back with success.
    Synced {
        /// The file or folder.
        path: String,
    },
    /// A file got another name.
    Renamed {
        /// The new one.
        to: String,
    },
    /// A folder was made.
    Made {
        /// The folder.
        path: String,
    },
    /// An answer began to go out.
    Answer {
        /// The connection, as strace names it.
        socket: String,
        /// Its first line.
        line: String,
    },
}

/// The arguments with which the events of this module can be read from the trace.
pub const STRACE: [&str; 7] = [
    "-f",
    "-y",
    "-s",
    "160",
    "-e",
    "trace=read,readv,recvfrom,recvmsg,write,writev,pwrite64,pwritev,sendto,sendmsg,fsync,fdatasync,rename,renameat,renameat2,mkdir,mkdirat",
    "-o",
];

/// All events of a trace, in order.
pub fn events(trace: &str) -> Vec<Event> {
    let mut begun: BTreeMap<&str, String> = BTreeMap::new();
    let mut events = Vec::new();
    for line in trace.lines() {
        let Some((thread, call)) = line.trim_start().split_once(char::is_whitespace) else { continue };
        let call = call.trim_start();
        if let Some(first) = call.strip_suffix("<unfinished ...>") {
            events.extend(on_begin(first));
            begun.insert(thread, first.trim_end().to_owned());
        } else if let Some((_, rest)) = call.strip_prefix("<... ").and_then(|call| call.split_once(" resumed>")) {
            let whole = begun.remove(thread).unwrap_or_default() + rest;
            events.extend(on_end(&whole));
        } else {
            events.extend(on_begin(call));
            events.extend(on_end(call));
        }
    }
    events
}

/// `fsync(7</data/blobs/ab>) = 0` → its name, the path or socket of its first descriptor, and the rest.
fn parts(call: &str) -> Option<(&str, &str, &str)> {
    let (name, arguments) = call.split_once('(')?;
    let (_, after) = arguments.split_once('<')?;
    // A socket's name has `->` in it; the descriptor ends with the first `>` that a comma or bracket follows.
    let end =
        after.match_indices('>').map(|(at, _)| at).find(|at| matches!(after.as_bytes().get(at + 1), None | Some(b',' | b')' | b' ')))?;
    Some((name, after.get(..end)?, after.get(end + 1..)?))
}

/// The first string in a call's arguments, as strace quotes it.
fn quoted(arguments: &str) -> Option<&str> {
    let from = arguments.find('"')? + 1;
    let rest = arguments.get(from..)?;
    let to = rest.match_indices('"').map(|(at, _)| at).find(|at| !rest.get(..*at).unwrap_or_default().ends_with('\\'))?;
    rest.get(..to)
}

fn first_line(text: &str) -> String {
    text.split("\\r\\n").next().unwrap_or_default().to_owned()
}

fn is_socket(name: &str) -> bool {
    ["TCP:", "TCPv6:", "UNIX", "socket:"].iter().any(|kind| name.starts_with(kind))
}

fn succeeded(call: &str) -> bool {
    // A call that was interrupted by another has its result in a column of its own, behind many spaces.
    let ended = call.rsplit_once(" = ").filter(|(call, _)| call.trim_end().ends_with(')'));
    ended.is_some_and(|(_, result)| !result.trim_start().starts_with(['-', '?']))
}

/// What counts from the moment a call begins: an answer on a socket, bytes for a file.
fn on_begin(call: &str) -> Option<Event> {
    let (name, descriptor, arguments) = parts(call)?;
    if !matches!(name, "write" | "writev" | "pwrite64" | "pwritev" | "sendto" | "sendmsg") {
        return None;
    }
    if !is_socket(descriptor) {
        return Some(Event::Written { path: descriptor.to_owned() });
    }
    let line = first_line(quoted(arguments)?);
    line.starts_with("HTTP/1.1 ").then(|| Event::Answer { socket: descriptor.to_owned(), line })
}

/// What counts only once a call has come back: a sync, a new name, a request.
fn on_end(call: &str) -> Option<Event> {
    if !succeeded(call) {
        return None;
    }
    if call.starts_with("rename") {
        let names: Vec<&str> = call.split('"').collect();
        return names.get(3).map(|to| Event::Renamed { to: (*to).to_owned() });
    }
    if call.starts_with("mkdir") {
        return quoted(call).map(|path| Event::Made { path: path.to_owned() });
    }
    let (name, descriptor, arguments) = parts(call)?;
    match name {
        "fsync" | "fdatasync" => Some(Event::Synced { path: descriptor.to_owned() }),
        "read" | "readv" | "recvfrom" | "recvmsg" if is_socket(descriptor) => {
            let line = first_line(quoted(arguments)?);
            let asks = ["GET /", "POST /", "PUT /", "DELETE /"].iter().any(|method| line.starts_with(method));
            asks.then(|| Event::Request { socket: descriptor.to_owned(), line })
        }
        _ => None,
    }
}

/// For every request whose first line contains `asked` and that was answered with a 2xx: what happened between
/// its arrival and the first byte of its answer.
pub fn before_answers(events: &[Event], asked: &str) -> Vec<Vec<Event>> {
    let mut spans = Vec::new();
    for (at, event) in events.iter().enumerate() {
        let Event::Request { socket, line } = event else { continue };
        if !line.contains(asked) {
            continue;
        }
        let after = events.get(at + 1..).unwrap_or_default();
        let answer = after.iter().position(|event| matches!(event, Event::Answer { socket: other, .. } if other == socket));
        let confirmed = answer
            .and_then(|end| after.get(end))
            .is_some_and(|event| matches!(event, Event::Answer { line, .. } if line.starts_with("HTTP/1.1 2")));
        if let (true, Some(end)) = (confirmed, answer) {
            spans.push(after.get(..end).unwrap_or_default().to_vec());
        }
    }
    spans
}

/// Whether something whose path passes `which` was written in `span` and every write to it was followed by a sync of the same path.
pub fn written_and_synced(span: &[Event], which: impl Fn(&str) -> bool) -> bool {
    let mut open: BTreeMap<&str, bool> = BTreeMap::new();
    for event in span {
        match event {
            Event::Written { path } if which(path) => {
                open.insert(path, false);
            }
            Event::Synced { path } if which(path) => {
                open.entry(path).and_modify(|done| *done = true);
            }
            _ => {}
        }
    }
    !open.is_empty() && open.values().all(|done| *done)
}

/// The folder in which a file got its name or a folder was made.
pub fn folder_changed(event: &Event) -> Option<&str> {
    match event {
        Event::Renamed { to: path } | Event::Made { path } => path.rsplit_once('/').map(|(folder, _)| folder),
        _ => None,
    }
}

/// Whether a file whose path passes `which` got its name in `span`, and every folder that changed under such a path was synced after it.
pub fn named_and_synced(span: &[Event], which: impl Fn(&str) -> bool) -> bool {
    let mut named = 0;
    for (at, event) in span.iter().enumerate() {
        let (Event::Renamed { to: path } | Event::Made { path }) = event else { continue };
        if !which(path) {
            continue;
        }
        named += usize::from(matches!(event, Event::Renamed { .. }));
        let synced = |later: &Event| matches!(later, Event::Synced { path } if Some(path.as_str()) == folder_changed(event));
        if !span.get(at + 1..).unwrap_or_default().iter().any(synced) {
            return false;
        }
    }
    named > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    const HONEST: &str = r#"
71 recvfrom(11<TCP:[127.0.0.1:80->127.0.0.1:5]>, "PUT /api/v1/intake/uploads/ab/0 HTTP/1.1\r\nhost: x\r\n", 4096, 0, NULL, NULL) = 50
72 write(14</d/blobs/tmp1>, "\1\2\"(->)", 5) = 5
72 fsync(14</d/blobs/tmp1> <unfinished ...>
71 mkdir("/d/blobs/ab", 0700) = 0
72 <... fsync resumed>)                   = 0
71 fsync(15</d/blobs>) = 0
72 rename("/d/blobs/tmp1", "/d/blobs/ab/abcd") = 0
72 fsync(16</d/blobs/ab>) = 0
71 writev(11<TCP:[127.0.0.1:80->127.0.0.1:5]>, [{iov_base="HTTP/1.1 204 No Content\r\n\r\n", iov_len=27}], 1) = 27
"#;

    fn blob(path: &str) -> bool {
        path.starts_with("/d/blobs/")
    }

    #[test]
    fn a_sync_before_the_answer_is_seen() {
        let spans = before_answers(&events(HONEST), "PUT /api/v1/intake/uploads/");
        assert_eq!(spans.len(), 1);
        assert!(written_and_synced(&spans[0], blob));
        assert!(named_and_synced(&spans[0], blob));
    }

    #[test]
    fn a_name_whose_folder_is_not_synced_or_synced_too_early_is_seen() {
        let line = |what: &str| HONEST.lines().find(|line| line.contains(what)).unwrap();
        let without = |what: &str| HONEST.lines().filter(|line| !line.contains(what)).collect::<Vec<_>>().join("\n");
        let rename = line("rename(");
        let early = HONEST.replace(&format!("{rename}\n"), "").replace("71 writev", &format!("{rename}\n71 writev"));
        for trace in [without("</d/blobs/ab>"), without("</d/blobs>)"), without("rename("), early] {
            let spans = before_answers(&events(&trace), "PUT /api/v1/intake/uploads/");
            assert_eq!(spans.len(), 1, "{trace}");
            assert!(!named_and_synced(&spans[0], blob), "{trace}");
        }
    }

    #[test]
    fn a_sync_that_fails_comes_late_or_is_missing_is_seen_too() {
        let late = {
            let mut lines: Vec<&str> = HONEST.lines().collect();
            let resumed = lines.remove(5);
            lines.push(resumed);
            lines.join("\n")
        };
        let missing =
            HONEST.lines().filter(|line| !line.contains("tmp1> <unf") && !line.contains("resumed")).collect::<Vec<_>>().join("\n");
        let failing = HONEST.replace("resumed>)                   = 0", "resumed>)                   = -1 EIO (Input/output error)");
        for trace in [late, missing, failing] {
            let spans = before_answers(&events(&trace), "PUT /api/v1/intake/uploads/");
            assert_eq!(spans.len(), 1, "{trace}");
            assert!(!written_and_synced(&spans[0], blob), "{trace}");
        }
    }

    #[test]
    fn a_refusal_is_no_confirmation() {
        let refused = HONEST.replace("204 No Content", "507 Insufficient Storage");
        assert!(before_answers(&events(&refused), "PUT /api/v1/intake/uploads/").is_empty());
    }
}
