#!/bin/sh
# Makes the clips that voice_node speaks: mono MP3 of 24 kbit/s. Wants espeak-ng and lame.
#   config/voice/make_clips.sh FOLDER [en|zh]
set -eu

folder=${1:?"usage: $0 FOLDER [en|zh]"}
language=${2:-en}

for program in espeak-ng lame; do
    command -v "$program" >/dev/null || { echo "$0: $program is missing; apt-get install espeak-ng lame" >&2; exit 1; }
done

case $language in
en) voice=en-us obstacle='obstacle within %d centimetres' cliff='careful, an edge' clear='the road is clear' ;;
zh) voice=cmn obstacle='前方%d厘米有障碍物' cliff='小心，前方有悬崖' clear='道路畅通' ;;
*) echo "$0: no language '$language'; expected en or zh" >&2; exit 64 ;;
esac

# $1: name of the clip, $2: what it says
say() {
    espeak-ng -v "$voice" -s 150 -w "$folder/$1.wav" "$2"
    lame --quiet -m m --resample 16 -b 24 "$folder/$1.wav" "$folder/$1.mp3"
    rm "$folder/$1.wav"
}

mkdir -p "$folder"
for distance in 10 20 30 40 50 60 70 80 90 100; do
    # shellcheck disable=SC2059  # the sentence is the format
    say "$(printf 'obstacle_%03d' "$distance")" "$(printf "$obstacle" "$distance")"
done
say cliff "$cliff"
say clear "$clear"
ls -l "$folder"
