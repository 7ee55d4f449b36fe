### The office: administrators look after people and the list of readers, and never see a report.
### Ids begin with office-, since all files of a language share one room; the pages leave it away. Never say roster or keyring.

## Frame

office-name = Sottovoce
office-for = { $organisation } · office
office-skip = Skip to content
office-signed-in = Signed in as { $name }
office-sign-out = Sign out
office-to-cases = My cases
office-trial-title = This is a trial
office-trial-key = The organisation’s key is not offline: whoever runs the server could add a reader.
office-fingerprint = The key of { $organisation } in six words:
office-busy = One moment …
office-noscript = This page signs in your browser and needs JavaScript for it. Turn it on, or use the command line program sotto.
office-nobody-title = Nobody is signed in
office-ended-title = Your session has ended
office-nobody-text = Sign in first; then come back here.
office-nobody-go = Sign in
office-not-yours-title = This is the administrators’ place
office-not-yours-text = You are signed in, but not as an administrator. What the log keeps of you is yours to read: it is under Log, above.
office-nowhere-title = Nothing is here
office-nowhere-text = This page does not exist. The link may be incomplete.
office-faults-title = Something needs your attention
office-back-to-people = People

## Roles

office-role-handler = Handler
office-role-fallback = Stand-in
office-role-governing = Governing body
office-role-custodian = Identity custodian
office-role-officer = Compliance officer
office-role-manager = Manager
office-role-auditor = Auditor
office-role-administrator = Administrator
office-does-handler = Reads and answers the reports they are chosen for.
office-does-fallback = Steps in where handlers are involved or away. Nobody is both.
office-does-governing = Receives a report when everybody else is involved.
office-does-custodian = Guards identities without reading them.
office-does-officer = Links cases to policies; reads no report.
office-does-manager = Decides and reviews; reads no report.
office-does-auditor = Checks this place; reads no report.
office-does-administrator = Looks after people and this list; reads no report.
office-roles-in-groups = { $roles } ({ $groups })

## People

office-people-title = People
office-list-none = No list of readers is signed yet, so nobody can send a report.
office-list-until = List { $version } is in force until { $day }.
office-list-ends = List { $version } ends on { $day }, in { $days ->
    [one] one day
   *[other] { $days } days
 }. Sign it anew before; afterwards reporters are warned, and later turned away.
office-list-over = List { $version } ended on { $day }. Reporters are warned, and after thirty days turned away. Sign it anew now.
office-sign-link = Sign the list
office-invite-link = Invite somebody
office-people-waiting = Enrolled, and waiting for the list
office-people-waiting-hint = They receive nothing until the list is signed with them on it.
office-people-settled = Here
office-people-invited = Invited
office-standing-listed = on the list
office-standing-waiting = waiting
office-standing-differs = differs from the list
office-standing-needs-none = needs no list
office-enrolled-on = enrolled on { $day }
office-invited-until = until { $day }
office-list-gone = The list in force still names { $names }. Sign it anew now: until then, reports can still be sealed to keys that nobody uses here any more.
office-poster-link = Poster
office-out-link = Take out
office-out-named = Take out { $name }
office-renew-link = Lost their keys
office-renew-named = { $name } lost their keys
office-renewing-by = { $name } says that they lost their keys. One more person must agree until { $day }.
office-renewing-by-you = { $name } (you) said that they lost their keys. One more person must agree until { $day }.
office-withdraw = Withdraw
office-withdraw-named = Withdraw the invitation of { $name }

## Inviting

office-invite-title = Invite somebody
office-invite-name = Name that reporters see
office-invite-name-hint = A function rather than a person: “Internal audit, Lisbon”.
office-invite-roles = What they will do
office-invite-groups = Groups (may stay empty)
office-invite-groups-hint = With commas between.
office-invite-go = Make the link
office-invite-no-name = Write the name that reporters see
office-invite-no-role = Choose at least one thing they will do
office-invite-both = One person is either a handler or a stand-in for handlers
office-invited-title = The link is ready
office-invited-text = For { $name }. It works once, until { $day }.
office-invited-link = Link
office-invited-once = It is shown this once. Give it by a way you trust: whoever opens it first takes the place.
office-invited-copy = Copy
office-invited-copied = Copied.
office-invited-next = After enrolling, they see six words. Have them read to you by voice, then sign the list.

## The poster

