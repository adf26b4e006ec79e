## Community answers, under examples

community-by = Another candidate's answer, approved by a coach. Its writer isn't named.
community-own = Your own answer. Others see it without your name.
community-gone = That community answer isn't shown any more. Here is the page beside it.
community-report = Report this answer? As soon as two people have reported it, it's hidden until a coach has looked. No one learns who reported it.
community-reported = You reported that answer. No one is told that it was you.
button-helpful = Helpful
button-not-for-me = Not for me
button-report = Report
button-reported = Reported
button-report-it = Report it
error-not-shown = That community answer isn't shown any more. Type `/example` to see the ones that are.
error-own-answer-shown = That answer is your own. You can change or withdraw it with `/shared`.

## Reported answers, for coaches

shared-card-reported = 🚩 Two candidates reported this answer { $at }, so no one sees it until a coach has looked. If nothing is wrong with it, show it again. If something is, decline it, and its writer reads why.
shared-card-waits-behind = Its writer has written a new version. It comes here once you have decided about this one.
button-share-show-again = Show again
form-share-why-reported = Why isn't it shown any more?
error-not-reported = Another coach has looked at these reports already. There's nothing left to decide here.
