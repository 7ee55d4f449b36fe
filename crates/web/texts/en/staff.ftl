### What the console and the office share: a person's own way in. Ids begin with staff-.

## Codes

staff-app-title = Codes from an authenticator app
staff-app-text = Whoever learns your passphrase must not get in with it alone. Open an authenticator app on your telephone (any that shows six digits) and scan this square with it.
staff-app-square = A square to scan, with the key for the codes
staff-app-type = I cannot scan it
staff-app-letters = Add an entry by hand: codes by time, six digits, every thirty seconds. The key:
staff-app-address = The same as an address that some apps take:
staff-app-keep = Both are shown this once. Whoever has them has your codes.
staff-app-code = The code that the app shows now
staff-app-fresh = Show a new square
staff-code = Code
staff-code-hint = A new one is shown every thirty seconds, and each works once.
staff-code-empty = Enter the six digits
staff-recovery = Recovery code
staff-recovery-empty = Enter the sixteen letters and digits of one recovery code
staff-use-recovery = I do not have my app: use a recovery code
staff-use-app = Use a code of the app
staff-faults-title = Something needs your attention
staff-cancel = Cancel

## Passkeys

staff-passkey-title = A passkey for this place
staff-passkey-text = Whoever learns your passphrase must not get in with it alone. Your browser makes a passkey and keeps it on this device, in your password manager or on a key that you plug in. A page that only looks like this one cannot use it.
staff-passkey-name = What you call it
staff-passkey-name-hint = For instance “Blue key”. Only you see it, and whoever runs this machine.
staff-passkey-name-fault = Give it a name of 1 to { $most } characters
staff-passkey-make = Make the passkey
staff-passkey-show = Use a passkey
staff-passkeys-not-here = Passkeys cannot be made or used here: this browser has none, or this is not the address for which they are made. That is so in Tor Browser.
staff-passkeys-copied = One of your passkeys answered in a way that a copy would. It was not let in. If you have not restored or moved it, take it away, and tell whoever runs this place.
staff-passkeys-known = I know about it

## Recovery codes

staff-codes-title = Ten recovery codes
staff-codes-text = Each lets you in once in place of a passkey or a code from the app, for instance when your telephone is lost. They are shown only now.
staff-codes-keep = Print them or write them down, and keep the paper apart from your passphrase. Without passkey, app and recovery codes nobody can let you in again.
staff-codes-list = Recovery codes
staff-codes-print = Print
staff-codes-kept = I have kept them

## Once more

staff-again-title = Is it still you?
staff-again-text = This lets people in or out, or changes how you sign in, so it needs your second factor once more. What you have written stays.
staff-again-recovery = This lets people in or out, or changes how you sign in, so it needs a recovery code. It works this once. What you have written stays.
staff-again-go = Go on

## My sign-in

staff-own-title = My sign-in
staff-own-app = Authenticator app
staff-own-app-text = After your passphrase you are asked for a code of your app.
staff-own-app-none = You have no codes of an app. They work in every browser, also in Tor Browser; a page that looks like this one could pass them on.
staff-own-app-first = Use an authenticator app too
staff-own-app-new = Use another app or telephone
staff-own-app-drop = Take the codes away
staff-own-app-dropped = The codes of the app work no more. All your other sessions ended.
staff-own-passkeys = Passkeys
staff-own-passkeys-text = After your passphrase you can show a passkey.
staff-own-passkey-new = Make a passkey
staff-own-passkey-drop = Take it away
staff-own-passkey-drop-named = Take it away: passkey “{ $name }”
staff-own-passkey-done = The passkey was added. All your other sessions ended.
staff-own-passkey-dropped = The passkey works no more here; you can delete it on your device too. All your other sessions ended.
staff-own-last = This is your only second factor, so it cannot be taken away.
staff-own-app-set = Put it in place
staff-own-app-done = From now on the codes come from the new app. Old ones work no more, and all your other sessions ended.
staff-own-codes = Recovery codes
staff-own-codes-left = { $left ->
    [0] None of your recovery codes is left.
    [one] One of your recovery codes is left.
   *[other] { $left } of your recovery codes are left.
}
staff-own-codes-new = Make ten new ones
staff-own-codes-new-text = New ones take the place of all others.
staff-own-codes-done = The new recovery codes are in force. Destroy the old ones. All your other sessions ended.
staff-own-sessions = Where you are signed in
staff-own-sessions-text = A session ends after fifteen idle minutes, and after ten hours whatever happens. On what device it is, nobody keeps.
staff-own-this = This one, since { $day }
staff-own-other = Another one, since { $day }
staff-own-end = End it
staff-own-end-named = End it: session number { $place } of the list
staff-own-end-others = End all others
staff-own-ended = Ended.
staff-own-back = Back to my sign-in
staff-spent = { $spent ->
    [one] A recovery code was used to sign in as you.
   *[other] { $spent } recovery codes were used to sign in as you.
} If that was not you, somebody has your passphrase and your codes: make new ones at once, end the other sessions, and tell whoever runs this place.
staff-wrong-codes = { $wrong } wrong codes were entered after your passphrase since you last said that you know of them. If that was not you, somebody knows it: tell whoever runs this place, who can invite you anew.
staff-wrong-known = It was me
staff-spent-known = It was me
