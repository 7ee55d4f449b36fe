### Making the receipt again, on the page of the answers. A file of its own, since few ask for it. Reporters read this: no jargon.

again-found = Your report is on record: it stands in delivery { $number } of the public log, which this place has signed. This is the receipt you were given after sending.
again-waits = Your report waits for the next delivery, and is on record after it. Look again then.
again-missing = This place promised to put your report on record, and it is not there. Do not rely on this place. Keep your eight words and your receipt, if you have it, and turn to somebody outside.
again-broken = The public log does not fit together: something in it was changed. Do not rely on this place, and turn to somebody outside.
again-list = The list of people who can read your report is not on record. Somebody may have changed it for you alone. Do not write more here before you have asked somebody you trust.
again-many = There are too many deliveries to look through in a browser. The program sotto can do it: sotto mailbox receipt.
again-offline = The public log could not be fetched. Check the connection and try again.
