# Interface words, English. Keys are shared with every other catalogue; a test compares them.
# Isolation marks are off: a value that may run in another direction is wrapped where it is used.

skip-to-content = Skip to the text
skip-to-player = Skip to the player
front-page = Front page
sections = Sections
publications = Publications
feeds = Feeds and podcast
theme-auto = Colours: as the device has them
theme-light = Colours: light
theme-dark = Colours: dark

# Times. Numbers come as numbers; weekday 1 is Monday.
day = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
    } { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
    } { $year }
moment-short = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] June
    [7] July
    [8] Aug
    [9] Sept
    [10] Oct
    [11] Nov
   *[12] Dec
    }, { $clock }
moment = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
    } { $year }, { $clock } ({ $zone })
date-short = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] June
    [7] July
    [8] Aug
    [9] Sept
    [10] Oct
    [11] Nov
   *[12] Dec
    }
minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
    }

# Hearing
play-the-news = Play the news
play-this-section = Play { $name }
play-this-publication = Play this publication
play-these = Play these stories
programme-length = { $count ->
    [one] { $count } story
   *[other] { $count } stories
    } · { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
    }
programme-empty = The voices are being made. Play the news will stand here as soon as the first story can be heard.
coming-up = First up
latest = Latest
hear = Hear
hear-named = Hear: { $headline }
hear-this-story = Hear this story
hear-when-ready = Hear it while its voice is made
go-on = Then play the news
voice-soon = soon
voice-named = read by { $name }
voice-being-made = The voice is being made
voice-being-made-reload = The voice of this story is being made. Load the page again in a minute to hear it.
voice-failed = The voice of this story could not be made. The text is complete.
voice-skipped = This story has no voice: the newsroom chose text alone.
voice-none = This story has no voice yet.
sentence-hint = Enter: hear from this sentence · ↑ ↓ move between sentences

# The player
player = Player
play = Play
pause = Pause
retry = Try again
previous-story = Previous story
next-story = Next story
back-15 = Back 15 seconds
forward-15 = Forward 15 seconds
sentence-back = Previous sentence
sentence-forward = Next sentence
seek = Position in this story
elapsed = Elapsed and total time:
speed = Speed
volume = Volume
mute = Sound off
unmute = Sound on
queue = Programme
shortcuts = Keyboard
back-to-voice = Back to the voice
player-loading = Loading …
player-failed = The sound did not arrive. Check the connection and try again.
player-offline = No connection. The voice goes on when it is back.
player-making = Making the voice: { $done } of { $total } sentences
player-queued = The voice is waiting its turn
player-no-voice = This story has no voice
player-skipped = Left out, not ready yet: { $headline }
player-gone = Left out, not there any more: { $headline }
player-seek-text = { $at } of { $of }
player-minutes = { $count } min
player-seconds = { $count } s
player-now = Now playing: { $headline }
player-ended = The programme has ended.
player-volume-text = { $percent } percent
player-resume = Going on from { $at }
page-offline = No connection: the page could not be fetched. What plays goes on.
keys-toggle = play or pause
keys-jump = back or forward 15 seconds
keys-sentence = previous or next sentence
keys-story = previous or next story
keys-speed = slower or faster
keys-mute = sound off or on
keys-follow = back to the voice
keys-moment = copy a link to this moment
keys-help = this list
keys-sentences = In a story, Tab to its text, ↑ and ↓ to a sentence, Enter to hear from there.
keys-on = Use single-key shortcuts
close = Close

# A story
updated = Updated
editions = Read in
translated-from = Translated from
correction = Correction
corrections = Corrections
tags = Tags
tag = Tag
share = Share
share-email = E-mail
share-copy = Copy link
share-copied = Link copied
share-copy-failed = Could not copy
share-moment = Copy link to this moment
moment-copied = Link to { $at } copied
play-from = Play from { $at }
share-card-length = { $length } to hear
share-card-alt = { $headline } ({ $publication })
recommended = Recommended reading
about-this-voice = About this voice
disclosure = This story is read by a synthetic voice{ $name ->
    [none] .
   *[other] , “{ $name }”.
    } No person spoke these words.
disclosure-human = Read by a person{ $name ->
    [none] .
   *[other] : { $name }.
    }
download-audio = Sound file (MP3)
download-transcript = Transcript with times (WebVTT)

# Lists
pages = Pages
newer = Newer
older = Older
page-of = Page { $page } of { $pages }
feed-podcast = Podcast
feed-atom = Atom
feed-json = JSON Feed
empty-title = The first edition is being set
empty-text = No story stands here yet. Come back in a little while.

# When something is wrong
problem-400 = That did not work
problem-400-text = The request could not be understood. Go back and try once more.
problem-403 = Not for these eyes
problem-403-text = This page needs a sign-in, or the sign-in has run out.
problem-404 = This page is not in the paper
problem-404-text = The address may be mistyped, or the story has moved. Whatever was playing goes on.
problem-410 = This page has been taken away
problem-410-text = It was here once and will not come back.
problem-429 = One moment, please
problem-429-text = Too many requests came from your address. Wait a minute and try again.
problem-500 = The press has jammed
problem-500-text = The mistake is ours and has been noted. Try again in a moment.
problem-503 = The newsroom is catching its breath
problem-503-text = The service is starting or busy. Try again in a moment.
problem-id = If you write to us, quote
retracted = Retracted
retracted-text = The newsroom has withdrawn this story and its voice.
instead = Meanwhile in the paper

