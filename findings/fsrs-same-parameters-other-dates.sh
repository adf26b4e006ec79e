#!/usr/bin/env bash
# py-fsrs 6.3.2 and ts-fsrs 5.2.3: the same parameters and answers, no fuzz, no learning steps, and other dates.
#
# Both ship the same 21 parameters and agree on the memory after a first answer to all digits. ts-fsrs then keeps the
# buttons at least a day apart (Hard later than Again, Good later than Hard), py-fsrs rounds each interval by itself:
# a first Good comes back after 3 days there and after 2 days here. The later review makes the memory stronger, so the
# two drift apart: four times Good on the day it is due ends at 196 days against 163. Where nothing is pushed (a first
# Easy), they agree. Who moves a person's history from a page to a bot moves their dates, too.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet fsrs==6.3.2
npm install --silent --no-audit --no-fund --prefix "$folder" ts-fsrs@5.2.3 >/dev/null
cat > seen.py <<'PY'
import json
from datetime import datetime, timezone

from fsrs import Card, Rating, Scheduler

NOON = datetime(2026, 1, 1, 12, tzinfo=timezone.utc)
scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False, desired_retention=0.9)
seen = {"parameters": list(scheduler.parameters)}
for name, ratings in {"good": [3, 3, 3, 3], "hard": [2], "again": [1], "easy": [4, 3]}.items():
    card, now, days, stabilities = Card(card_id=1), NOON, [], []
    for each in ratings:
        card, _ = scheduler.review_card(card, Rating(each), now)
        days.append((card.due - now).days)
        stabilities.append(round(card.stability, 4))
        now = card.due
    seen[name] = {"days": days, "stabilities": stabilities}
print(json.dumps(seen))
PY
cat > seen.mjs <<'JS'
import { createEmptyCard, fsrs, generatorParameters } from "ts-fsrs";

const parameters = generatorParameters({
  enable_fuzz: false, enable_short_term: false, request_retention: 0.9, learning_steps: [], relearning_steps: [],
});
const seen = { parameters: [...parameters.w] };
for (const [name, ratings] of Object.entries({ good: [3, 3, 3, 3], hard: [2], again: [1], easy: [4, 3] })) {
  const scheduler = fsrs(parameters);
  let now = new Date("2026-01-01T12:00:00Z");
  let card = createEmptyCard(now);
  seen[name] = { days: [], stabilities: [] };
  for (const rating of ratings) {
    card = scheduler.next(card, now, rating).card;
    seen[name].days.push(card.scheduled_days);
    seen[name].stabilities.push(Math.round(card.stability * 1e4) / 1e4);
    now = new Date(card.due);
  }
}
console.log(JSON.stringify(seen));
JS
venv/bin/python seen.py > py.json
node seen.mjs > ts.json
python3 - <<'PY'
import json

py, ts = (json.load(open(name)) for name in ("py.json", "ts.json"))
for name in ("good", "hard", "again", "easy"):
    print(f"{name:6} py-fsrs {py[name]['days']}  ts-fsrs {ts[name]['days']}")
assert py["parameters"] == ts["parameters"]
assert py["good"]["stabilities"][0] == ts["good"]["stabilities"][0] == 2.3065
assert (py["good"]["days"], ts["good"]["days"]) == ([2, 11, 46, 163], [3, 14, 57, 196])
assert (py["hard"]["days"], ts["hard"]["days"]) == ([1], [2])
assert (py["again"]["days"], ts["again"]["days"]) == ([1], [1])
assert py["easy"]["days"] == ts["easy"]["days"]
PY
