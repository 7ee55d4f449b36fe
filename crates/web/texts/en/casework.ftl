### The handlers' console. Readers know their work and not our protocol: plain words, short sentences.
### Ids begin with casework-, since all files of a language share one room; the pages leave it away.
### A person who handles reports is a reader; what only readers see is a note; never say keyring or roster.

## Frame

casework-console-name = Sottovoce
casework-console-for = { $organisation } · for readers
casework-console-keepers = { $organisation } · for identity keepers
casework-console-skip = Skip to content
casework-console-signed-in = Signed in as { $name }
casework-console-sign-out = Sign out
casework-console-colleague = A colleague lost their keys
casework-console-office = Office (a new tab)
casework-foot-fingerprint = The key of { $organisation } in six words:
casework-foot-fingerprint-why = They must be the same as on your organisation’s notices. If they differ, stop and tell someone by voice.
casework-trial-title = This is a trial
casework-trial-key = The organisation’s key is not offline: whoever runs the server could add a reader.
casework-trial-one = Only one person can read reports. One lost passphrase loses all of them.
casework-busy = One moment …
casework-loading-failed = This page could not be loaded
casework-try-again = Try again
casework-back-to-cases = All cases
casework-back = Back
casework-faults-title = Something needs your attention
casework-size-kb = { $n } KB
casework-size-mb = { $n } MB
casework-size-gb = { $n } GB
casework-cancel = Cancel
casework-nowhere-title = Nothing is here
casework-yes-no-gone = This page does not exist. The link may be incomplete, or the case may not be yours to read.
casework-reload = Load again

## Problems, for all pages

casework-problem-offline = The server could not be reached. Nothing you wrote is lost. Check the connection and try again.
casework-problem-ended = Your session has ended. Sign in again; what you were writing is still here.
casework-problem-not-found = There is no such case among yours.
casework-problem-conflict = Somebody else changed this case at the same moment. Nothing was sent. Load the case again and try once more.
casework-problem-too-large = This is larger than the server takes. Nothing was sent.
casework-problem-full = The server’s disk is full, so nothing was sent. Tell the people who run it. Your text is still here.
casework-problem-busy = The server has too much to do right now. Wait a little and try again.
casework-problem-refused = The server did not accept this. Nothing was sent.
casework-problem-foreign = The server takes this only from its own address. Open the console from the link you were given.
casework-problem-not-allowed = You may not do this.
casework-problem-upload = A file did not arrive whole. Nothing was sent; send again.
casework-problem-name-taken = This sign-in name is taken. Go back to the first step and choose another one.
casework-problem-link-used = This link was used already, or its time is over. Ask for a new one.
casework-problem-wrong-sign-in = Name and passphrase do not fit. Check both; capital letters count in the passphrase.
casework-problem-code = This code was not accepted. Each works once and for about a minute: wait for the next one, or use a recovery code.
casework-problem-ask-again = Nothing was done: this needs a code of your app once more.
casework-problem-passkey = This passkey was not accepted. Try again, or use another way.
casework-problem-passkey-none = The browser has not given a passkey: it was cancelled, took too long, or there is none here. Try again, or use another way.
casework-problem-passkey-known = This device or key holds a passkey for you already.
casework-problem-last-factor = This is your last second factor. Add another one first.
casework-problem-code-wait = Too many codes were wrong, so the next one is not looked at yet. Wait some minutes; a recovery code works at once.
casework-problem-half-ended = That took too long, so the passphrase is needed once more.
casework-problem-secrets = The server answered with keys that your passphrase does not open. Nothing was unlocked. Tell whoever runs the server.
casework-problem-left-out = Somebody who would get the new keys was left out by the reporter, and that binds for ever. Nothing was sent.
casework-problem-stale = A reader left this case, and its keys must be changed before anything is written. Load the case again, which does it. Nothing was sent.
casework-problem-last-reader = You are the only one who can read this case, and nobody stands in for you, so it would be lost. Add somebody first. Nothing was changed.
casework-problem-reader-not-listed = Somebody who would get the new keys is not on the list of readers that your organisation signed. Nothing was sent.
casework-problem-reader-other-roles = Somebody who would get the new keys is on the list of readers, but not as one who reads cases. Nothing was sent.
casework-problem-take-out-self = Nobody can take themselves out: whoever makes the new keys knows them. Say instead that you should not handle this case.
casework-problem-attachment = This file is not the one that was sealed: its checksum or length differs. It was not opened.
casework-problem-file-gone = A file you picked cannot be read any more. Take it out and add it again.
casework-problem-garbled = The server’s answer made no sense. Nothing was sent.
casework-problem-list = The list of readers that the server showed is not signed by your organisation. Nothing is opened or sent until this is settled. Tell whoever keeps the organisation’s key, by voice.
casework-problem-list-expired = The list of readers is out of date. Ask whoever keeps the organisation’s key to sign a new one.
casework-problem-not-listed = You are not on the list of readers that is in force, so nothing you send would be believed. Ask whoever signs it.
casework-problem-no-name = The reporter has left no name in this case.
casework-problem-name-keeps = You keep names yourself, so no keeper answers you: with one part you would need nobody else. Another reader of this case must ask.
casework-problem-name-too-few = Two keepers must agree first. Nobody was told anything.
casework-problem-name-wrong = What the keepers gave does not open the name. Nobody was told anything. Ask another keeper.
casework-problem-name-forged-identity = What opened was not signed by the reporter, so it is not shown. Nobody was told anything. Talk to the keepers by voice.
casework-problem-name-other-case = What opened is the name of another case’s reporter, so it is not shown. Nobody was told anything. Talk to the keepers by voice.
casework-problem-keeper = Somebody you chose cannot be asked any more. Nothing was sent. Choose again.
casework-problem-letters-full = Too many letters wait for one of those you write to. Nothing more was sent. They must read theirs first.
casework-problem-request = This request can no longer be answered. Load the page again.
casework-problem-worker = The part of this page that keeps your keys has stopped. Load the page again and sign in.
casework-problem-internal = Something went wrong in this page. What you wrote is still here. If it happens again, load the page again.