# About the voice
about-the-voice = How the voices are made
about-voice-lead = What you hear on { $name } is, unless a page says otherwise, spoken by a machine. The words are written by people.
about-voice-script = Every story is written, edited and signed by its newsroom. When it is published, a program turns the text, sentence by sentence, into speech: figures, dates and names are first written out as they are said. Nothing is added, shortened or summed up.
about-voice-corrections = When a newsroom corrects a sentence, that sentence is spoken again, and the correction is shown above the story.
about-voice-marked = Each sound file says in its own data that the voice is synthetic, and so do the podcast feeds, so that players and archives can tell.
voices = Voices
voice = Voice
language = Language
made-by = Made by
made-by-person = A person
made-by-machine = Synthetic ({ $engine })

# The desk
desk = Desk
sign-in = Sign in
sign-in-text = This link signs you in once, in this browser.
sign-in-used = This link has been used already.
sign-in-expired = This link has run out.
sign-in-unknown = This link is not known here.
sign-in-needed = The desk needs a sign-in.
sign-in-left = You are not of this newsroom’s staff any more.
sign-in-how = No passkey here? An owner of the newsroom can send you a link; on the machine that runs it, this prints one:
sign-out = Sign out
filter = Show
stories = Stories
headline = Headline
publication = Publication
state = State
revised = Revised
state-all = All
state-draft = Draft
state-scheduled = Scheduled
state-published = Published
state-retracted = Retracted
voice-state-none = none
voice-state-queued = waiting
voice-state-speaking = being made
voice-state-ready = ready
voice-state-failed = failed
voice-state-skipped = text only
desk-empty = Nothing here. Stories arrive with “crier import”.
see-page = See the page
publish = Publish
publish-now = Publish now
schedule = Schedule
schedule-at = Air at
retract = Retract
retract-open = Withdraw this story …
retract-note = What readers are told
retract-now = Retract story and voice
sentences = Sentences
correct = Correct
correct-hint = A correction makes that sentence’s voice again, leaves the others as they are, and is shown above the story.
correct-text = The sentence
correct-note = The correction readers see
correct-now = Correct and say again
spoken-by = Spoken by { $name }
voice-role-headline = headline
voice-role-body = text
voice-role-quote = quotes
stands-in = { $instead } stands in for { $wanted }:
missing-gone = it is not in the voice folder.
missing-bad-card = its card in the voice folder cannot be read.
missing-changed = its files are not those that were added.
missing-unmeasured = its loudness was never measured.
missing-mute = it cannot be heard on this machine.
voice-first = Make the voice
voice-again = Make the voice again
voice-stands-in = Read by { $name }, because { $meant } could not:
done-published = Published. The voice follows.
done-scheduled = Scheduled.
done-corrected = Corrected. The sentence is being spoken again.
done-retracted = Retracted. The story and its sound are gone from the site and the feeds.
done-voice = The voice is being made again.
refused-guard = The form was too old. Try once more.
refused-state = The story has changed meanwhile, and this no longer fits. Look again.
refused-at = Choose a time that lies ahead.
refused-empty = This may not be empty.
refused-same = Nothing was changed.
about-site = The news of { $site }, to read and to hear.
about-list = News under “{ $name }” in { $site }, to read and to hear.

# Accounts
account = Your account
account-sign-in = Sign in
sign-in-why = With an account, listening to { $name } earns coins, and goes on where you stopped on any of your devices. Reading and listening never need one.
by-passkey = With a passkey
by-passkey-text = Your device confirms that it is you: by fingerprint, face or PIN. No password, no address.
sign-in-by-passkey = Sign in with a passkey
join-by-passkey = New here: make a passkey
passkey-failed = That did not work. Try again, or sign in by mail.
passkey-none = No passkey was used.
too-often = Too many tries. Wait a minute, and try again.
by-mail = With a link by mail
by-mail-text = We send a link that signs you in once. If you are new, it makes your account.
email = E-mail address
send-link = Send me a link
link-sent = A link is on its way. It works once, within { $minutes } minutes. Nothing there? Look among unwanted mail.
link-at-the-desk = This newsroom sends no mail; the letter waits at its desk:
mail-sign-in-subject = Sign in to { $site }
mail-sign-in-body =
    Somebody, probably you, wants to sign in to { $site }.
    { "" }
    { $link }
    { "" }
    The link works once, within { $minutes } minutes. If it was not you, do nothing: nobody is signed in without it.
refused-no-address = This is no e-mail address. Write it as name@example.org.
refused-too-many-links = Many links were asked for. Look at your mail, or try again in an hour.
refused-used = This link has been used. Ask for a new one.
refused-expired = This link has expired. Ask for a new one.
refused-unknown = This link is not one of ours. Ask for a new one.
refused-taken = This address belongs to another account. Sign in there, or use another address.
refused-last-way-in = This is your only way in. Add another passkey or an address first.
refused-not-sure = Tick the box if you are sure.
no-email-yet = No address yet. With one you can sign in where you have no passkey.
add-email = Add an address
change-email = Use another address
passkeys = Passkeys
no-passkey-yet = No passkey yet. With one you sign in without a mail.
add-passkey = Add a passkey for this device
devices = Devices
this-device = this one
since = since
last-used = last used
remove = Remove
sign-out-others = Sign out everywhere else
your-data = Your data
export-text = One file with all that is kept of you: address, devices, coins and their lines, what you have heard, saved and follow, and the newsletter that goes to your address.
export = Download it
erase-open = Erase this account …
erase-text = Your address, devices, passkeys and what you heard, saved and follow are erased at once, and cannot be brought back; the newsletter to that address ends. The lines of the ledger stay, under a number that belongs to nobody.
erase-coins = { $count ->
    [one] One coin is lost with it.
   *[other] { $count } coins are lost with it.
    }
