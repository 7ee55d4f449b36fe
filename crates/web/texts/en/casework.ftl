### The handlers' console. Readers know their work and not our protocol: plain words, short sentences.
### A person who handles reports is a reader; what only readers see is a note; never say keyring or roster.

## Frame

console-name = Sottovoce
console-for = { $organisation } · for readers
console-skip = Skip to content
console-signed-in = Signed in as { $name }
console-sign-out = Sign out
console-language-none = .
foot-fingerprint = The key of { $organisation } in six words:
foot-fingerprint-why = They must be the same as on your organisation’s notices. If they differ, stop and tell someone by voice.
trial-title = This is a trial
trial-key = The organisation’s key is still kept by the server, so an administrator could add a reader.
trial-one = Only one person can read reports. One lost passphrase loses all of them.
busy = One moment …
loading-failed = This page could not be loaded
try-again = Try again
back-to-cases = All cases
cancel = Cancel
yes-no-gone = This page does not exist. The link may be incomplete, or the case may not be yours to read.
reload = Load again

## Problems, for all pages

problem-offline = The server could not be reached. Nothing you wrote is lost. Check the connection and try again.
problem-ended = Your session has ended. Sign in again; what you were writing is still here.
problem-not-found = There is no such case among yours.
problem-conflict = Somebody else changed this case at the same moment. Nothing was sent. Load the case again and try once more.
problem-too-large = This is larger than the server takes. Nothing was sent.
problem-full = The server’s disk is full, so nothing was sent. Tell the people who run it. Your text is still here.
problem-busy = The server has too much to do right now. Wait a little and try again.
problem-refused = The server did not accept this. Nothing was sent.
problem-garbled = The server’s answer made no sense. Nothing was sent.
problem-list = The list of readers that the server showed is not signed by your organisation. Nothing is opened or sent until this is settled. Tell whoever keeps the organisation’s key, by voice.
problem-list-expired = The list of readers is out of date. Ask whoever keeps the organisation’s key to sign a new one.
problem-not-listed = You are not on the list of readers that is in force, so nothing you send would be believed. Ask whoever signs it.
problem-worker = The part of this page that keeps your keys has stopped. Load the page again and sign in.
problem-internal = Something went wrong in this page. What you wrote is still here. If it happens again, load the page again.

## Sign in

signin-title = Sign in
signin-name = Sign-in name
signin-passphrase = Passphrase
signin-passphrase-hint = It stays in this browser. The server only gets something made from it.
signin-show = Show the passphrase
signin-go = Sign in
signin-stretching = Checking the passphrase. This takes some seconds, on purpose.
signin-progress = { $percent } %
signin-wrong = Name and passphrase do not fit. Check both; capital letters count in the passphrase.
signin-empty-name = Enter your sign-in name
signin-empty-passphrase = Enter your passphrase
signin-lost = Lost your passphrase? Nobody can look it up. Ask for a new enrolment link; colleagues can then let you into your cases again.
signin-again-title = Your session has ended
signin-again-idle = You were away for fifteen minutes, so your keys were put away. Sign in to go on where you were.
signin-again-drafts = What you were writing is kept in this page and comes back after you sign in. Do not close it.
signin-tor = In Tor Browser, sign in at level “Standard”. At “Safer” this step takes half a minute.
signed-out-title = You are signed out
signed-out-text = Your keys are gone from this browser.

## Idle

idle-title = Are you still there?
idle-text = { $minutes ->
    [one] In one minute your keys are put away and you are signed out.
   *[other] In { $minutes } minutes your keys are put away and you are signed out.
}
idle-stay = Stay signed in

## Enrol