## Sign in

casework-signin-title = Sign in
casework-signin-name = Sign-in name
casework-signin-passphrase = Passphrase
casework-signin-passphrase-hint = It stays in this browser. The server only gets something made from it.
casework-signin-show = Show the passphrase
casework-signin-go = Sign in
casework-signin-stretching = Checking the passphrase. This takes some seconds, on purpose.
casework-signin-progress = { $percent } %
casework-signin-empty-name = Enter your sign-in name
casework-signin-empty-passphrase = Enter your passphrase
casework-signin-lost = Lost your passphrase? Nobody can look it up. Ask for a new enrolment link; colleagues can then let you into your cases again.
casework-signin-again-title = Your session has ended
casework-signin-again-idle = After fifteen idle minutes, or when the server ends the session, your keys are put away. Sign in to go on where you were.
casework-signin-again-drafts = What you were writing is kept in this page and comes back after you sign in. Do not close it.
casework-signin-tor = In Tor Browser, sign in at level “Standard”. At “Safer” this step takes half a minute.
casework-second-title = One more step
casework-second-text = Your passphrase is right. Enter the six digits that your authenticator app shows now.
casework-second-app-instead = Use an authenticator app instead
casework-second-use-code = Use a code instead
casework-second-use-recovery = Use a recovery code instead
casework-second-use-passkey = Use a passkey instead
casework-second-passkey-instead = Use a passkey instead
casework-second-passkeys-elsewhere = Your passkeys cannot be used here: this browser has none, or this is not the address for which they were made. That is so in Tor Browser.
casework-second-passkey-text = Your browser asks you for one of your passkeys.
casework-second-recovery-text = Your passphrase is right. Enter one of the ten recovery codes that you kept. It works this once.
casework-second-back = Another name or passphrase
casework-second-go = Sign in
casework-signed-out-title = You are signed out
casework-signed-out-text = Your keys are gone from this browser.

## Idle

casework-idle-title = Are you still there?
casework-idle-text = { $minutes ->
    [one] In one minute your keys are put away and you are signed out.
   *[other] In { $minutes } minutes your keys are put away and you are signed out.
}
casework-idle-stay = Stay signed in

## Enrol