erase-sure = I am sure
erase-now = Erase my account
done-address-sent = A link is on its way to that address. It becomes yours when you open it.
done-passkey-added = The passkey was added.
done-passkey-removed = The passkey was removed.
done-device-ended = That device is signed out.
done-erased = Your account is erased. Thank you for listening.
done-devices-ended = All other devices are signed out.
mails = Mails
mails-kept-here = This newsroom sends no mail. What it would send is shown here.
mails-none = No letter was written in the last week.
mail-sent = sent

# Coins
coins = Coins
coins-have = { $count } coins
coins-next = { $seconds } s to the next coin
coins-earned = + { $count }
coins-held-now = Your coins wait until somebody has looked. The wallet tells why.
pool-is-empty = All coins of today have been earned. Listening goes on; coins come again tomorrow.
day-is-done = You have earned all that one day pays. More tomorrow.
wallet = Wallet
coins-available = { $count ->
    [one] coin to redeem
   *[other] coins to redeem
    }
coins-pending = Held
coins-set-aside = Set aside for orders
pending-text = Held coins are not yours yet: somebody looks at them first, and the line says why.
next-coin = Next coin
left-today = Still paid for today
seconds-of = { $have } of { $of } seconds
minutes-of = { $have } of { $of } minutes
coins-expiring = When they expire
until = until
statement = Every line
a-story-since-removed = A story that is no longer here
seconds = { $count ->
    [one] one second
   *[other] { $count } seconds
    }
rule-listening = listening, rules no. { $version }
kind-pending = held
kind-set-aside = set aside
kind-void = let go
kind-post = settled
reason-earn = Earned
reason-other = Other
held-many-listeners-on-one-device = Many accounts earned on this device today.
reason-expire = Expired
reason-refund = Refunded
reason-redeem = Redeemed
older-lines = Older lines
statement-empty = No coins yet. Play a story: the first coin comes after a minute of listening.
coins-rules = How coins are earned
rules-lead = { $coins ->
    [one] One coin
   *[other] { $coins } coins
    } for every { $seconds } seconds of news that you hear.
rule-distinct = Each second counts once
rule-distinct-text = Seconds are added up over all stories, so that none of a short one is lost. What you have heard before earns nothing again, also when the story is spoken anew.
rule-day = { $minutes } minutes a day
rule-day-text = More than that may be heard, and is not paid for. Days begin at midnight in { $zone }.
rule-threshold = After { $seconds } seconds
rule-threshold-text = Of a story, nothing counts before that much was heard, or half of a shorter one; then all of it does.
rule-speed = Up to { $rate } × speed
rule-speed-text = What is heard faster stays uncounted and may be heard again. A tunnel or a lost connection of { $minutes } minutes costs you nothing.
rule-one = One place at a time
rule-one-text = The device on which you pressed play last is the one that earns.
rule-muted = With sound
rule-muted-text = Muted playback earns nothing. A locked phone or a hidden page earns as usual.
rule-expires = For { $months } months
rule-expires-text = Coins expire oldest first, at the end of the day, and are spent oldest first. The rules of the day on which you earned them hold for them.
rule-pool = The pool
rule-pool-day = All listeners together can earn { $coins } coins a day.
rule-pool-month = All listeners together can earn { $coins } coins a month.
rule-pool-text = When it is used up, the wallet says so.
rule-pool-none = There is no limit to what all listeners together can earn.
rule-held = Nothing is taken silently
rule-held-text = Coins that look odd are held, with a reason that you can read, until somebody has looked.
rule-never = Never sold, never drawn
rule-never-text = Coins cannot be bought, and no chance decides about them. They have no value in money.
rules-version = Rules no. { $version }. A number never changes what it means.
books = Books of coins
books-issued = Earned by listeners, ever
books-outstanding = In wallets: what is owed
books-set_aside = Of these, set aside for orders
books-held = Held until somebody has looked
books-redeemed = Redeemed
books-expired = Expired
books-closed = No coin moves: an audit found the books wrong.
audits = Audits
audit-now = Audit now
audit-right = right
audits-none = No audit yet. One is made every hour.
transfers = { $count ->
    [one] one transfer
   *[other] { $count } transfers
    }

# Products and orders
products = Products
products-lead = What the coins of listening are good for, offered by shops and people nearby.
products-none = No products yet. Coins are kept until there are some.
other-products = Other products
offered-by = Offered by { $name }
price = { $count ->
    [one] one coin
   *[other] { $count } coins
    }
you-have = { $count ->
    [one] You have one coin
   *[other] You have { $count } coins
    }
coins-missing = { $count ->
    [one] One coin is missing.
   *[other] { $count } coins are missing.
    }
none-left = None left
few-left = { $count ->
    [one] one left
   *[other] { $count } left
    }
product-withdrawn = Not offered any more
what-it-brings = What it brings
brings-voucher = A code, shown at once
brings-digital = A link or a text, shown at once
brings-collect = Goods that you fetch, with a code to show
per-listener = For each listener
limit-days = { $days ->
    [one] { $count } a day
   *[other] { $count } in { $days } days
    }
limit-ever = { $count } in all
redeem = Redeem
redeem-for = { $count ->
    [one] Redeem for one coin
   *[other] Redeem for { $count } coins
    }
