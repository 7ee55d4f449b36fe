# Texts that only the pages without JavaScript need. Plain words, short sentences.

## Every page
plain-title-error = Please mend:
plain-skip = Skip to the content
plain-service = Reports, in a low voice
plain-leave = Leave this page now
plain-foot-leave = “Leave this page now” opens another site. It does not clear your browser’s history: close the window, and use a private window next time.
plain-foot-words = To be sure that you are in the right place, compare these six words with the ones on the posters:
plain-faults = There is something to mend. Nothing you typed was lost.

## Start
plain-start-title = Report a breach of the security rules
plain-start-lead = Tell { $organisation } what is going wrong, without giving your name. You can come back later, read answers and add to your report.
plain-start-advice = Before you begin
plain-start-advice-device = Do not use a computer, telephone or network of the organisation. They may record which pages you visit.
plain-start-advice-accounts = Log out of your personal accounts, or use another browser.
plain-start-advice-onion = With Tor Browser nobody on the way sees that you came here. The address for it:
plain-start-how = How it goes
plain-start-how-words = You get eight words. They are your only key: with them you come back, and nobody can give them to you again.
plain-start-how-questions = You answer questions. Only one needs an answer: what happened. After that you can add files.
plain-start-how-return = You come back with the eight words, about once a week, and read what was answered.
plain-start-language = Language of your eight words
plain-start-begin = Begin a report
plain-start-return = Come back with eight words
plain-start-readers = Who can read reports
plain-start-readers-text = One or two people who handle reports are drawn by lot, and one more who steps in if they stay silent. Before you send you can leave out anyone on this list. Whoever is left out cannot open your report and is not told of it.
plain-start-alone = At the moment one single person handles reports. If that person loses a password, your report cannot be opened by anyone.
plain-start-sees = What the server sees
plain-start-sees-server = These pages work without JavaScript. So the server locks your report away: for that moment it has your text and your words in its memory, and wipes them afterwards. It keeps only what the readers alone can open.
plain-start-sees-network = Whoever watches the network sees roughly how much you send. If your browser can run JavaScript, it locks your report before anything is sent:
plain-start-sees-name = Do not leave your name here: the server would read it. With JavaScript, or with the program sotto, two keepers of names must agree before anybody reads it.
plain-start-script = use the page with JavaScript
plain-start-outside = You can also go outside
plain-start-outside-text = You do not have to report here first. Authorities and other bodies outside the organisation take reports too.
plain-task-handler = handles reports
plain-task-fallback = steps in when the others stay silent
plain-task-governing = receives reports when nobody else can
plain-task-custodian = keeps identities sealed, reads no reports
plain-task-officer = gets counts, reads no reports
plain-closed-title = Not open yet
plain-closed-text = Nobody can receive reports here yet. Please come back later, or go to a body outside the organisation.
plain-expired = The list of the people who read reports has not been renewed in time. It may still be right. You can send all the same, or wait.

## The eight words
plain-words-title = Your eight words
plain-words-lead = Write these words down now, in this order. They are the only way back to your report.
plain-words-paper = Paper is best. Keep it where nobody at work finds it, and do not take a picture of it with a telephone of the organisation.
plain-words-anybody = Whoever has these words can read the conversation and write in your name.
plain-words-never-again = Nobody can give them to you again. The server does not keep them.
plain-words-noted = I have written them down
plain-back-title = Two of your words
plain-back-lead = So that you can be sure of your note: please type these two words. Capitals and accents do not matter, and four letters are enough.
plain-back-word = Word number { $n }
plain-back-wrong = Word number { $n } is different. Look at your note again, or let the words be shown once more.
plain-back-continue = Continue
plain-back-show = Show me the words again

## The questions
plain-questions-title = Your report
plain-questions-lead = Only the first question needs an answer. Leave empty what you do not know or do not want to say.
plain-questions-mind = Nothing is sent or kept until you press “Send the report”. Do not leave this page before that.
plain-questions-optional = (if you like)
plain-questions-only-if = Only if you chose { $chosen } at { $question }.
plain-questions-or = or
plain-questions-unreadable = Do not let me read my own texts again
plain-questions-unreadable-hint = Then nobody who finds your eight words can read what you wrote. You will still see the answers.
plain-questions-anyway = Send all the same
plain-questions-next = When you press the button, the report is stored at once. After that you can add files, one at a time.
plain-questions-send = Send the report

## After sending
plain-sent-title = Your report is stored
plain-sent-leaves = Your report leaves for its readers at { $at }.
plain-sent-confirm = They must confirm by { $day }.
plain-sent-nobody-told = Nobody is told when you look.
plain-sent-then = And then
plain-sent-return = Come back with your eight words in about a week, and then now and then. There is no other way to reach you.
plain-sent-receipt = Proof that you reported
plain-sent-receipt-text = You need not keep this. With it you could show later that a report was filed. Whoever finds it at your place knows that you reported something. The receipt:
plain-files-title = Files
plain-files-heading = Add a file
plain-files-metadata = Files often carry more than they show: who wrote them, where and when a picture was taken. Files you send from this page are passed on as they are.
plain-files-few = If only few people had this document, it may point to you. Some printers and systems mark every copy.
plain-files-label = Choose one file
plain-files-hint = At most { $largest }. You can send one after the other.
plain-files-attach = Send this file
plain-files-stored = This file is stored:
plain-files-done = Open my mailbox
plain-files-text = A file was added.