enrol-title = Become a reader
enrol-step = Step { $at } of 4
enrol-hello = You were invited as “{ $name }”.
enrol-roles = What you will do here: { $roles }.
enrol-role-handler = read and answer reports
enrol-role-fallback = step in when nobody else can
enrol-role-governing = decide when everybody else is involved
enrol-role-custodian = guard names that reporters entrusted to you
enrol-role-officer = link cases to policies
enrol-role-other = { $role }
enrol-no-token = This page needs the link you were given, whole. Copy it again, with everything behind the # sign.
enrol-used = This link was used already, or its time is over. Ask for a new one.
enrol-name-title = Choose a sign-in name
enrol-name-hint = Only you and the server see it. Reporters and colleagues see “{ $name }”.
enrol-name-fault = Use 2 to 64 letters, digits, dots or dashes
enrol-name-taken = This sign-in name is taken. Choose another one.
enrol-next = Go on
enrol-passphrase-title = Your passphrase
enrol-passphrase-text = These six words are your passphrase. They are secret: nobody here will ever ask you for them.
enrol-passphrase-keep = Write them down and keep the paper where only you can reach it, or put them into your password manager. If you lose them, nobody can restore what only you could read.
enrol-passphrase-words = Your passphrase, six words in this order
enrol-passphrase-other = Draw other words
enrol-passphrase-own = Use a passphrase of my own
enrol-passphrase-drawn = Use six drawn words instead
enrol-passphrase-noted = I have noted them
enrol-own-label = Your own passphrase
enrol-own-hint = Long and made by chance: six or more words that do not belong together. No quotation, no name, no date.
enrol-own-again = The same once more
enrol-own-differs = The two entries differ
enrol-own-weak = Too easy to guess: about { $bits } bits, and it takes { $needed }. Add words that nobody would expect.
enrol-own-strong = Strong enough: about { $bits } bits.
enrol-own-measuring = Estimating …
enrol-ask-title = Check that you have it
enrol-ask-text = Look at what you noted, and enter these two words of your passphrase.
enrol-ask-word = Word { $place }
enrol-ask-wrong = This is not word { $place }. Look at your note again, or go back and see the words.
enrol-ask-back = See the words again
enrol-making = Making your keys. This takes some seconds; they are made here and stay here.
enrol-read-title = Six words to read aloud
enrol-read-text = These are not your passphrase. They stand for the key that was just made here, and they may be heard by anybody. Read them, by telephone or face to face, to the person who signs the list of readers. That person types them in, and so knows that no one swapped your key.
enrol-read-words = Words to read aloud
enrol-send = Finish
enrol-done-title = You are enrolled
enrol-done-in = You are on the list of readers. You can sign in now.
enrol-done-wait = One thing is left: read these six words to the person who signs the list of readers. Until the list is signed, no report can be sealed for you.
enrol-done-signin = Sign in

## List of cases

cases-title = Cases
cases-none = No case was given to you yet. When a report comes, it appears here.
cases-none-shown = None of your cases is in this state.
cases-shown = Show
cases-shown-open = Open ({ $count })
cases-shown-new = To confirm ({ $count })
cases-shown-closed = Closed ({ $count })
cases-shown-all = All ({ $count })
cases-order = Order
cases-order-due = What is due first
cases-order-received-newest = Newest first
cases-order-received-oldest = Oldest first
cases-column-case = Case
cases-column-state = State
cases-column-received = Received
cases-column-confirm = Confirm by
cases-column-feedback = Feedback by
cases-column-items = Entries
cases-loading = Loading: { $count } so far
cases-keys = Arrow keys move, Enter opens.
cases-table = Cases, { $count } rows
case-state-new = To confirm
case-state-confirmed = Confirmed
case-state-closed = Closed
case-row-confirmed = done
case-row-none = –

due-late = { $days ->
    [one] one day late
   *[other] { $days } days late
}
due-today = today
due-tomorrow = tomorrow
due-soon = in { $days } days
due-later = in { $days } days

## One case

case-title = Case { $name }
case-opening = Opening the case
case-opening-checks = Keys are fetched, everything is opened and checked here.
case-first = You were the first to open this case, so its keys were changed and the reporter’s mailbox was told who reads it.
case-facts = About this case
case-received = Received
case-confirm-by = Confirm by
case-confirmed = Confirmed
case-feedback-by = Feedback by
case-stage = The reporter reads
case-stage-none = Received
case-readers = Who can read it
case-reader-you = { $name } (you)
case-sleeper = Steps in if a deadline is missed
case-left-out = Left out by the reporter
case-left-out-nobody = Nobody
case-unknown-person = somebody no longer on the list
case-version = Keys, version { $version }

report-title = The report
report-on = Sent with the report, { $day }
report-no-labels = The questions as the reporter saw them could not be loaded, so short names stand in their place.
report-unanswered = Left empty
report-missing = The report itself is not among what the server sent.
report-not-readable-back = The reporter chose that this report cannot be read back.

talk-title = Conversation with the reporter
talk-none = Nothing has been written yet.
talk-reporter = Reporter
talk-you = You, as { $name }
talk-stage = { $name } set: { $stage }
talk-notice = Readers since { $day }: { $people }
talk-notice-first = { $name } opened the case.
talk-attachments = Files

notes-title = Notes among readers
notes-hint = The reporter never sees these.
notes-none = No notes yet.

stage-confirmed = Confirmed
stage-assessing = Being assessed
stage-question = We have a question for you
stage-investigating = Under investigation
stage-acting = Findings are being acted on
stage-feedback = Feedback is available
stage-closed = Closed

## Writing