redeem-now = { $count ->
    [one] Give one coin
   *[other] Give { $count } coins
    }
redeem-needs-account = You are asked to sign in first.
you-give = You give
you-gave = You gave
is-left-then = Left after it
hand-back-code = As long as you have not looked at what it brings, you can hand it back and have your coins again.
hand-back-goods = As long as you have not fetched it, you can hand it back and have your coins again.
not-now = Not now
orders = Orders
order = Order
orders-none = No orders yet.
older-orders = Older orders
order-held = being made ready
order-fulfilled = paid
order-cancelled = cancelled
order-refunded = refunded
order-is-made-ready = This order is being made ready. If that fails, your coins come back by themselves.
look-again = Look again
order-was-cancelled = This order was cancelled. Its coins are in your wallet.
order-was-refunded = This order was refunded. Its coins are in your wallet, with the dates they had.
placed-at = Ordered
cancelled-at = Cancelled
refunded-at = Refunded
collected-at = Fetched
looked-at = { $count ->
    [one] You looked at it once
   *[other] You looked at it { $count } times, last
    }
reveal = Show it
reveal-first = It is yours. Once you have looked at it, it cannot be handed back.
reveal-again = You have looked at it before. It is the same each time.
reveal-goods = Show the code at { $name } to fetch your goods.
show-this-code = Show this code at { $name }. It is good once.
cancel-order = Cancel this order
hand-back-open = Hand it back …
hand-back-text = { $count ->
    [one] Your coin comes back into your wallet, with the date it had.
   *[other] Your { $count } coins come back into your wallet, with the dates they had.
    }
hand-back = Hand it back
done-order-redeemed = Thank you. The order is yours.
done-order-cancelled = The order is cancelled, and your coins are back.
done-order-handed-back = It is handed back, and your coins are in your wallet.
refused-insufficient = There are not enough coins in your wallet.
refused-price-changed = The price has changed. Look at it once more: nothing was taken.
refused-limit-reached = You have as many of these as one listener may have for now.
refused-out-of-stock = The last one was just taken. No coin was.
refused-withdrawn = This is not offered any more. No coin was taken.
refused-conflict = This was asked for before, for something else. Begin anew.
refused-busy = Many redeem at this moment. Nothing was taken: try again.
refused-books-stopped = No coins move at the moment: the newsroom checks its books. Nothing was taken.
refused-seen = You have had what it brings, so it cannot be handed back. Ask the newsroom.
refused-too-often = This was shown very often. Ask the newsroom.

# The desk's shop
new-product = New product
product = Product
name = Name
partner = Offered by
costs = Price
left-of-all = Left
left-of = { $left } of { $stocked } left
products-none-yet = No products yet. Add the first one; listeners see it when you offer it.
offer-draft = not offered yet
offer-listed = offered
offer-withdrawn = withdrawn
see-it = See it as listeners do
offer = Offer
offer-it = Offer it
list-hint = Listeners do not see it yet.
withdraw = Withdraw it
withdraw-hint = Nobody can redeem it any more; orders that were made stay as they are.
stock = Stock
stock-by = Put on the shelf (or take away, with − in front)
change-stock = Change the stock
stock-at-first = How many there are (of vouchers: leave it empty, and upload them next)
orders-of = { $count ->
    [one] one order
   *[other] { $count } orders
    }
voucher-file = File with codes (CSV)
voucher-lines = Or codes, one in each line
voucher-hint = The column called “code”, or the first one. Codes that were given before are left out.
add-vouchers = Add vouchers
vouchers-added = { $count ->
    [0] No voucher was added
    [one] One voucher was added
   *[other] { $count } vouchers were added
    }
vouchers-duplicates = { $count ->
    [one] One line was there before
   *[other] { $count } lines were there before
    }
vouchers-junk = { $count ->
    [one] One line is no code
   *[other] { $count } lines are no codes
    }
line = Line { $number }
what-is-offered = What is offered
description = Description
costs-coins = Price in coins
digital-text = The link or text that it brings
digital-kept = It is kept encrypted and not shown here. Leave this empty to keep it as it is.
limit-orders = At most so many for each listener
limit-days-label = … in so many days
all-publications = All publications
without-picture = Without a picture
picture = Picture
save = Save
add-product = Add the product
done-product-added = The product was added. Listeners do not see it until you offer it.
done-product-saved = Saved.
done-product-listed = Listeners can redeem it now.
done-product-withdrawn = It is not offered any more.
done-product-stocked = The stock was changed.
done-product-uploaded = All vouchers of the file were added.
refused-product-listed = It is offered already.
refused-product-not-listed = It is not offered.
refused-product-counted = There are as many as there are vouchers: upload more of them.
refused-product-fewer-left = There are fewer left than that.
refused-product-no-vouchers = This product has no vouchers.
wrong-form = Something is missing or wrong. Nothing was saved; what you typed is still here.
wrong-partner = Say who offers it, in at most 120 letters.
wrong-texts = Give it a name in at least one language.
wrong-name = A name of at most 120 letters, in each language that has a description.
wrong-description = At most 4,000 letters.
wrong-price_coins = A whole number of coins, at least 1.
wrong-kind = Choose what it brings. It stays as it is afterwards.
wrong-digital = A link or a text of at most 4,000 letters.
wrong-stock = A whole number.
wrong-limit = A whole number of orders, and of days; or leave both empty.
wrong-publication = Choose one of the list.
wrong-picture = This file is no picture that can be read: JPEG, PNG, WebP, GIF or SVG, up to 20 MB.
wrong-file = Choose a file with codes, up to 16 MB and 100,000 codes, or write some lines.
orders-all = All
orders-held = Being made ready
orders-fulfilled = Paid
orders-to-fetch = To be fetched
orders-cancelled = Cancelled
orders-refunded = Refunded
collect-code = Code that somebody shows
hand-over = Hand over
listener = listener
was-seen = looked at
was-handed-back = handed back by the listener
refund = Refund …
refund-coins = { $count ->
    [one] Give one coin back
   *[other] Give { $count } coins back
    }