casework-enrol-title = Become a reader
casework-enrol-step = Step { $at } of 5
casework-enrol-hello = You were invited as “{ $name }”.
casework-enrol-roles = What you will do here: { $roles }.
casework-enrol-role-handler = read and answer reports
casework-enrol-role-fallback = step in when nobody else can
casework-enrol-role-governing = decide when everybody else is involved
casework-enrol-role-custodian = guard names that reporters entrusted to you
casework-enrol-role-officer = link cases to policies
casework-enrol-role-other = { $role }
casework-enrol-no-token = This page needs the link you were given, whole. Copy it again, with everything behind the # sign.
casework-enrol-used = This link was used already, or its time is over. Ask for a new one.
casework-enrol-name-title = Choose a sign-in name
casework-enrol-name-hint = Only you and the server see it. Reporters and colleagues see “{ $name }”.
casework-enrol-name-fault = Use 2 to 64 letters, digits, dots or dashes
casework-enrol-next = Go on
casework-enrol-passphrase-title = Your passphrase
casework-enrol-passphrase-text = These six words are your passphrase. They are secret: nobody here will ever ask you for them.
casework-enrol-passphrase-keep = Write them down and keep the paper where only you can reach it, or put them into your password manager. If you lose them, nobody can restore what only you could read.
casework-enrol-passphrase-words = Your passphrase, six words in this order
casework-enrol-passphrase-other = Draw other words
casework-enrol-passphrase-own = Use a passphrase of my own
casework-enrol-passphrase-drawn = Use six drawn words instead
casework-enrol-passphrase-noted = I have noted them
casework-enrol-own-label = Your own passphrase
casework-enrol-own-hint = Long and made by chance: six or more words that do not belong together. No quotation, no name, no date.
casework-enrol-own-again = The same once more
casework-enrol-own-differs = The two entries differ
casework-enrol-own-weak = Too easy to guess: about { $bits } bits, and it takes { $needed }. Add words that nobody would expect.
casework-enrol-own-strong = Strong enough: about { $bits } bits.
casework-enrol-own-measuring = Estimating …
casework-enrol-ask-title = Check that you have it
casework-enrol-ask-text = Look at what you noted, and enter these two words of your passphrase.
casework-enrol-ask-word = Word { $place }
casework-enrol-ask-wrong = This is not word { $place }. Look at your note again, or go back and see the words.
casework-enrol-ask-back = See the words again
casework-enrol-making = Making your keys. This takes some seconds; they are made here and stay here.
casework-enrol-read-title = Six words to read aloud
casework-enrol-read-text = These are not your passphrase. They stand for the key that was just made here, and they may be heard by anybody. Read them, by telephone or face to face, to the person who signs the list of readers. That person types them in, and so knows that no one swapped your key.
casework-enrol-read-words = Words to read aloud
casework-enrol-send = Finish
casework-enrol-done-title = You are enrolled
casework-enrol-done-in = You are on the list of readers. You can sign in now.
casework-enrol-done-wait = One thing is left: read these six words to the person who signs the list of readers. Until the list is signed, no report can be sealed for you.
casework-enrol-done-signin = Sign in

## List of cases

casework-cases-title = Cases
casework-cases-none = No case was given to you yet. When a report comes, it appears here.
casework-cases-none-shown = None of your cases is like that.
casework-cases-shown = Show
casework-cases-shown-open = Open ({ $count })
casework-cases-shown-new = To confirm ({ $count })
casework-cases-shown-closed = Closed ({ $count })
casework-cases-shown-all = All ({ $count })
casework-cases-order = Order
casework-cases-order-due = What is due first
casework-cases-order-received-newest = Newest first
casework-cases-order-received-oldest = Oldest first
casework-cases-order-unread = Unread first
casework-cases-order-title = By name
casework-cases-order-stage = By stage
casework-cases-order-lead = By who leads
casework-cases-column-case = Case
casework-cases-column-stage = Where it stands
casework-cases-column-lead = Leads
casework-cases-column-received = Received
casework-cases-column-confirm = Confirm by
casework-cases-column-feedback = Feedback by
casework-cases-loading = Loading: { $count } so far
casework-cases-keys = Arrow keys move, Enter opens.
casework-cases-table = Cases, { $count } rows
casework-row-unread = { $count } new
casework-row-behind = fewer entries than before
casework-filter-title = Filter
casework-filter-active = Filter ({ $count } set)
casework-filter-any = Any
casework-filter-label = Label
casework-filter-due = Due
casework-filter-due-late = Late
casework-filter-due-week = Within a week, or late
casework-filter-unread = Only with new entries
casework-filter-clear = Clear the filter
casework-book-older = The server gave back an older copy of your list than this browser has seen. Names and marks are taken from the cases themselves. This can be a fault, or somebody’s hand: tell whoever runs the server, by voice and not through this system.
casework-book-damaged = What the server has as your list does not open, or you did not write it. It is made anew from your cases. This can be a fault, or somebody’s hand: tell whoever runs the server.
casework-book-away = Your list could not be fetched. Names and marks may be missing, and what you read now may be new again next time.
casework-book-behind = { $count ->
    [one] Of one case the server says less than it did before. Open it to see what is missing.
   *[other] Of { $count } cases the server says less than it did before. Open them to see what is missing.
 }