reply-label = Write to the reporter
reply-hint = The reporter sees this as coming from “{ $name }”. Write nothing that says who else is being asked.
reply-send = Send to the reporter
reply-sent = Sent. The reporter finds it on the next visit.
reply-empty = Write something, or add a file
note-label = Write a note for colleagues
note-send = Save the note
note-sent = Saved. Only the readers of this case see it.
write-files = Add files
write-files-remove = Remove { $name }
write-too-long = Too long by { $over } letters
write-sealing = Sealing and sending
write-draft-back = Your draft is back.
write-blocked = Writing is off in this case until what is said above is settled.
file-sealing = { $name }: { $percent } %
confirm-title = Confirm receipt
confirm-text = Tells the reporter that people have received the report, and stops the first deadline. It promises nothing else.
confirm-go = Confirm receipt
confirm-done = Receipt confirmed. The reporter reads it on the next visit.
stage-title = Tell the reporter where things stand
stage-label = Where things stand
stage-choose = Choose …
stage-go = Tell the reporter
stage-done = Done. The reporter now reads: { $stage }
stage-nothing = Choose what the reporter shall read
close-title = Close the case
close-text = The reporter reads “Closed” and can still write. Have you told the reporter what came of it?
close-ask = Close this case?
close-go = Close the case
close-done = The case is closed.
closed-text = This case is closed. The reporter can still write, and you can still answer.

## Files

file-open = Show
file-open-named = Show { $name }
file-save = Save
file-save-named = Save { $name }
file-hide = Hide
file-loading = { $percent } % fetched and opened
file-size = { $size }
file-renamed = The name was changed to be harmless.
file-disarmed = A file of this kind can run programs when opened. “.unsafe” was put behind its name so that it does not run by a double click.
file-picture-alt = Picture from the file { $name }, drawn anew
file-picture-note = Drawn anew from the file, without anything hidden in it. { $width } × { $height } pixels.
file-text-cut = Only the beginning is shown.
file-empty = The file is empty.
file-not-shown = Files of this kind are not shown here. Save it and open it on a machine kept for such files.
file-picture-large = The picture is too large to be shown safely.
file-picture-broken = The picture could not be drawn. It may be damaged.
file-checked = The file is what the sender sealed (checked).
save-title = Before you save this file
save-text-leaves = Outside this page the file is not sealed any more. Backups, search tools and whoever has access to this computer can read it.
save-text-harm = A file from a stranger can do harm. Open it without a network, best on a machine kept for that.
save-text-traces = It may carry traces of who made it. Do not pass it on as it is.
save-go = Save anyway
save-done = Saved as { $name }.

## When the server’s answers do not fit together. Each is a sentence that a person can act on.

finding-title = Something is wrong with this case
finding-lead = What the server sent does not fit together. This can be a fault or somebody’s hand. Nothing can be sent from this case. Tell the person who signs the list of readers, by voice and not through this system.
finding-lead-soft = What the server sent is incomplete. You can read what is here, and should tell whoever runs the server.
finding-keyring-not-yours = The keys of this case cannot be opened with yours, though the server says that you are one of its readers.
finding-keyring-forged = The keys of this case were not signed by anybody who may change them. They may come from somebody who wants to read along.
finding-keyring-swapped = The keys of this case are not those that the reporter made. Somebody put others in their place.
finding-keyring-old = The server showed older keys of this case than you have seen before.
finding-keyring-members = The server’s list of who reads this case differs from the one that was signed.
finding-reader-left-out = { $name } was left out by the reporter and still is among the readers of this case. Nothing will be sealed for this person.
finding-reader-unknown = A reader of this case is not on the signed list of readers. Nothing will be sealed for this person.
finding-report-missing = The report itself is missing.
finding-report-forged = The report does not bear the signature of the mailbox it names.
finding-item-unopened = { $count ->
    [one] One entry cannot be opened. It was sealed with other keys, or damaged.
   *[other] { $count } entries cannot be opened. They were sealed with other keys, or damaged.
}
finding-item-other-case = An entry belongs to another case and was put into this one.
finding-item-forged = An entry that claims to be from { $name } does not bear this person’s signature. It is not shown.
finding-item-stranger = An entry is signed by somebody who is not a reader of this case. It is not shown.
finding-item-repeated = Two different entries claim the same place. One of them was put in.
finding-item-missing = Entries from { $name } are missing between others. They were held back or lost.
finding-item-order = The entries from { $name } do not follow on each other. One was swapped or changed.
finding-item-withheld = { $name } had read an entry that the server did not send you.
finding-notice-broken = The announcements of who reads this case do not follow on each other. The reporter may have been told something else than you.
finding-list-unknown = The list of readers that an entry names is not one your organisation signed.
finding-attachment-missing = A file that was sent with an entry is not there.
finding-attachment-changed = This file is not the one that was sealed: its checksum differs. It was not opened.
finding-attachment-unopened = This file cannot be opened. It was sealed with other keys, or damaged.
finding-attachment-length = This file is shorter than its sender said. It was not opened.
finding-mailbox-left-out = A key named for this case belongs to somebody the reporter left out.