refund-burns = Its owner has looked at it: nobody else gets it afterwards.
because-label = Reason, which the listener reads
done-desk-refunded = The coins are back in the listener’s wallet.
done-desk-cancelled = The order is cancelled, and its coins are back.
done-desk-collected = Right code. Hand the goods over: it is good no second time.
refused-desk-not-held = This order is settled already.
refused-desk-not-fulfilled = This order is not paid, or was paid back.
refused-desk-unknown-code = This is no order’s code. Read it once more.
refused-desk-collected = These goods were handed over before.
refused-desk-because = Give a reason of at most 400 letters: the listener reads it.
refused-desk-busy = Many coins move at this moment. Try again.
refused-desk-books-stopped = No coins move: an audit found the books wrong.

# Held coins
appeal-open = Ask somebody to look …
appeal-words = What should they know?
appeal-send = Ask
appeal-waits = You have asked; the newsroom will look.
appeal-released = Your coins were released
appeal-voided = Your coins were let go
done-appealed = The newsroom will look, and the answer stands here.
refused-no-words = Write some words, at most 1,000 letters.
refused-nothing-held = None of your coins are held.
refused-appealed = You have asked already. The answer will stand here.
held-coins = Held coins
held-coins-text = Earned in a way that looked odd. They are nobody’s until you decide; the listener reads your reason.
held-none = No coins wait for a look.
decide = Decide …
release-held = Release them
void-held = Let them go
done-held-released = The coins are the listener’s.
done-held-voided = The coins were let go.
refused-held-because = Give a reason of at most 400 letters: the listener reads it.
refused-held-nothing-held = Somebody has decided already.
refused-held-books-stopped = No coins move: an audit found the books wrong.

# Rates
rates = Rules of coins
rates-published = Published
rates-number = No. { $version }
rates-hold = holds now
rates-short = { $coins } for { $seconds } s, { $minutes } min a day
rates-change = Change: no. { $version }
rate-coins = Coins
rate-quantum = … for so many seconds heard
rate-daily = Minutes a day that are paid for
rate-threshold = Seconds of a story before it counts
rate-expires = Months until coins expire
rate-pool-day = Coins for all listeners in a day (empty: no limit)
rate-pool-month = … in a month (empty: no limit)
rate-begins = Begins ({ $zone }; empty: at once)
preview = What it would have paid
preview-was = In the last { $days } days { $listeners ->
    [one] one listener
   *[other] { $listeners } listeners
    } had { $coins } coins for { $minutes } minutes.
preview-would-be = By these rules at least { $coins } coins.
preview-day = The most that one had on a day: { $now } now, { $then } then.
preview-it = Preview
publish-rates = Publish
rates-hint = A published sheet is never changed; coins that were earned stay as they are. Only the next sheet replaces it.
done-rates = Published. Listeners read it among the rules.
refused-rate-published = Somebody else published new rules meanwhile. Look at them first.
refused-rate-earlier = Rules that were published begin later. Begin after them.
wrong-rate-quantum = Whole seconds, from 1 to a day.
wrong-rate-coins = A whole number of coins, at least 1.
wrong-rate-daily = Whole minutes: at least what a coin takes, at most a day.
wrong-rate-threshold = Whole seconds, or 0.
wrong-rate-expires = From 1 to 1,200 months.
wrong-rate-pool_day = A whole number of coins, or nothing.
wrong-rate-pool_month = A whole number of coins, or nothing.
wrong-rate-at = A date and a time.
books-lately = In the last { $days } days { $coins } coins were earned for { $minutes } minutes heard.
books-an-hour = That is { $coins } coins for each hour.

# Staff
staff = Staff
me = You
you = you
staff-members = Who is here
staff-invite = Invite somebody
invite = Invite
invited-on = invited on
by-the-operator = let in by the operator
without-passkey = no passkey yet
role = Role
role-owner = Owner
role-shopkeeper = Shopkeeper
role-editor = Editor of all publications
role-editor-of = Editor of
roles-hint = An editor has the stories of a publication, a shopkeeper products, spots, orders, coins and books, an owner everything.
change = Change
staff-new-link = Send a new link
staff-let-go = Not of the staff any more
staff-link = No mail goes out from here. Hand this link over: it opens the desk once, within { $days } days, and is not shown again.
staff-deeds = What was done
staff-no-deeds = Nothing yet.
staff-welcome = Welcome, { $name }. Add a passkey now: it lets you in the next time.
staff-no-passkey-yet = No passkey yet. Without one you need a new link each time you sign in.
staff-passkey-failed = That did not work. Try again, or ask for a link.
signed-in-on = { $count ->
    [one] You are signed in here alone.
   *[other] You are signed in on { $count } devices.
    }