casework-book-looking = Looking up names: { $done } of { $total }
casework-book-kept = Names and marks as they were kept on { $day }, and what came since.
casework-book-first = Nothing of yours was kept here yet: names and marks come from the cases. If you have worked here before with the same keys, tell whoever runs the server.
casework-case-state-new = To confirm
casework-case-state-confirmed = Confirmed
casework-case-state-closed = Closed
casework-case-row-confirmed = done
casework-case-row-none = –

casework-due-late = { $days ->
    [one] one day late
   *[other] { $days } days late
}
casework-due-today = today
casework-due-tomorrow = tomorrow
casework-due-soon = in { $days } days
casework-due-later = in { $days } days

## One case

casework-case-title = Case { $name }
casework-case-opening = Opening the case
casework-case-opening-checks = Keys are fetched, everything is opened and checked here.
casework-case-first = You were the first to open this case, so its keys were changed and the reporter’s mailbox was told who reads it.
casework-case-left = Somebody left this case by themselves. Its keys were changed before anything more is written, and the reporter’s mailbox was told who reads it.
casework-case-facts = About this case
casework-case-received = Received
casework-case-confirm-by = Confirm by
casework-case-feedback-by = Feedback by
casework-case-stage = The reporter reads
casework-case-stage-none = Received
casework-case-reader-you = { $name } (you)
casework-case-left-out = Left out by the reporter
casework-case-left-out-nobody = Nobody
casework-case-unknown-person = somebody no longer on the list

## Who reads a case

casework-readers-title = Who can read this case
casework-readers-sleeper = Stand-in, who reads nothing until a deadline is missed or nobody else is left:
casework-readers-awake = Stand-in, who was called in and reads this case now:
casework-readers-add = Add somebody
casework-readers-add-label = Who shall read this case from now on?
casework-readers-add-choose = Choose …
casework-readers-add-hint = This person can then read everything in this case, from the beginning. The reporter is told who reads.
casework-readers-add-some = Some people on the list of readers cannot be chosen: the reporter left them out.
casework-readers-add-none = Everybody on the list of readers who may read this case reads it already.
casework-readers-add-nothing = Choose a person
casework-readers-add-go = Add
casework-readers-anew = { $name } read this case before and has enrolled anew since: their old keys are lost. Add them again, unless they left it by themselves.
casework-readers-anew-go = Add { $name } again
casework-readers-added = { $name } can read this case now.
casework-readers-out = Take out
casework-readers-out-named = Take out { $name }
casework-readers-out-ask = Take { $name } out of this case?
casework-readers-out-text = Who leaves keeps what they could read. What is written from now on is sealed with new keys, which this person does not get. The reporter is told who reads.
casework-readers-out-done = { $name } gets nothing more of this case.

casework-recuse = I should not handle this case
casework-recuse-ask = Leave this case?
casework-recuse-text = You read nothing more of it, at once. You are not asked why. If nobody else reads it, the stand-in is called in. Coming back takes a colleague who adds you.
casework-recuse-go = Leave the case

casework-report-title = The report
casework-report-on = Sent with the report, { $day }
casework-report-no-labels = The questions as the reporter saw them could not be loaded, so short names stand in their place.

casework-talk-title = Conversation with the reporter
casework-talk-none = Nothing has been written yet.
casework-talk-reporter = Reporter
casework-talk-you = You, as { $name }
casework-talk-stage = { $name } set: { $stage }
casework-talk-notice = New keys. Readers: { $people }
casework-talk-name-left = { $name } left a name with identity keepers
casework-talk-disclosed = { $name } told the reporter that they know the name now, with this reason
casework-talk-attachments = Files

casework-inner-title = Among readers
casework-notes-title = Notes and changes
casework-notes-hint = The reporter never sees any of this.
casework-notes-none = No notes yet.

casework-tasks-title = To do
casework-tasks-none = Nothing is to be done.
casework-tasks-add = Add something to do
casework-tasks-add-go = Add it
casework-tasks-text = What is to be done?
casework-tasks-text-fault = Say what is to be done, in one line
casework-tasks-who = By whom?
casework-tasks-who-anybody = Any reader of the case
casework-tasks-due = Until when?
casework-tasks-due-hint = Optional. Nobody is reminded: no mail goes out, and the server does not know this day.
casework-tasks-until = until

