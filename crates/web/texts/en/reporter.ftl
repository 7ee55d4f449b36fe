# What reporters read in the client with JavaScript. The plain pages have plain.ftl.
# One plain word per thing: docs/words.md. A test refuses the words of the trade here.

### Every page

site-name = Sottovoce
site-line = A place to report, in a low voice
skip = Go to the content
leave = Leave now
leave-hint = Leave this page at once
leave-about = “Leave now” takes you at once to an ordinary page. It does not erase your browser’s history.
leave-escape = The Escape key, pressed three times, does the same.
foot-kept = Nothing is kept on this device until you send, and nothing afterwards unless you save it yourself.
foot-mark = The six words of this place are: { $words }. If a poster or a colleague told you six words, they must be the same.
back = Back
next = Continue
try-again = Try again
faults-title = Something needs your attention

size-kb = { $n } KB
size-mb = { $n } MB
size-gb = { $n } GB
time-moment = less than a minute
time-minutes = { $n ->
    [one] about one minute
   *[other] about { $n } minutes
 }

### Start

start-title = Report what is wrong, without saying who you are
start-lead = Here you can say that a security rule was broken, or that something is not safe. You need no account, no name and no address.
start-report = Make a report
start-report-go = Report
start-report-about = It takes as long as you need. Only one question has to be answered: what happened.
start-return = Come back to a report
start-return-go = Return
start-return-about = Read the answers and write more, with the eight words you were given.
start-how-title = How it works
start-how-1 = You answer a few questions and may add files.
start-how-2 = You are given eight words. They are the only way back, so note them down.
start-how-3 = Your report is locked in your browser before it leaves this device. Only the people who can read it hold the key; those who run this site cannot open it.
start-how-4 = You come back when it suits you. Nobody is told when you look.
start-who-title = Who reads it
start-who = A few people whom the organisation has named for this. You will see all of their names before you send. Anyone you leave out cannot open your report and is not told of it.
start-not-title = What this place cannot protect you from
start-not-device = Someone who watches this device. Do not use a computer, telephone or network that belongs to your work. Tor Browser hides your visit best.
start-not-facts = What you write. If only you could know a thing, or if you write as only you do, readers may guess who you are.
start-not-files = What is inside files: names, places, dates, and marks you cannot see.
start-not-people = People. Those who can read your report are asked to keep silent, and no program can make them.
start-not-site = A changed site. If someone takes over this site and sends your browser a changed page, that page could read along.
start-plain = Pages without scripts
start-plain-about = There are also pages that work without scripts. On those, the site locks your report as it arrives and not your browser before it leaves.
start-closed-title = This place is not open yet
start-closed = Nobody has been named yet who can read reports, so nothing can be sent. Please come back later.

### Getting ready

ready-title = One moment
ready-line = Fetching the questions and the list of people who can read reports
ready-failed-title = This page could not get ready
ready-failed = Nothing was sent. Please try again.

### Advice

advice-title = Before you begin
advice-device = Is this your own device, and not your work’s network? If not, stop here and come back from elsewhere.
advice-accounts = Sign out of your personal accounts in this browser, or use a private window.
advice-time = Take your time. What you write stays on this page. If you close it, it is gone.
advice-danger = If a life is in danger, call the emergency number. Your report may not be read today.
advice-plain-http = This page did not reach you over a protected connection. Go on only if you know why.
advice-begin = I am ready

### Questions

question-step = Question { $n } of { $of }
question-optional = You need not answer this.
question-left = { $n ->
    [one] One character left
   *[other] { $n } characters left
 }
question-none = No answer
fault-required = Write what happened. A few sentences are enough.
fault-too-long = All your answers together are { $over ->
    [one] one character
   *[other] { $over } characters
 } too long. You can send the rest afterwards as a message.
fault-expired = Choose the box below to go on with the old list. Or stop here.
fault-everybody = You have left out everybody who could read your report. Then nobody could act on it. Let at least one person read it, or use one of the ways outside this place.