rates-by-owners = Owners publish rules.
done-staff-invited = The invitation is on its way.
done-staff-link-sent = A new link is on its way. The one before opens nothing any more.
done-staff-role-changed = Changed. It holds from their next click on.
done-staff-let-go = They are signed out everywhere, and nothing opens the desk for them.
refused-staff-last-owner = Nobody else owns this newsroom. Make somebody an owner first.
refused-staff-too-many = There are too many people already.
refused-staff-known = Somebody with this address is here already.
refused-staff-role = There is no such role.
wrong-staff-name = A name of at most 80 letters.
wrong-staff-email = This is no e-mail address. Write it as name@example.org.
wrong-staff-role = Choose a role.
wrong-staff-publication = Choose a role.
mail-staff-subject = Your place at the desk of { $site }
mail-staff-body =
    { $name }, { $by } lets you in at the desk of { $site }.
    { "" }
    { $link }
    { "" }
    The link works once, within { $days } days. Then make a passkey: it lets you in from there on.

## Topics

topic = Topic
hot-topics = Hot topics
of-topic = This story belongs to
topic-stories = { $count ->
    [one] { $count } story
   *[other] { $count } stories
    }
topic-about = { $stories ->
    [one] { $stories } story
   *[other] { $stories } stories
    } of { $publications ->
    [one] one publication
   *[other] { $publications } publications
    }, found by their words. The newest come first.
topic-tags = In this topic
related-tags = Related tags

## Search

search = Search
search-words = Words to look for
search-hint = Words in any order; “in quotes” as they stand.
search-everywhere = Everywhere
search-any-language = Any
search-order = Order
search-best = Best first
search-newest = Newest first
search-for = { $query } · Search
search-count = { $count ->
    [one] One story
   *[other] { $count } stories
    }
search-many = More than { $count } stories; the newest of them are here. One more word finds fewer.
search-some-words = No story has all these words. { $count ->
    [one] One has some of them.
   *[other] { $count } have some of them.
    }
search-nothing = Nothing was found for “{ $query }”.
search-nothing-title = Nothing found
search-nothing-text = Try fewer or other words, or look everywhere.
search-tags = Lately in the news
hear-from-here = Hear “{ $headline }” from this sentence
section = Section
also-about = Also about

# The newsletter
newsletter = Newsletter
newsletter-daily = Daily
newsletter-weekly = Weekly
newsletter-footer = The news by mail, each story to be heard
newsletter-ask = Sign up
newsletter-more = Choose: daily or weekly, which sections
newsletter-lead = The stories of { $name } by mail: each with its headline, and a link that lets you hear it.
newsletter-promise = You confirm by a letter that we send first. Every letter has a link to leave by one click. Nothing tells us whether you opened one.
newsletter-sent = A letter is on its way. Its link signs you up, within { $days } days. Nothing there? Look among unwanted mail.
newsletter-rhythm = How often
newsletter-daily-at = Every day, at { $clock }
newsletter-weekly-at = Every { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
    }, at { $clock }
newsletter-zone = Time zone: { $zone }
newsletter-none-is-all = Nothing ticked: all of them.
newsletter-langs = Stories in
newsletter-letters = Language of the letters
newsletter-confirm-text = Press the button, and the newsletter of { $name } comes to you from its next issue on.
newsletter-confirm = Yes, send it to me
newsletter-again = Sign up for the newsletter
newsletter-choices = What you get
newsletter-goes-to = It goes to { $email }.
newsletter-leave = Unsubscribe
newsletter-leave-text = Your address is forgotten, and no letter comes any more.
newsletter-leave-now = Unsubscribe now
newsletter-nobody = This link belongs to no subscription any more.
done-newsletter-confirmed = Welcome. The next issue comes to you.
done-newsletter-saved = Saved. It holds from the next issue on.
done-newsletter-left = You are unsubscribed. Your address is forgotten, and no letter comes any more.
refused-too-many-letters = Many letters were asked for. Look at your mail, or try again tomorrow.
refused-newsletter-unknown = This link is not one of ours, or the subscription has ended. Sign up once more.
refused-newsletter-expired = This link has expired. Sign up once more.
mail-newsletter-subject = Confirm: the newsletter of { $site }
mail-newsletter-body =
    Somebody, probably you, asked for the newsletter of { $site }. This link signs you up:
    { "" }
    { $link }
    { "" }
    It works within { $days } days. If it was not you, do nothing: no newsletter comes without it.
mail-newsletter-has-subject = You get the newsletter of { $site } already
mail-newsletter-has-body =
    Somebody, probably you, asked for the newsletter of { $site }. You get it already. Here you can change what you get:
    { "" }
    { $link }

# The newsletter at the desk
newsletter-readers = { $count ->
    [0] Nobody gets it yet.
    [one] One person gets it.
   *[other] { $count } people get it.
    }
newsletter-asked = { $count ->
    [one] one has not confirmed yet
   *[other] { $count } have not confirmed yet
    }
newsletter-gone = { $count ->
    [one] one mailbox is gone
   *[other] { $count } mailboxes are gone
    }
newsletter-people = { $count ->
    [one] one person
   *[other] { $count } people
    }
newsletter-off = There is no newsletter: it needs a mail server, and newsletter = true in the settings.
issues-coming = What comes next
issues-past = Issues
issues-all = All issues
issues-none = Nothing is planned: nobody has confirmed yet.
issues-none-yet = No issue has gone out yet.
issue-number = no. { $number }
issue-draft = planned
issue-sending = on its way
issue-sent = sent
issue-skipped = left out
issue-held = held
issue-goes = goes
issue-letter = The letter
issue-subject = Subject (empty: each letter’s first headline)
issue-intro = A few words in front (empty: none)
issue-place = Place
issue-stories-hint = Each reader gets what they chose of these, at most ten. Untick what should not be in it; stories still to come stand behind those that you put in order.
issue-more = { $count ->
    [one] One more story is in it, for readers whose choices have few.
   *[other] { $count } more stories are in it, for readers whose choices have few.
    }