casework-card-heading = About this case
casework-card-title = Called
casework-card-title-hint = In a few words, for your list. Leave it empty for no name.
casework-card-title-fault = Keep it to one line of at most 200 characters
casework-card-lead = Leads
casework-card-lead-nobody = Nobody
casework-card-labels = Labels
casework-card-labels-hint = With commas between them, for instance: access, night shift
casework-card-labels-fault = Keep each label to at most 40 characters
casework-card-names-open = Name, lead, labels
casework-card-names-ask = What readers call this case
casework-card-names-text = Only people who can read this case see it. The reporter does not, and neither does the server.
casework-card-names-go = Keep
casework-card-outcome = First look
casework-card-outcome-open = First look
casework-card-outcome-ask = What did the first look come to?
casework-card-outcome-text = This is for readers. What the reporter shall know must be written to the reporter.
casework-card-outcome-go = Keep
casework-card-hand-off = Handed on
casework-card-hand-off-open = Handed on
casework-card-hand-off-ask = Was this handed to somebody else?
casework-card-hand-off-text = This only notes it down. Nothing is sent anywhere: what somebody outside gets, you give them yourself, without anything that shows who reported.
casework-card-hand-off-go = Note it down
casework-card-to = To whom?
casework-card-to-hint = An office or a function rather than a name, for instance: the data protection authority
casework-card-closure = Ended
casework-card-closure-open = How it ended
casework-card-closure-ask = How did this end?
casework-card-closure-text = This is for readers, and stays with the case. Closing the case for the reporter is a step of its own.
casework-card-closure-go = Keep
casework-card-reopened-open = Not ended after all
casework-card-reopened-ask = Go on with this case?
casework-card-reopened-text = What was said about how it ended no longer counts. It stays to be read among the notes.
casework-card-reopened-go = Go on
casework-card-choose = Choose …
casework-card-reason = Why?
casework-card-reason-hint = Everybody who reads this case sees the reason, later readers too.
casework-card-missing-choice = Choose one
casework-card-missing-to = Say to whom, in one line
casework-card-missing-reason = Give the reason, in at most 4000 characters
casework-card-second = Counts only when a second reader of this case agrees. That something could not be shown does not make it false: this needs proof that the reporter knew.
casework-card-agree = I agree
casework-card-agree-text = { $name } said so. It counts only when a second reader agrees: read the reason below first.
casework-card-agree-wait = Does not count yet: a second reader must agree.
casework-card-agreed = { $name } agreed.
casework-card-done = Kept.

casework-outcome-accepted = Taken up
casework-outcome-security-event = A security event, for those who respond to such
casework-outcome-weakness = A weakness or a suggestion
casework-outcome-duplicate = The same matter as another case
casework-outcome-out-of-scope = Not for this channel
casework-outcome-not-enough = Not enough known, asked
casework-outcome-conflict = A reader is in conflict, another way is taken
casework-outcome-protect-now = Somebody must be protected at once
casework-outcome-referred = Given to somebody outside
casework-outcome-abusive = Meant to harm

casework-closure-substantiated = Found to be so
casework-closure-partly = Partly found to be so
casework-closure-unsubstantiated = Tested, and not supported
casework-closure-inconclusive = Tested, and nothing can be said
casework-closure-not-enough = Not enough to test it
casework-closure-out-of-scope = Not for this channel
casework-closure-resolved = Put right without an investigation
casework-closure-duplicate = The same matter as another case
casework-closure-knowingly-false = The reporter knew it was false

casework-change-title-on = { $name } called the case “{ $said }”
casework-change-title-off = { $name } took the case’s name away
casework-change-label-on = { $name } added the label “{ $said }”
casework-change-label-off = { $name } took the label “{ $said }” away
casework-change-lead-on = { $name } set who leads: { $said }
casework-change-lead-off = { $name } set that nobody leads
casework-change-task-on = { $name } set to do: { $said }
casework-change-task-off = { $name } marked as done: { $said }
casework-change-linked-on = { $name } linked case { $said }
casework-change-linked-off = { $name } took the link to case { $said } away
casework-change-hand-off-on = { $name } noted that it was handed on: { $said }
casework-change-outcome-on = { $name } set the first look: { $said }
casework-change-closure-on = { $name } set how it ended: { $said }
casework-change-reopened-on = { $name } went on with the case
casework-change-agreed-on = { $name } agreed to how it ended

casework-change-identity-asked-on = { $name } asked for the reporter’s name: { $said }
casework-change-identity-read-on = { $name } was shown the reporter’s name

## The reporter's name