people-none = None of them is involved
people-some = Yes, someone is. I will choose
people-choose = Who is involved, or too close to it?
people-first = A few of the others will be drawn at random as your first readers.
people-role-handler = reads reports
people-role-fallback = steps in when nobody answers
people-role-governing = oversees the organisation
people-role-custodian = keeps names of reporters safe, unread
people-role-officer = looks after the rules
people-answer-none = Nobody is left out
people-expired = The list of people who can read reports ran out on { $day }. The organisation should have renewed it. It may still be right, but nobody has confirmed it since.
people-expired-choice = I have read this and want to go on with the old list

### Files

files-title = Do you want to add files?
files-hint = Pictures, recordings, documents. You can also add them later.
files-choose = Choose files
files-warn-title = Files can tell who you are
files-warn-inside = Photos hold the place, the time and the device. Documents hold the author’s name. Printed pages may carry marks that you cannot see.
files-warn-few = If only a few people were sent a document, the document itself points to them. Describing it is safer than adding it.
files-warn-asis = Files are locked and sent just as they are. Nothing is taken out of them.
files-limit = Up to { $count } files, each up to { $size }.
files-list = Files to be sent
files-remove = Remove
files-remove-name = Remove { $name }
files-time = Locking and sending these files takes { $time } on this device, and longer on a slow connection.
files-long = That is long. You can send the report now, and add the files afterwards, one by one.
files-none = No files
file-empty = “{ $name }” is empty: it has 0 bytes. Perhaps it was not copied completely. It was not added.
file-too-large = “{ $name }” is { $size }. A file may be up to { $limit } here. It was not added. Perhaps you can send a part of it.
file-too-many = “{ $name }” was not added: there can be at most { $limit } files. You can add more afterwards, in a message.
file-unreadable = “{ $name }” could not be read. If it is a folder, add the files in it. It was not added.
file-twice = “{ $name }” is on the list already.
file-changed = “{ $name }” can no longer be read from this device. It was moved or changed after you chose it. Remove it, or choose it again.

### Check

check-title = Check your answers
check-lead = Nothing has been sent yet.
check-change = Change
check-change-name = Change: { $name }
check-files = Files
check-left-out = Left out
check-readback = Shall your own words be readable when you come back?
check-readback-yes = Yes
check-readback-yes-about = Whoever has your eight words can then read everything you wrote.
check-readback-no = No, only the answers to me
check-readback-no-about = Safer if someone might find your eight words. You will not be able to read your own report again.

### Eight words

words-title = Your eight words
words-lead = They are the only way back to your report. Nobody can give them to you again, and nobody else has them.
words-how = Write them on paper, in this order, and keep them where nobody looks.
words-copy = Copy
words-copied = Copied. Other programs on this device can read what you copied. Copy something else afterwards.
words-copy-failed = Copying did not work. Please write them down.
words-print = Print
words-save = Save as a file
words-save-warn = Careful with paper and files: whoever finds your eight words can read along. A printer at work keeps what it printed. The file would be called “notes.txt” and would lie on this device.
words-save-sure = Save it all the same
words-print-sure = Print all the same
words-cancel = Do not
words-noted = I have noted them
words-drawing = Drawing your eight words

back-title = Two of your eight words
back-lead = This is to be sure that you can come back.
back-nth = Word number { $n }
back-wrong = This is not word number { $n }. Look at your note again.
back-empty = Write word number { $n }.
back-show = Show me the eight words again

### Sending

send-title = Ready to send
send-lead = Your report is locked on this device first and then sent. You can stop at any time before it is done.
send-now = Send my report
send-stop = Stop
sending-title = Sending your report
sending-stay = Please leave this page open.
sending-words = Making the keys from your eight words
sending-sealing = Locking what you wrote
sending-work = Doing a short calculation that keeps floods of false reports away
sending-file = Sending file { $n } of { $of }: { $done } of { $all }
sending-report = Handing it over
sending-waiting = The connection broke. Trying again in { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
 }. Nothing is lost.
sending-label = Progress
send-stopped = You stopped. Nothing counts as sent, and everything you wrote is still here.
sent-unknown = The connection broke at the last moment, so it is not certain whether your report arrived. Press “Try again”: it cannot arrive twice.