office-poster-title = Poster
office-poster-about = Nobody can use a place they have not heard of. Print this and hang it where people are unobserved. The six words let everybody check that they came to the right place.
office-poster-print = Print
office-poster-head = { $organisation }: report in confidence
office-poster-what = Have you seen that rules for the security of information are broken, or should be better? You can say so here without giving your name. Only the people you choose can read it.
office-poster-code = { $address } as a code for a telephone’s camera
office-poster-onion = An address that ends in .onion opens in Tor Browser, in which nobody on the way sees that you were here.
office-poster-not-here = Not from a computer, telephone or network of your employer.
office-poster-words = The six words at the foot of each page must be:
office-told-title = When staff were told
office-told-none = Nothing is noted yet.
office-told-on = Day
office-told-how = How
office-told-how-hint = In a few words: “Poster at each entrance”, “Monthly meeting”.
office-told-no-day = Choose a day that is not in the future
office-told-no-how = Write how staff were told
office-told-go = Note it

## People who go, and people who lost their keys

office-out-title = Take somebody out
office-out-does-session = They are signed out at once, and cannot sign in any more.
office-out-does-cases = They are out of every report they could read. Where nobody else reads it, whoever stands in is woken. You are not told whether there were any.
office-out-does-list = You then sign the list of readers without them.
office-out-before = What they read, they may have kept. If you can, ask them before to add a colleague to each report that only they read: nobody here can see which.
office-out-go = Take { $name } out
office-renew-title = New keys for somebody
office-renew-text = { $name } forgot the passphrase, or lost what opens their keys. Nobody can open them again; they enrol anew.
office-renew-does-keys = Two people must agree: an administrator, and somebody on the list of readers who is no administrator; or two who both stand on it, one of them an administrator. Then the old keys and the old way of signing in are out at once.
office-renew-does-cases = They read no report until a colleague who reads it adds them again. Where nobody else reads it, whoever stands in is woken. You are not told whether there were any.
office-renew-does-list = After enrolling they read six new words to whoever signs the list of readers.
office-renew-before = Speak with { $name } before, by voice. Whoever asks for this in a message may be somebody else.
office-renew-go = I have spoken with { $name } and agree
office-renew-waiting = Noted. One more person must agree until { $day } that { $name } enrols anew: an administrator, if you are none; else somebody on the list of readers.
office-renew-take-back = Take it back
office-renew-take-back-named = Take it back that { $name } lost their keys
office-renew-not-listed = This person is not here.
office-colleagues-title = A colleague lost their keys
office-colleagues-text = Two people let a colleague enrol anew, one of them an administrator. You can be one of the two.
office-cancel = Leave it

## Signing

office-sign-title = Sign the list of readers
office-sign-about = List { $version } will be in force until { $day }. Whoever is on it can be sent the key to a report.
office-sign-difference = What changes
office-sign-nothing-new = The same people as before. Signing gives them more time.
office-change-added = new
office-change-kept = stays
office-change-changed = stays, with another name, role or group
office-change-keys-changed = other keys
office-change-gone = goes: is not enrolled here any more
office-change-out = goes
office-change-not-yet = not yet
office-change-not-on-it = not on it
office-leave-for-now = Leave { $name } out for now
office-take-off = Take { $name } off the list
office-words-label = Six words, as { $name } read them to you
office-words-hint = By voice, from somebody whose voice you know. Never from a message, and never from this screen.
office-words-changed-hint = Their keys are not the ones on the list. Ask them whether they enrolled again, and have the new six words read to you.
office-words-missing = Type the six words of { $name }, or leave them out for now
office-words-fault = These are not the six words of the keys that enrolled as { $name }
office-way-title = Where it is signed
office-way-here = In this browser
office-way-here-hint = For small places and for trying. A page of this server has the key while it signs; the place is on trial.
office-way-elsewhere = On a machine that is not connected
office-way-elsewhere-hint = The key never comes near this server. The trial ends with the first list signed so.
office-here-after-offline = The list in force was signed on a machine that is not connected. If you sign in this browser, a page of the server has the key, and the place is on trial again.
office-elsewhere-go = Sign it on the other machine
office-elsewhere-save = Save the file with what is shown above, and carry it there.
office-elsewhere-save-go = Save the file
office-elsewhere-run = There, sotto shows the same difference, asks for the six words heard from everybody new, and opens the key:
office-elsewhere-back = Carry the signed list back, and choose it here.
office-elsewhere-file = The signed list
office-returned-title = List { $version }, as it was signed
office-returned-offline = It was signed on a machine that is not connected. It will be in force until { $day }.
office-returned-online = It does not say that the key was offline, so the place stays on trial. It will be in force until { $day }.
office-returned-go = Put it in force
office-key-title = The organisation’s key
office-key-here = It is still kept by the server, in a file only its passphrase opens. It is opened in this browser and forgotten at once.
office-key-away = It is opened in this browser and forgotten at once. Nothing of it is sent.
office-key-file = The key’s file
office-key-file-instead = Another file of the key (may stay empty)
office-key-missing = Choose the file of the organisation’s key
office-key-passphrase = Its passphrase
office-key-passphrase-hint = Six words, as they were printed when this place was set up.
office-passphrase-missing = Type the passphrase of the organisation’s key
office-sign-go = Sign and put in force
office-signing = Opening the key
office-signing-progress = { $percent } % done
office-signed-title = The list is in force
office-signed-text = List { $version } is in force until { $day }.