issue-theirs = Saved meanwhile: { $text }
issue-no-stories = No story yet: what is published and can be heard by then will be in it.
issue-preview = Preview
issue-see-letter = As a letter
issue-see-text = As plain text
issue-preview-hint = As somebody gets it who chose nothing, of what was saved.
issue-test = Send it to { $email }
issue-send = Before its time
issue-send-open = Send it now …
issue-send-now = Send to everybody now
issue-send-hint = A letter cannot be called back.
issue-skip-open = Leave it out …
issue-skip = Leave this issue out
issue-skip-hint = Nobody gets it. Its stories may be in the next one.
issue-held-hint = It goes no further until you say so. Nobody gets a second copy. Mailboxes that refused it are asked once more, and if they refuse again, that is believed: after three issues they get no more.
issue-go-on = Go on sending
copies = Copies
copies-sent = { $count ->
    [one] one sent
   *[other] { $count } sent
    }
copies-waiting = { $count } waiting
copies-refused = { $count } refused
copies-lapsed = { $count } not taken in time
copies-unknown = { $count } unknown
copies-unsubscribed = { $count } unsubscribed
copies-unknown-hint = The program ended, or the line broke, while the mail server was taking these. Nobody here knows whether they arrived, so they were not sent a second time. The mail server knows each by the name that stands here: ask it, and decide.
copy-has-left = Somebody who has left since
copy-arrived = It arrived
copy-again = Send it again
done-issue-saved = Saved.
done-issue-tested = It is on its way to you.
done-issue-begun = It goes.
done-issue-skipped = It was left out.
done-issue-went-on = It goes on.
done-issue-arrived = Noted: it arrived.
done-issue-again = It goes again.
refused-issue-changed = Somebody has changed this issue meanwhile, or it has gone. Nothing was saved; look again.
refused-issue-settled = Somebody has decided already.
refused-issue-too-long = The subject is one line of at most 150 letters, the words in front at most 4,000.
refused-issue-no-address = You have no address to send it to.
refused-issue-no-stories = There is no story in it.

# Lists: what is lined up, heard, saved, followed
list-queue = Queue
list-history = History
list-saved = Saved
list-following = Following
your-listening = Your listening
list-needs-scripts = This list is kept by your browser, and needs JavaScript to be shown.
list-where = Without an account, this stays in this browser. Sign in, and it is the same on all of your devices.
list-queue-empty = Nothing is lined up
list-queue-empty-text = Choose “Add to queue” at any story. It is heard after the one that plays, before the programme goes on.
list-history-empty = Nothing heard yet
list-history-empty-text = Stories you hear stand here, with how much of them, and go on where you stopped.
list-saved-empty = Nothing saved
list-saved-empty-text = Choose “Save for later” at any story, and find it here.
list-following-empty = You follow nothing yet
list-following-empty-text = Choose a section or a publication above: what is new in it stands here and on your front page.
in-the-player = In the player
then-the-queue = Next
play-the-queue = Play the queue
empty-the-queue = Empty it
queue-hint = Move a story by its buttons, or with Alt and ↑ or ↓ while one of them has the focus.
put-it-back = Put it back
show-more = Show more
clear-history = Clear the history …
clear-history-text = What you heard and where you stopped is forgotten, here and on all of your devices. Coins stay.
clear-history-now = Forget all of it
new-in-what-you-follow = New in what you follow
from-what-you-follow = From what you follow
continue-listening = Continue listening
more-named = More with: { $headline }
play-next = Play next
add-to-queue = Add to queue
take-out-of-queue = Take out of the queue
save-for-later = Save for later
unsave = Saved: take it off
follow-named = Follow { $name }
move-up = Move up: { $headline }
move-down = Move down: { $headline }
start-over = From the beginning: { $headline }
remove-named = Remove: { $headline }
heard-all = heard
heard-share = { $percent } % heard
of-length = of { $length }
rest-of-programme = Then { $count } more of { $title }
said-saved = Saved for later: { $headline }
said-unsaved = No longer saved: { $headline }
said-queued = Added to the queue: { $headline }
said-next = Comes next: { $headline }
said-unqueued = Taken out of the queue: { $headline }
said-full = The queue is full. Hear or remove something first.
said-followed = You follow { $name }
said-unfollowed = You no longer follow { $name }
said-moved = { $headline } is now number { $place } of { $of }
said-first = { $headline } is the first already
said-last = { $headline } is the last already
said-emptied = The queue was emptied.
said-undone = It is back.
said-forgotten = Forgotten: { $headline }
said-cleared = The history is empty.

