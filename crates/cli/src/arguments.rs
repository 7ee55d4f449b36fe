//! What `sotto` can be told, and the help that teaches it. The words are never among the arguments:
//! other people on the machine can read those.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Report in a low voice.
#[derive(Debug, Parser)]
#[command(
    name = "sotto",
    version,
    about = "File a report without being known, and come back to it with eight words.",
    long_about = "File a report without being known, and come back to it with eight words.\n\n\
        sotto seals your report on this machine, so that only the people you choose can read it. The server\n\
        keeps sealed bytes; nobody there can open them. What a browser files, sotto opens with the same words,\n\
        and the other way round.",
    after_long_help = "Before you start:\n  \
        Not from a machine or network of your employer. Over Tor, if you can:\n    \
        sotto --server http://….onion --proxy socks5h://127.0.0.1:9050 report\n\n\
        This machine may remember that sotto was run (your shell's history, for one).\n\n\
        Exit codes: 0 done · 2 wrong use · 3 the server cannot be reached · 4 the server refused ·\n            \
        5 no mailbox for these words · 6 do not trust this server · 7 not open yet · 1 anything else"
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) way: Way,
    #[command(subcommand)]
    pub(crate) task: Task,
}

/// Where the place is, and how to get there.
#[derive(Debug, Args)]
pub(crate) struct Way {
    /// Address of the place, as it stands on the poster
    #[arg(long, env = "SOTTO_SERVER", value_name = "ADDRESS", global = true, default_value = "")]
    pub(crate) server: String,
    /// Go through a SOCKS proxy: Tor's is usually socks5h://127.0.0.1:9050
    #[arg(long, env = "SOTTO_PROXY", value_name = "socks5h://HOST:PORT", global = true)]
    pub(crate) proxy: Option<String>,
    /// A saved channel.json: the organisation's keys are then taken from it and from nowhere else
    #[arg(long, env = "SOTTO_CHANNEL", value_name = "FILE", global = true)]
    pub(crate) channel: Option<PathBuf>,
    /// Trust this certificate (PEM) and no other
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) certificate: Option<PathBuf>,
    /// Answer in JSON, for programs
    #[arg(long, global = true)]
    pub(crate) json: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Task {
    /// Write a report, get eight words, send it
    Report(Report),
    /// Come back with the eight words: read, reply, save what was attached
    Mailbox(Mailbox),
    /// Show the organisation, its six words, its questions, and who could read a report
    Look,
    /// Check the server's log: whether it was rewritten, and whether a filing stands in it
    #[command(subcommand)]
    Log(LogAct),
    /// For staff: ask two keepers for a reporter's name, answer as a keeper, read it once both agreed
    Identity(Identity),
    /// Look at lists of readers, and sign the next one offline
    #[command(subcommand)]
    Roster(RosterAct),
}

#[derive(Debug, Args)]
#[command(
    long_about = "For staff: ask two keepers for a reporter's name, answer as a keeper, read it once both agreed.\n\n\
        Give the address of the staff's door with --server, and the channel.json that you saved with --channel: the organisation's key\n\
        is taken from there. Passphrase and code are asked for without showing them; where something is piped in, its first two lines\n\
        are taken.",
    after_long_help = "The other readers of the case are told of each request before it goes, and the reporter is told with the name, unless\n\
        you say why not. Two keepers and one reader who agree are trusted with it: nothing else stands between."
)]
pub(crate) struct Identity {
    /// The name you sign in with
    #[arg(long, env = "SOTTO_NAME", value_name = "NAME")]
    pub(crate) name: String,
    #[command(subcommand)]
    pub(crate) act: IdentityAct,
}