sent-title = Your report is on its way
sent-leaves = Your report leaves for its readers at { $time }.
sent-leaves-soon = Your report leaves for its readers within a minute.
sent-confirm = They must confirm by { $day }.
sent-unseen = Nobody is told when you look.
sent-next-title = What to do now
sent-next-words = Keep your eight words. They are the only way back.
sent-next-return = Come back in about a week, from a device that is not your work’s. There may be a question for you.
sent-next-silence = Tell nobody that you have reported, if you can.
sent-receipt-title = Your receipt
sent-receipt = The receipt can prove later that a report was handed in, and that nobody removed it. You need not keep it: your eight words can bring it back.
sent-receipt-save = Save the receipt
sent-receipt-warn = A file on this device can be found. Save it only where nobody looks. It would be called “notes.txt”.
sent-receipt-bad = The receipt that came back is not signed by this place. Your report was taken, but you cannot prove it with this receipt.
sent-leave = Leave this page

### Coming back

return-title = Come back to your report
return-lead = Write your eight words. Capitals and accents do not matter, and the first four letters of a word are enough.
return-nth = Word { $n }
return-open = Open
return-language = Your words are found in several languages. Which language are they in?
language-en = English
language-fr = French
language-es = Spanish
language-it = Italian
language-pt = Portuguese
language-cs = Czech
fault-count = { $n ->
    [0] Write your eight words.
    [one] This is one word. There must be eight.
   *[other] These are { $n } words. There must be eight.
 }
fault-word = Word { $n }, “{ $word }”, is not in the list.
fault-word-near = Word { $n }, “{ $word }”, is not in the list. Did you mean { $near }?
fault-mixed = Word { $n }, “{ $word }”, is from another language than the rest.
fault-checksum = Each word is in the list, but together they do not fit. Perhaps two have changed places, or one is another word.
near-or = { $first } or { $second }
near-or-three = { $first }, { $second } or { $third }
use-near = Use “{ $word }”
return-nothing-title = There is nothing behind these words
return-nothing = The eight words fit together, but there is no report behind them here. Was it perhaps another place? A report that was closed long ago may have been deleted. If you are sure, try again later.
opening-title = Opening
opening-words = Making the keys from your eight words
opening-fetch = Fetching what is there
opening-open = Unlocking and checking every message

### The list of people that does not fit; what else does not fit is said in later.ftl

finding-roster-forged = The list of people who can read reports is not signed by the organisation. Someone may have put a stranger on it.
finding-roster-old = This site showed an older list of people than one that was used before. Someone may be trying to bring back a reader who was removed.
finding-roster-other = The list of people who can read reports belongs to another place.
finding-roster-expired = The list of people who can read reports is not valid today. The organisation must renew it. Nothing can be sent until then.
finding-other = What this site sent does not fit together ({ $code }).

### When something fails

fail-unreachable = The site cannot be reached. Check the connection. Everything you wrote is still here.
fail-full = This site has no room for more files at the moment. Nothing is lost. Try again later, or send your report without files now.
fail-busy = Very many people are sending something at the moment. Nothing is lost. Try again in a minute.
fail-too-large = The site finds this too large. Remove a file or shorten the text. Everything is still here.
fail-refused = The site did not take it, and says: { $detail } Everything you wrote is still here.
fail-expired = Too much time passed while sending. Press “Try again”.
fail-garbled = The site’s answer could not be understood. Everything you wrote is still here. Try again later.
fail-gone = There is no report behind these words any more. What you wrote is still here.
fail-channel = This site’s own description is damaged, so nothing can be locked safely. Nothing was sent.
fail-questions = The questions that this site sent are damaged. Nothing was sent. You can use the pages without scripts.
fail-joined = Your eight words belong to an earlier report, from which { $name } was not left out. So nothing of this was passed on. To keep { $name } out, begin a new report with new words.
fail-joined-otherwise = Your eight words belong to an earlier report, where you decided otherwise whether your texts can be read back. So nothing of this was passed on. Decide as you did then, or begin a new report with new words.
fail-nobody = Nobody who could read your report is left. Nothing was sent.
fail-readers-changed = The list of people who can read reports changed while you were writing, so your report was not taken yet. Everything you wrote is still here. Look at the list as it is now, and send again.
fail-closed = This place is not open yet. Nothing was sent.
fail-worker = The part of this page that locks your report has stopped. What you wrote is still here. Press “Try again”.
fail-worker-old = This browser is too old, or too strictly set, for this page. Nothing was sent. You can use the pages without scripts.
fail-own = This page made a mistake ({ $code }). Everything you wrote is still here.