## The log

office-to-log = Log
office-log-title = The log
office-log-lead = What the staff did to this place. It says nothing of any report: nobody learns from it whether there is one.
office-log-own-title = What the log keeps of you
office-log-own-lead = Auditors read this of everybody. It says nothing of any report.
office-log-checking = Fetching the log and checking every entry …
office-log-holds = The log is signed and whole: { $ticks ->
    [one] one delivery
   *[other] { $ticks } deliveries
 }. All { $records } entries stand in it, and none is missing between the first and the last. That no newer one is withheld shows when a later copy is compared.
office-log-none-yet = The server says that there is no log yet, so nothing was checked. It begins with the first delivery.
office-log-own-holds = { $records ->
    [one] One entry
   *[other] { $records } entries
 }, each of which stands in the signed log.
office-log-save = Save all of it
office-log-deeds = Entries
office-log-found = { $found ->
    [one] One entry
   *[other] { $found } entries
 }, the newest day first; within a delivery the order is drawn. What was done since the last one is not among them yet.
office-log-more = Show more
office-log-machine = A command on the server’s machine
office-log-proof = Where it stands
office-log-stands = Entry { $number }, in delivery { $tick } at place { $place }. This browser followed its proof to the signed log. Its leaf:
office-log-list-hash = The list: { $hash }
office-log-lists = Lists of readers
office-log-lists-hint = Everybody can look whether the list they were shown is one of these.
office-log-list = List { $number }
office-log-list-stands = stands in delivery { $tick }
office-log-list-unnoted = No record says who put it in force. Records come a delivery later when many were made, and lists from before this log have none; else ask.
office-log-list-new = new: comes with the next delivery
office-log-from = From day
office-log-to = To day
office-log-kind = What was done
office-log-person = Who did it, or whom it was about
office-log-any = any
office-kind-signed-in = Signed in
office-kind-invited = Invited somebody
office-kind-invitation-withdrawn = Withdrew an invitation
office-kind-enrolled = Enrolled
office-kind-taken-out = Took somebody out
office-kind-new-keys-agreed = Agreed that somebody enrols anew
office-kind-second-factor-replaced = Put one-time codes in place
office-kind-one-time-codes-removed = Took their one-time codes away
office-kind-passkey-added = Added a passkey
office-kind-passkey-removed = Took a passkey away
office-kind-recovery-codes-renewed = Made new recovery codes
office-kind-recovery-code-used = Used a recovery code
office-kind-list-in-force = Put a list of readers in force
office-deed-signed-in = { $by } signed in
office-deed-invited = { $by } invited { $about } as { $roles }
office-deed-invitation-withdrawn = { $by } withdrew the invitation of { $about }
office-deed-enrolled = { $by } enrolled as { $roles }
office-deed-second-factor-replaced = { $by } put one-time codes in place
office-deed-one-time-codes-removed = { $by } took their one-time codes away
office-deed-passkey-added = { $by } added a passkey
office-deed-passkey-removed = { $by } took a passkey away
office-deed-recovery-codes-renewed = { $by } made new recovery codes
office-deed-recovery-code-used = { $by } used a recovery code
office-deed-list-in-force = { $by } put a list of readers in force
office-deed-other = { $by }: { $kind }
office-compare-title = Compare with an older one
office-compare-lead = Whether the past was changed shows only against a log or a checkpoint that somebody kept. Nothing of it is sent.
office-compare-file = A log that was saved here, or by sotto
office-compare-text = Or a checkpoint
office-compare-nothing = Choose a file, or paste a checkpoint
office-compare-go = Compare
office-compare-grew = The log grew out of that one, with { $ticks ->
    [one] one delivery
   *[other] { $ticks } deliveries
 }. Nothing in it was changed since.