#[derive(Debug, Subcommand)]
pub(crate) enum IdentityAct {
    /// As a reader: ask two keepers. Without --keeper, shows who can be asked and what was answered so far
    Ask {
        /// The case
        #[arg(value_name = "CASE")]
        case: String,
        /// A keeper: the name or id as this command shows it. Twice
        #[arg(long, value_name = "NAME")]
        keeper: Vec<String>,
        /// Why the name must be known. The keepers, the other readers and the reporter read it
        #[arg(long, value_name = "TEXT", requires = "keeper")]
        reason: Option<String>,
        /// Do not tell the reporter, and why. The keepers and the other readers read it
        #[arg(long, value_name = "TEXT", requires = "keeper")]
        withhold: Option<String>,
    },
    /// As a keeper: what you are asked for
    Requests,
    /// As a keeper: agree or refuse
    Answer {
        /// The request's number, as `sotto identity requests` shows it
        #[arg(value_name = "LETTER")]
        letter: String,
        /// Agree: your share goes to whoever asks
        #[arg(long, conflicts_with = "refuse", required_unless_present = "refuse")]
        agree: bool,
        /// Refuse
        #[arg(long)]
        refuse: bool,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// As a reader: read the name, once two keepers agreed. The others, and the reporter, are told before you see it
    Read {
        /// The case
        #[arg(value_name = "CASE")]
        case: String,
    },
}

#[derive(Debug, Args)]
#[command(
    long_about = "Write a report, get eight words, send it.\n\n\
        Without flags everything is asked, one question at a time; only what happened must be answered. You see\n\
        eight words before anything is sent, and are asked for two of them: they are the only way back.",
    after_long_help = "In a script:\n  \
        sotto report --text note.txt --answer area=privacy --attach photo.jpg --yes-i-noted --json\n\
        prints the words; keep that output as safe as the report itself."
)]
pub(crate) struct Report {
    /// What happened: a file, or - for standard input. Without it, your editor opens
    #[arg(long, value_name = "FILE")]
    pub(crate) text: Option<PathBuf>,
    /// Answer one question; more than one choice: separated by commas. `sotto look` lists them
    #[arg(long = "answer", value_name = "QUESTION=VALUE")]
    pub(crate) answers: Vec<String>,
    /// Attach a file. Its name and everything inside it go along: take out what could name you
    #[arg(long, value_name = "FILE")]
    pub(crate) attach: Vec<PathBuf>,
    /// Leave out somebody who is involved: the name or id as `sotto look` shows it
    #[arg(long, value_name = "NAME")]
    pub(crate) leave_out: Vec<String>,
    /// Leave your name for the keepers: a file with your name on its first line and how to reach you below, or JSON with name and
    /// contact; - for standard input. Two keepers must agree before one reader learns it
    #[arg(long, value_name = "FILE")]
    pub(crate) identity: Option<PathBuf>,
    /// Language of the eight words: en, fr, es, it, pt, cs
    #[arg(long, default_value = "en")]
    pub(crate) language: String,
    /// Make a mailbox in which your own writing cannot be read again, not even with the words
    #[arg(long)]
    pub(crate) not_readable: bool,
    /// Take the list of readers although its time is over (at most 30 days)
    #[arg(long)]
    pub(crate) expired_readers: bool,
    /// You keep the words yourself: show them, but ask nothing back and no more questions
    #[arg(long)]
    pub(crate) yes_i_noted: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LogAct {
    /// Fetch the log and check it
    #[command(after_long_help = "Keep a saved log, and compare every week:\n  \
        sotto log check --since kept.json --save kept.json\n\n\
        A check with a receipt tells the server at which delivery somebody looked, and no more. Do it over Tor.")]
    Check {
        /// A log saved before, or a checkpoint: this one must have grown out of it
        #[arg(long, value_name = "FILE")]
        since: Option<PathBuf>,
        /// A receipt, as it was shown after sending: is the filing in the log?
        #[arg(long, value_name = "\"LEAF TICK SIGNATURE\"")]
        receipt: Option<String>,
        /// Save the log here once all checks held; only public things are in it
        #[arg(long, value_name = "FILE")]
        save: Option<PathBuf>,
        /// The file of --since must be cosigned by this witness, as `sotto log witness --new-key` showed it
        #[arg(long, value_name = "NAME+ID+KEY", requires = "since")]
        witness: Option<String>,
    },
    /// Check a saved log, or what an auditor saved, without a server; needs --channel
    #[command(after_long_help = "What an auditor saved tells what the staff did: each line is checked against the signed log, and that\n\
        none is missing. With an older file the log must have grown out of it, and everything told there be told still.")]
    Verify {
        /// The saved log
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// A log saved before, or a checkpoint
        #[arg(long, value_name = "FILE")]
        since: Option<PathBuf>,
        /// The file, or that of --since, must be cosigned by this witness
        #[arg(long, value_name = "NAME+ID+KEY")]
        witness: Option<String>,
    },
    /// Look at the log again and again for others, and sign that it only grew
    #[command(after_long_help = "Once, on a machine that the organisation does not run:\n  \
        sotto log witness --state FOLDER --new-key audit.example/witness\n\
        and give what it prints to everybody who checks. Then every day, by a timer:\n  \
        sotto --server ADDRESS --channel channel.json log witness --state FOLDER\n\n\
        checkpoint.txt in the folder is for everybody. If the log was rewritten or went back, nothing is signed, both\n\
        checkpoints stay in the folder as evidence, and the exit code is 6, then and ever after.")]
    Witness {
        /// The witness's own folder: its key, and what it saw last
        #[arg(long, value_name = "FOLDER")]
        state: PathBuf,
        /// Make the witness's key, under this name
        #[arg(long, value_name = "NAME")]
        new_key: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum RosterAct {
    /// Show a list that was signed, and the six words of everybody on it; needs --channel or --server
    Show {
        /// The signed list
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Show what a list changed against an older one; needs --channel or --server
    Check {
        /// The newer list
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The older list, as you kept it
        #[arg(long, value_name = "FILE")]
        since: PathBuf,
    },
    /// Sign the next list of readers on a machine that is not connected
    Sign(Sign),
}

#[derive(Debug, Args)]
#[command(
    long_about = "Sign the next list of readers on a machine that is not connected.\n\n\
        The office's page \"Sign the list\" saves a file with who has enrolled. It is shown here what would change, and whoever is new is\n\
        listed only with the six words that you heard from them, by voice. The passphrase of the organisation's key is asked for\n\
        without showing it; where something is piped in, its first line is taken. The signed list goes back to that page.",
    after_long_help = "Keep each list that you signed, and name the last one with --kept: then nobody who was taken off comes back\n\
        because a server shows an older list.\n\n  \
        sotto roster sign draft.json --key organisation-key.age --kept list-6.txt --to list-7.txt"
)]
pub(crate) struct Sign {
    /// The file that the office saved
    #[arg(value_name = "FILE")]
    pub(crate) draft: PathBuf,
    /// The file of the organisation's key
    #[arg(long, value_name = "FILE")]
    pub(crate) key: PathBuf,
    /// The last list that you signed, or know of
    #[arg(long, value_name = "FILE")]
    pub(crate) kept: Option<PathBuf>,
    /// Where to put the signed list; nothing is overwritten
    #[arg(long, value_name = "FILE")]
    pub(crate) to: PathBuf,
    /// The six words that somebody new read to you, instead of being asked for them
    #[arg(long, value_name = "NAME=SIX WORDS")]
    pub(crate) heard: Vec<String>,
    /// Leave somebody out who has enrolled: the name or id
    #[arg(long, value_name = "NAME")]
    pub(crate) leave_out: Vec<String>,
    /// Do not ask before signing
    #[arg(long)]
    pub(crate) yes: bool,
}

#[derive(Debug, Args)]
#[command(long_about = "Come back with the eight words.\n\n\
    They are asked for without showing them; where something is piped in, its first line is taken. Capitals and\n\
    accents do not matter, and four letters of each word are enough.")]
pub(crate) struct Mailbox {
    #[command(subcommand)]
    pub(crate) act: Option<Act>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Act {
    /// Show the whole conversation (this is what happens without a command)
    Read,
    /// Write back
    Reply {
        /// Your message: a file, or - for standard input (after the line with the words). Without it, your editor opens
        #[arg(long, value_name = "FILE")]
        text: Option<PathBuf>,
        /// Attach a file
        #[arg(long, value_name = "FILE")]
        attach: Vec<PathBuf>,
    },
    /// Leave your name for the keepers, for the case that readers must know it. Two keepers must agree before one reader learns it
    #[command(after_long_help = "The file has your name on its first line, and how to reach you on those below; or it is JSON:\n  \
        { \"name\": \"…\", \"contact\": \"…\" }\n\n\
        The one that was left last counts. A name that was read cannot be taken back.")]
    Identity {
        /// A file, or - for standard input (after the line with the words)
        #[arg(value_name = "FILE")]
        from: PathBuf,
    },
    /// Make the filing receipt again, and check it against the log
    #[command(
        after_long_help = "The server is not asked for your receipt. Whole deliveries around the day of your report are fetched, and\n\
        looked through here; by them the server sees about when somebody filed, and no more. Do it over Tor."
    )]
    Receipt,
    /// Save an attachment. It comes from somebody else: open it with care
    Save {
        /// Its number, as `sotto mailbox` shows it
        number: usize,
        /// Where to put it; nothing is overwritten
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
}