casework-name-title = Reporter’s name
casework-name-left = The reporter left a name, sealed,
casework-name-left-text = It opens only for a reader to whom two identity keepers give their part. Most cases need no name: ask in the conversation first.
casework-name-ask = Ask for the name
casework-name-ask-again = Ask once more
casework-name-ask-title = Ask two identity keepers?
casework-name-ask-text = The keepers see who asks and why, and never the name. All readers of this case see that you ask. Once you were shown the name, nobody can take that back.
casework-name-ask-reason = Why must you know the name?
casework-name-ask-reason-hint = The keepers read this, and the reporter, if they are told. Write nothing of the case that keepers need not know.
casework-name-ask-told = Shall the reporter be told?
casework-name-ask-tell = Yes, with this reason
casework-name-ask-tell-hint = The reporter reads that you know the name, and why, before you are shown it.
casework-name-ask-withhold = No
casework-name-ask-withhold-hint = Only where telling would put somebody in danger or the investigation at risk. The keepers read why.
casework-name-ask-withheld = Why must the reporter not know?
casework-name-ask-keepers = Which two keepers?
casework-name-ask-keepers-hint = Two were drawn. Choose others only where you have a reason.
casework-name-ask-go = Ask
casework-name-ask-done = Asked. When both have agreed, you find it here.
casework-name-ask-few = Fewer than two keepers can be asked, so the name stays closed.
casework-name-missing-reason = Say why, in at most 1000 characters
casework-name-missing-withheld = Say why the reporter must not know, in at most 1000 characters
casework-name-missing-keepers = Choose two keepers
casework-name-why-left-out = { $name }: left out by the reporter
casework-name-why-reads = { $name }: reads this case, did once, or could be called in
casework-name-why-not-listed = { $name }: no longer on the list
casework-name-why-other-roles = { $name }: no longer keeps names
casework-name-why-other-keys = { $name }: has other keys than when the name was left
casework-name-before-agreed = Agreed already
casework-name-before-no = Said no before
casework-name-asked = { $name } asked,
casework-name-asked-you = You asked,
casework-name-earlier = The reporter has left another name since, so this no longer counts.
casework-name-answer-not-told = { $name } (only who asked learns the answer)
casework-name-answer-waits = { $name }: no answer yet
casework-name-answer-agreed = { $name } agreed.
casework-name-answer-no = { $name } said no.
casework-name-fault-not-keeper = What came in the name of { $name } does not count: they keep no names by the list that is in force.
casework-name-fault-forged = What came in the name of { $name } was not signed by them.
casework-name-fault-form = What came in the name of { $name } cannot be read.
casework-name-fault-not-told = What came in the name of { $name } answers a request that nobody was told of.
casework-name-fault-other-vault = What came in the name of { $name } is about an earlier name.
casework-name-fault-not-asked = { $name } answered without being asked.
casework-name-fault-member = What { $name } gave does not count: they read this case, did once, or could be called in.
casework-name-fault-left-out = What { $name } gave does not count: the reporter left them out.
casework-name-fault-share = What { $name } gave is not their part.
casework-name-wrong-wrong = Keepers agreed, and what they gave does not open the name: one of them gave something wrong. Ask another keeper.
casework-name-wrong-forged-identity = What the keepers gave opens something that the reporter did not sign. It is not shown.
casework-name-wrong-other-case = What the keepers gave opens a name that was left in another case. It is not shown.
casework-name-show = Show the name
casework-name-show-ask = Show the name?
casework-name-show-text = Before you see it, the other readers of this case are told that you do, and so is the reporter, unless you asked that they are not. It cannot be undone.
casework-name-show-again = You were shown it before. Nobody is told once more.
casework-name-name = Name
casework-name-contact = To be reached
casework-name-shown-text = It is shown here only, and gone when you hide it or leave the page. Think before you write it down anywhere.
casework-name-hide = Hide it

## Requests, for keepers of names