## Problems

office-problem-offline = The server could not be reached. Check the connection and try again.
office-problem-ended = Your session has ended. Sign in again.
office-problem-code = This code was not accepted. Each works once and for about a minute: wait for the next one, or use a recovery code.
office-problem-ask-again = Nothing was done: this needs a code of your app once more.
office-problem-passkey = This passkey was not accepted. Try again, or use another way.
office-problem-passkey-none = The browser has not given a passkey: it was cancelled, took too long, or there is none here. Try again, or use another way.
office-problem-passkey-known = This device or key holds a passkey for you already.
office-problem-last-factor = This is your last second factor. Add another one first.
office-problem-code-wait = Too many codes were wrong, so the next one is not looked at yet. Wait some minutes; a recovery code works at once.
office-problem-not-allowed = Only administrators may do this.
office-problem-foreign = The server did not take this from here. Open this place by its own address.
office-problem-malformed = The server did not accept this. Nothing was changed.
office-problem-not-found = It is not there any more. Load the page again.
office-problem-not-oneself = Somebody else must do this: nobody takes themselves out, and nobody lets themselves enrol anew.
office-problem-last-handler = Nobody would be left who reads reports. Let another handler enrol first. Nothing was changed.
office-problem-busy = The server has too much to do right now. Wait a little and try again.
office-problem-garbled = The server’s answer makes no sense. Nothing was changed. Tell the people who run it.
office-problem-internal = Something went wrong here. Nothing was changed. Load the page again.
office-problem-worker = The part of this page that does the work has stopped. Load the page again.
office-problem-clock = This computer and the server do not agree on what day it is. Nothing can be signed until they do.
office-problem-words = At least one person’s words do not match. Somebody else may have used the link, or the server shows other keys. Nothing was signed. Do not try until it fits; find out why.
office-problem-passphrase = This passphrase does not open the key. Nothing was signed.
office-problem-key-file = This is not the file of an organisation’s key.
office-problem-other-key = This key did not sign the list in force, or belongs to another organisation. Nothing was signed.
office-problem-no-handler = Nobody on this list could receive a report: it needs a handler. Nothing was signed.
office-problem-returned-garbled = This is no signed list of readers. Nothing was changed.
office-problem-returned-other-key = This list is not signed with the key that signed the list in force. Nothing was changed. Find out who signed it.
office-problem-returned-person = Somebody on this list has not enrolled here with these keys, roles and name. Nothing was changed. Save the file again, and find out why they differ.
office-problem-returned-moved = This list does not follow the one in force. Load the page again, and sign the new file.
office-problem-returned-term = This list is not valid today. Look at the clock of the machine that signed it.
office-problem-returned-place = This list is for another place, or nobody on it could receive a report. Nothing was changed.
office-problem-list-unsigned = The list that the server shows is not signed with the organisation’s key. Do not go on; tell somebody by voice.
office-problem-list-moved = Somebody signed a newer list in the meantime. Load the page again.
office-problem-list-person = The server says that somebody on it has not enrolled like that. Nothing was changed.
office-problem-list-refused = The server did not take this list. Nothing was changed.
office-problem-log-unsigned = The log is not signed with the key of this place. Believe nothing of it; tell somebody by voice, and save what you kept.
office-problem-log-broken = The log does not lead to what was signed: something in it was changed, taken out, put in or moved. Tell somebody by voice.
office-problem-log-record = At least one entry does not stand in the signed log: it was changed, moved or put in. Tell somebody by voice.
office-problem-log-missing = Entries are missing, or are others than they were. Tell somebody by voice.
office-problem-log-list-hidden = A record says that a list of readers came into force which the server does not show. Tell somebody by voice.
office-problem-log-list = The log lacks a list of readers that the server shows. Tell somebody by voice.
office-problem-log-rewritten = The log did not grow out of that one: its past was rewritten, or cut off. Keep both, and tell somebody by voice.
office-problem-log-older = This is no saved log and no checkpoint of this place, or it does not hold.