## Coming back
plain-return-title = Come back with your eight words
plain-return-label = Your eight words
plain-return-hint = In their order, with spaces between. Capitals and accents do not matter, and four letters of each word are enough.
plain-return-lost = If you have lost the words, nobody can find your mailbox for you. You can report again and say that you had reported before.
plain-return-open = Open my mailbox
plain-return-new = Make a new report
plain-return-language = In which language are your words?
plain-wrong-count = These are { $n } words. There must be eight.
plain-wrong-word = Word number { $n } is not one of ours.
plain-wrong-near = Did you mean: { $near }?
plain-wrong-mixed = Word number { $n } is from another language than the others. All eight are from one language.
plain-wrong-checksum = All of these words exist, but together they do not fit. Is one wrong, or are two in the wrong order?
plain-wrong-language = These words are good in several languages. Please choose yours.
plain-wrong-nothing = There is no mailbox for these words. If you never sent the report, it was not kept. Otherwise one word is probably another one.
plain-wrong-carried = The words that this page carried did not arrive whole. Please begin again from your note.

## The mailbox
plain-mailbox-title = Your mailbox
plain-mailbox-stage = Where it stands
plain-mailbox-talk = The conversation
plain-mailbox-newest = The newest comes first.
plain-mailbox-reply = Write to the people who read your report
plain-mailbox-send = Send
plain-mailbox-sent = Your text is stored.
plain-mailbox-waits = waits to leave
plain-mailbox-continued = continued
plain-mailbox-older = Older
plain-mailbox-newer = Newer
plain-mailbox-page = Page { $n } of { $all }
plain-mailbox-save = Save this file
plain-mailbox-missing = not there any more
plain-mailbox-nobody-told = Nobody is told when you look.
plain-mailbox-me = You
plain-mailbox-unknown-person = Somebody who is not on the list any more
plain-mailbox-report = Your report
plain-mailbox-not-readable = You chose that your own texts cannot be read again.
plain-mailbox-name-left = You left your name for the keepers.
plain-mailbox-name-known = Your name was made known to a reader of your report. The reason: { $reason }
plain-mailbox-members-changed = The people who can read your report have changed. Now they are: { $people }
plain-mailbox-next-waiting = It leaves for its readers at { $at }. They must confirm by { $day }.
plain-mailbox-next-confirm = They must confirm by { $day }.
plain-mailbox-next-overdue = They should have confirmed by { $day }. Somebody else steps in now. You can also go to a body outside the organisation.
plain-mailbox-next-none = You will find every answer here.
plain-mailbox-warning-item = Something in this conversation could not be opened, or was changed on the way. Do not rely on it, and consider another channel.
plain-mailbox-warning-roster = The list of people who read reports could not be checked. Do not write anything new here, and consider another channel.
plain-mailbox-warning-missing = Something that was here when you last wrote is not here now. Do not rely on this conversation, and consider another channel.
plain-stage-received = Received
plain-stage-confirmed = Confirmed
plain-stage-assessing = Being assessed
plain-stage-question = We have a question for you
plain-stage-investigating = Under investigation
plain-stage-acting = Findings are being acted on
plain-stage-feedback = Feedback is available
plain-stage-closed = Closed. Tell us if anything happens to you

## What can be wrong with what was typed or sent
plain-fault-empty = Please say what happened. A few words are enough.
plain-fault-reply-empty = There is no text yet.
plain-fault-long = All answers together are { $n } characters too long. Please shorten them, or send the rest afterwards.
plain-fault-people = The list of people who can read reports has changed since this page was shown to you. Nothing was sent. Please look at the list again, and then send.
plain-fault-option = Please choose one of the options shown.
plain-fault-nobody = Everybody who could read your report is left out. Nothing was sent. You can leave out fewer people, or go to a body outside the organisation.
plain-fault-joined = Your eight words belong to an earlier report, and { $name } can read what belongs to it, or be let in by its readers. So nothing of this was passed on. To keep { $name } out, begin a new report with new words.
plain-fault-anyway = Please say whether to send although the list of readers has not been renewed.
plain-fault-conversation-full = This conversation is full: nothing more can be added to it, and this was not stored. What is in it can still be read. Please file a new report, which gets words of its own.
plain-fault-moved = Something new was stored in your mailbox meanwhile. Nothing you typed is lost: please send again.
plain-fault-file-none = Please choose a file first.
plain-fault-file-empty = This file is empty. Did you choose the right one?
plain-fault-file-large = This file is too large. At most { $largest } can be sent.
plain-fault-file-order = The file came before your words, so it could not be locked away. Nothing was kept. Please use the form as it is.
plain-fault-file-cut = The file did not arrive whole. Nothing of it was kept. Please send it again.
plain-fault-text-bad = This text holds something that is not text. Please type it again.
plain-fault-full = There is no room left on the server. Nothing was confirmed. Please try again later; what you typed is still here.
plain-fault-busy = Very many people are using this page. Nothing was confirmed. Please send again in a moment; what you typed is still here.
plain-fault-broken = Something went wrong on the server. Nothing was confirmed. Please send again; what you typed is still here.
plain-problem-back = What you typed is probably still in your browser: go back one page.

## Sizes and times
plain-size-bytes = { $n } bytes
plain-size-kib = { $n } KB
plain-size-mib = { $n } MB
plain-time = { $time } on { $day } ({ $zone })
plain-day = { $day } { $month } { $year }
plain-month-1 = January
plain-month-2 = February
plain-month-3 = March
plain-month-4 = April
plain-month-5 = May
plain-month-6 = June
plain-month-7 = July
plain-month-8 = August
plain-month-9 = September
plain-month-10 = October
plain-month-11 = November
plain-month-12 = December