casework-requests-title = Requests
casework-requests-lead = Readers who ask for a reporter’s name. You never see the name, and nothing else of the case. Two keepers must agree.
casework-requests-none = Nobody asks for a name just now.
casework-requests-unread = A letter that cannot be read
casework-requests-by = { $name } asks for the name of the reporter of case { $case },
casework-requests-others = Asked beside you: { $names }.
casework-requests-told = The reporter will be told that the name is known, and this reason.
casework-requests-withheld = The reporter shall not be told. The reason for that:
casework-requests-agree = Agree
casework-requests-agree-named = Agree: { $title }
casework-requests-agree-ask = Give your part of the name?
casework-requests-agree-text = If another keeper agrees too, this reader learns who reported. It cannot be taken back. Agree only if the reason is good enough, and no other way would do. Nothing shows you that they still read this case: if in doubt, ask another reader.
casework-requests-decline = Say no
casework-requests-decline-named = Say no: { $title }
casework-requests-decline-ask = Say no?
casework-requests-decline-text = Only who asked learns it, with your reason. They may ask other keepers.
casework-requests-reason = Your reason
casework-requests-reason-hint = Only who asked reads it.
casework-requests-reason-missing = Give a reason, in at most 1000 characters
casework-requests-agreed = You agreed. Your part was sent to who asked.
casework-requests-declined = You said no. Who asked is told.
casework-requests-drop = Throw it away
casework-requests-drop-named = Throw away: { $title }
casework-requests-dropped = Thrown away.
casework-requests-fault = This cannot be trusted, and cannot be agreed to.
casework-requests-fault-claims = What stands below is only claimed.
casework-request-unreadable = It does not open with your keys, or is damaged.
casework-request-form = It is not written as a request must be.
casework-request-no-reader = Who asks is not on the list of readers that is in force, or reads no cases.
casework-request-forged = It was not signed by the one who is said to ask.
casework-request-own = It is said to come from you.
casework-request-keeps = Who asks keeps names too, and with your part would need nobody else.
casework-request-other-keeper = Whom it names beside you is no identity keeper on the list that is in force.
casework-request-not-asked = It was written to other keepers and not to you.
casework-request-future = It bears a day that has not come yet.
casework-request-old = It is more than 14 days old. Who asks may ask again.
casework-request-member = You read this case yourself, so you cannot be its keeper too.
casework-request-share = What lies in it is not your part of a name.
casework-request-other-case = Your part in it belongs to another case.
casework-request-other-vault = Your part in it belongs to another name than the one that is asked for.

casework-stage-confirmed = Confirmed
casework-stage-assessing = Being assessed
casework-stage-question = We have a question for you
casework-stage-investigating = Under investigation
casework-stage-acting = Findings are being acted on
casework-stage-feedback = Feedback is available
casework-stage-closed = Closed

## Writing

casework-write-reply-label = Write to the reporter
casework-reply-hint = The reporter sees this as coming from “{ $name }”. Write nothing that says who else is being asked.
casework-write-reply-send = Send to the reporter
casework-write-reply-sent = Sent. The reporter finds it on the next visit.
casework-reply-empty = Write something, or add a file
casework-write-note-label = Write a note for colleagues
casework-write-note-send = Save the note
casework-write-note-sent = Saved. Only the readers of this case see it.
casework-write-files = Add files
casework-write-files-remove = Remove { $name }
casework-write-too-long = Too long by { $over } letters
casework-write-sealing = Sealing and sending
casework-write-draft-back = Your draft is back.
casework-write-blocked = Writing is off in this case until what is said above is settled.
casework-file-sealing = { $name }: { $percent } %
casework-confirm-title = Confirm receipt
casework-confirm-text = Tells the reporter that people have received the report, and stops the first deadline. It promises nothing else.
casework-confirm-go = Confirm receipt
casework-confirm-done = Receipt confirmed. The reporter reads it on the next visit.
casework-stage-title = Tell the reporter where things stand
casework-stage-label = Where things stand
casework-stage-choose = Choose …
casework-stage-go = Tell the reporter
casework-stage-done = Done. The reporter now reads: { $stage }
casework-stage-nothing = Choose what the reporter shall read
casework-close-title = Close the case
casework-close-text = The reporter reads “Closed” and can still write. Have you told the reporter what came of it?
casework-close-ask = Close this case?
casework-close-go = Close the case
casework-close-done = The case is closed.
casework-closed-text = This case is closed. The reporter can still write, and you can still answer.

## Files

casework-file-open = Show
casework-file-open-named = Show { $name }
casework-file-save = Save
casework-file-save-named = Save { $name }
casework-file-hide = Hide
casework-file-hide-named = Hide { $name }
casework-file-loading = { $percent } % fetched and opened
casework-file-size = { $size }
casework-file-renamed = The name was changed to be harmless.
casework-file-disarmed = A file of this kind can run programs when opened. “.unsafe” was put behind its name so that it does not run by a double click.
casework-file-picture-alt = Picture from the file { $name }, drawn anew
casework-file-picture-note = Drawn anew from the file, without anything hidden in it. { $width } × { $height } pixels.
casework-file-text-cut = Only the beginning is shown.
casework-file-empty = The file is empty.
casework-file-not-shown = Files of this kind are not shown here. Save it and open it on a machine kept for such files.
casework-file-picture-large = The picture is too large to be shown safely.
casework-file-picture-broken = The picture could not be drawn. It may be damaged.
casework-save-title = Before you save this file
casework-save-text-leaves = Outside this page the file is not sealed any more. Backups, search tools and whoever has access to this computer can read it.
casework-save-text-harm = A file from a stranger can do harm. Open it without a network, best on a machine kept for that.
casework-save-text-traces = It may carry traces of who made it. Do not pass it on as it is.
casework-save-go = Save anyway
casework-save-done = Saved as { $name }.