# For the road: stories kept in this browser, pages without a line
keep = Keep for the road
keep-waiting = Waiting its turn · Cancel
keep-going = Keeping, { $percent } % · Cancel
kept = Kept on this device
keep-cannot = This browser cannot keep stories here: it needs a safe connection (https), and private windows may refuse.
keep-offline = No connection. Try again later
keep-full = This device has no room left. Try again
keep-gone = This story is not there any more
keep-silent = This story has no sound yet. Try again
keep-failed = It could not be fetched whole. Try again
keep-ask-count = { $most } stories are kept, and no more can be. Remove the one that was kept first, “{ $headline }” ({ $size }), and keep this one?
keep-ask-bytes = There is no room for more. Remove the story that was kept first, “{ $headline }” ({ $size }), and keep this one?
keep-ask-yes = Remove it and keep this one
keep-ask-no = Leave everything as it is
downloads = Downloads
downloads-lead = Stories you kept for the road: to read and to hear without a connection. They are in this browser alone; nobody else knows which they are.
downloads-play = Play these stories
downloads-stories = Stories on this device
downloads-none = Nothing is kept yet.
downloads-how = Open a story that can be heard and press “Keep for the road”.
downloads-sum = { $count } of at most { $most } stories · { $size } of at most { $largest }
downloads-room = Of this newsroom’s room in this browser, { $used } of { $of } are used.
downloads-since = kept { $day }
downloads-remove-named = Remove: { $headline }
downloads-taken-back = The newsroom has taken “{ $headline }” back. It was removed from this device.
downloads-read = I have read this
downloads-may-go = The browser may clear these stories away when the device runs short of room.
downloads-last = Ask it to keep them
downloads-without-scripts = Keeping stories needs scripts: the browser keeps them, not the newsroom.
no-connection = No connection
no-connection-text = This page could not be fetched, and it is not kept on this device. What is kept can be read and heard.

# Spots
spots = Spots
spot = Spot
new-spot = New spot
spot-label = Advertisement
spot-named = Advertisement · { $partner }
spot-house = From this newsroom
spot-skip = Skip
spot-opens = opens in a new tab
spots-none-yet = No spots yet. Add the first one, hear it, then book it.
not-booked = Not booked: it stands nowhere.
what-is-said = What is shown and said
spot-partner = Partner
spot-partner-hint = Whose advertisement it is. Leave it empty for a spot of the newsroom’s own: it fills what nobody has booked.
spot-lang = Language (such as en or zh-Hant)
spot-headline = Headline
spot-words = Words below it
spot-link = Link
spot-said = What the voice says
spot-said-hint = Half a minute at most; leave it empty for a spot that is only shown. That it is an advertisement is said before it. Saving has it spoken again.
add-spot = Add the spot
as-shown = As it is shown
as-heard = As it is heard
spot-voice-ready = can be heard
spot-voice-coming = the voice is being made
spot-voice-failed = could not be spoken
spot-voice-none = shown only
done-spot-added = The spot was added. Book it below: until then it stands nowhere.
done-spot-saved = Saved. If the voice says something, it is being made.
wrong-spot-partner = At most 60 letters.
wrong-spot-lang = A language tag such as en or zh-Hant.
wrong-spot-headline = At most 60 letters, of which a Chinese character is two.
wrong-spot-words = At most 140 letters, of which a Chinese character is two.
wrong-spot-link = An address such as https://example.org/, or a path of this site such as /products.
wrong-spot-picture = This file is no picture that can be read: JPEG, PNG, WebP, GIF or SVG, up to 20 MB.
wrong-spot-said = At most 400 letters, of which a Chinese character is two.
campaign = Campaign
campaigns = Campaigns
campaign-coming = to come
campaign-running = running
campaign-paused = paused
campaign-used-up = used up
campaign-ended = ended
until-ended = until it is ended
counted = { $count ->
    [one] once seen or heard
   *[other] { $count } times seen or heard
    }
counted-of = { $counted } of { $budget } seen or heard
book-it = Book it
book = Book
booking = Booking
first-day = First day
last-day = Last day
days-hint = Both days are whole, in { $zone }. Without a last day it runs until somebody ends it.
placements = Where it stands
placement = Where
placement-article = below stories
placement-front = on the front page
placement-section = on pages of sections
placement-before = spoken before the first story
placement-between = spoken between stories
in-sections = Only in these sections
in-publications = Only in these publications
sections-hint = None chosen: in all of them, and on the front page.
cap = For one listener in a day
budget = In all
weight = Weight (1–100)
cap-hint = Leave the first two empty for no limit. What is booked in all is spread over the days, and needs a last day. A campaign of weight 2 comes twice as often as one of weight 1.
report = Report
report-day = Day
report-all = All
report-none = Nobody has seen or heard it yet.
showings = Seen
hearings = Heard
heard-quarter = a quarter
heard-half = half
heard-three-quarters = three quarters
heard-whole = to the end
heard-time = Time heard
report-hint = Seen: at least half of it stood in the window for one second. Heard: at least one second of it was played, with the sound on. Each showing and hearing is counted once; machines are not counted, and nobody is followed.
stopping = Stop it
pause-campaign = Pause
resume-campaign = Go on
end-campaign = End it
end-hint = It cannot be begun again; its report stays.
done-campaign-booked = Booked.
done-campaign-saved = Saved.
done-campaign-paused = Paused: it stands nowhere until it goes on.
done-campaign-resumed = It goes on.
done-campaign-ended = Ended.
refused-campaign-too-many = Too many campaigns are open. End some that are over.
refused-campaign-ended = It was ended. Book the spot once more.
refused-campaign-not-running = It is paused already, or was ended.
refused-campaign-not-paused = It is not paused.
wrong-campaign-first_day = A day, at most ten years from now.
wrong-campaign-last_day = Not before the first day; or leave it empty.
wrong-campaign-placements = Choose at least one.
wrong-campaign-sections = Choose of the list.
wrong-campaign-publications = Choose of the list.
wrong-campaign-cap = From 1 to 100, or nothing.
wrong-campaign-budget = A whole number, and a last day; or nothing.
wrong-campaign-weight = From 1 to 100.
