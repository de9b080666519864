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
sign-in-how = Ask for a new one-time link on the machine that runs the newsroom:
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
