# What reporters read later than at the first question: the name that identity keepers keep, and their report with its answers. Fetched after
# the first page, by everybody at the same moment (crates/browser/ui/reporter/later.ts). One plain word per thing: docs/words.md.

### The report and its answers

box-title = Your report
box-unseen = Nobody is told when you look.
box-stage = Where it stands
box-waiting = Waiting to leave for its readers
box-confirm-by = They must confirm by { $day }.
box-confirm-late = They should have confirmed by { $day } and have not. You can write to them below, or use one of the ways outside this place.
stage-received = Received
stage-confirmed = Confirmed
stage-assessing = Being assessed
stage-question = We have a question for you
stage-investigating = Under investigation
stage-acting = Findings are being acted on
stage-feedback = Feedback is available
stage-closed = Closed
stage-closed-more = Tell us if anything happens to you.
talk-title = Messages
talk-me = You
talk-them = { $name }
talk-gone = Someone who no longer reads reports
talk-day = on { $day }
talk-stage = { $name } set: { $stage }
talk-readers = The people who can read your report changed. Now: { $names }.
talk-readback-none = You chose that your own words cannot be read back. Only the answers are shown.
talk-report = Your report
talk-name-left = You left your name with the identity keepers
talk-name-known = { $name } knows your name now, because:
talk-none = There is no answer yet.
attach-get = Save
attach-get-name = Save { $name }
attach-fetching = Fetching and checking: { $part } %
attach-open-warn = Open files only if you expect them. A file can hide a program that reports where you are.
attach-broken = “{ $name }” arrived changed or incomplete, so it was not saved. It is not your fault. Try again, and if it happens again, tell your readers.
attach-missing = “{ $name }” is not there any more.

reply-title = Write more
reply-label = Your message
reply-hint = Answer a question, add what you remember, or say what has happened since.
reply-send = Send
reply-sending = Sending your message
reply-empty = Write something, or add a file.
reply-too-long = Your message is too long by { $over ->
    [one] one character
   *[other] { $over } characters
 }. Send it in two parts.
reply-sent = Your message is on its way. It leaves for its readers at { $time }.
reply-sent-soon = Your message is on its way. It leaves for its readers within a minute.
reply-raced = Something was sent from another window in the meantime. What is there was fetched anew, and your message is still in the box. Look, and send it again.
reply-blocked = You cannot answer here now, because what this site sent does not fit together. This protects you: an answer could reach someone it should not.
box-receipt = Look for my report in the public log
box-close = Close this page

### A name for the identity keepers

name-heading = Your name
name-summary = Leave your name with identity keepers? Most reports need no name
name-keepers = Identity keepers keep names of reporters safe, unread. Here they are: { $names }.
name-two = A reader sees your name only if two keepers give their part of it. A keeper alone cannot see it, and a reader alone cannot.
name-reason = A reader who wants it must give the keepers a reason. You will then find here who knows your name, and why, unless the keepers were given a reason for not telling you.
name-back = Once a reader was shown your name, it cannot be taken back.
name-none-needed = Most reports need no name. You can also leave it later, when you know why it is needed.
name-label = Your name
name-contact = How can you be reached? (optional)
name-contact-hint = Nothing that belongs to your work, and nothing that your work can look into.
name-fault = Write your name in one line of at most 100 characters, or leave both fields empty.
name-contact-fault = Say in at most 300 characters how you can be reached.
name-few = It takes two identity keepers, and this place has not named two. So a name cannot be kept here.
name-few-left = It takes two identity keepers who were not left out and do not read your report, and fewer are left. So a name cannot be kept here.
name-not-sent = The name you wrote is not sent: fewer than two identity keepers are left to keep it.
name-goes = Your name goes along, locked for the identity keepers.
name-again = You have left a name already. The last one counts; what was shown to a reader before stays known.
name-send = Leave my name
name-sending = Leaving your name
name-sent = Your name is on its way, locked. It leaves at { $time }.
name-sent-soon = Your name is on its way, locked. It leaves within a minute.
fail-keepers = It takes two identity keepers, and fewer are left. So your name was not left. Take it out, and try again.

### What does not fit together: said to a frightened person

finding-title = Something is not right here
finding-lead = Your browser checked everything that came, and this does not fit together:
finding-advice = You did nothing wrong. Do not write anything here that you have not written before. If you can, tell someone you trust outside the organisation, or use one of the ways outside this place.
finding-state-forged = The note that your browser left here for itself does not come from you or cannot be opened. Without it your browser cannot check anything, so nothing is shown.
finding-state-old = This site showed an older state of your report than it should have. Newer messages may be held back.
finding-item-forged = One message is not signed by the person it claims to come from. It is not shown.
finding-item-unknown = One message is from someone who was never named as one of your readers. It is not shown.
finding-item-broken = One message arrived damaged and cannot be opened.
finding-item-other = One message belongs to another report. It is not shown.
finding-missing = A message that someone here has already seen is missing now.
finding-changed = There are two different messages where only one can be. One of them was slipped in.
finding-order = The messages do not follow one another as their writers sent them. One is missing, or one was changed.
finding-repeated = One message was shown twice. It is shown here once.
finding-own-missing = At least one message of your own is missing.
finding-reader-left-out = Someone you left out was made a reader, or has written to you here. It was not accepted. Do not write anything more here.
finding-reader-other = Someone who is not there to read reports was made a reader. It was not accepted. Do not write anything more here.
finding-reader-unknown = You were told two different things about who can read your report, and your browser cannot tell which one is true. Do not write anything more here.
finding-readers-refused = One of your readers announced a change of who can read your report that does not fit the rules. It was not accepted, and your messages still go to the same people as before.
finding-readers-missing = The last change of the people who can read your report is missing now.
finding-attachment = A file that belongs to a message is missing.