## When the server’s answers do not fit together. Each is a sentence that a person can act on.

casework-finding-title = Something is wrong with this case
casework-finding-lead-stops = This can be a fault, or somebody’s hand. Nothing can be sent from this case until it is settled. Tell the person who signs the list of readers, by voice and not through this system.
casework-finding-lead-grave = This can be a fault, or somebody’s hand. What you write still goes to the reporter and the readers named here, and to nobody else. Tell the person who signs the list of readers, by voice and not through this system.
casework-finding-lead-soft = You can go on reading and writing. Tell whoever runs the server.
casework-finding-reporter = the reporter
casework-finding-closed-title = This case was not opened
casework-finding-unreadable = { $count ->
    [one] One entry cannot be opened. It was sealed with other keys, or is damaged. A second report under the same eight words looks like this; its text then follows as a message.
   *[other] { $count } entries cannot be opened. They were sealed with other keys, or are damaged. A second report under the same eight words looks like this; its text then follows as a message.
}
casework-finding-other-case = { $count ->
    [one] One entry belongs to another case and was put into this one. It is not shown.
   *[other] { $count } entries belong to other cases and were put into this one. They are not shown.
}
casework-finding-forged = An entry that claims to be from { $name } does not bear that person’s signature. It is not shown.
casework-finding-stranger = { $name } wrote in this case without ever having been named as one of its readers. The entry is not shown.
casework-finding-left-out = { $name } wrote in this case, though the reporter left this person out. The entry is not shown.
casework-finding-repeated = { $count ->
    [one] One entry was sent twice. It is shown once.
   *[other] { $count } entries were sent more than once. Each is shown once.
}
casework-finding-forked = Two different entries of { $name } claim the same place. One of them was put in.
casework-finding-gap = An entry of { $name } is missing between others, or was exchanged. It was held back, lost, or changed.
casework-finding-dropped = An entry of { $name } that somebody has read is not among what the server sent now. It was held back or lost.
casework-finding-notice-author = An announcement of new readers comes from { $name }, who may not make one. It does not count.
casework-finding-notice-link = An announcement by { $name } of who reads this case does not follow on the one before it. It does not count. The reporter may have been told something else than you.
casework-finding-notice-left-out = An announcement by { $name } names somebody the reporter left out as a reader. It does not count.
casework-finding-notice-roles = An announcement by { $name } names somebody as a reader who does not read cases. It does not count.
casework-finding-notice-rival = { $name } announced other readers of this case than those its keys are made for. It does not count. The reporter cannot tell which announcement is right, and may not be able to answer.
casework-finding-lost-since = What you read last in this case is not among what the server sent now. It was held back or lost.
casework-finding-notice-dropped = An announcement of who reads this case has been taken away.
casework-finding-old-list = { $name } wrote under a list of readers that was out of date then.
casework-finding-attachment-missing = A file that was sent with an entry is not there.
casework-finding-readers-differ = The server’s list of who reads this case differs from the one that was signed. The signed one is shown.
casework-finding-keys-older = The server showed you newer keys of this case before than it does now. Somebody may want you to seal to old ones.
casework-finding-no-own-key = The keys of this case cannot be opened with yours, although the server calls you one of its readers. They were sealed for others, or damaged.
casework-finding-no-report = The report itself is missing, or there is more than one. Without it nobody can tell what is true in this case.
casework-finding-no-signature = The report or the keys of this case do not bear the signature they should. Somebody may have exchanged them.
casework-finding-other-keys = The keys of this case are not those that the conversation names. Somebody may have put others in their place, to read along.
casework-finding-more-keys = The keys of this case are sealed for more or fewer people than the signed list allows. Somebody may have added a reader.
casework-finding-reader-left-out = Somebody whom the reporter left out is named as a reader. Nothing is sealed for that person.
casework-finding-damaged = What the server sent for this case is damaged, or was never made by this program.
casework-finding-no-list = The keys or an entry name a list of readers that your organisation never signed.
