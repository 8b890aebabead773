#include "drivers/ld3320_script.hpp"

#include <chrono>

namespace seqboard {

namespace {

using std::chrono::milliseconds;
using Action = Ld3320Step::Action;
using Register = Ld3320Register;
using Script = std::vector<Ld3320Step>;

constexpr Ld3320Step write(Register which, std::uint8_t value) { return {.action = Action::kWrite, .which = which, .value = value}; }
constexpr Ld3320Step pause(milliseconds duration) { return {.action = Action::kPause, .pause = duration}; }

void append(Script& script, std::initializer_list<Ld3320Step> steps) { script.insert(script.end(), steps); }

void append_wake_up(Script& script, const Ld3320Clocks& clocks) {
    append(script, {{.action = Action::kResetLow}, pause(milliseconds{2}), {.action = Action::kResetHigh}, pause(milliseconds{2})});
    append(script, {write(Register::kCommand, 0x35), pause(milliseconds{10}), write(Register::kAnalog2, 0x03), pause(milliseconds{5})});
    append(script, {write(Register::kPower, 0x43), pause(milliseconds{5}), write(Register::kReserved1, 0x02)});
    append(script, {write(Register::kClock1, clocks[0]), write(Register::kConverterControl, 0x00), write(Register::kClock2, clocks[1]),
                    write(Register::kClock3, clocks[2]), write(Register::kClock4, clocks[3])});
    append(script, {{.action = Action::kExpect, .which = Register::kClock3, .value = clocks[2]}, pause(milliseconds{10})});
    append(script, {write(Register::kSleep, 0x04), write(Register::kCommand, 0x4c), pause(milliseconds{5})});
    append(script, {write(Register::kPhraseLength, 0x00), write(Register::kPower, 0x4f), write(Register::kPowerUp, 0xff)});
}

void append_clear(Script& script, std::uint8_t queue) {
    append(script, {write(Register::kFifoClear, queue), pause(milliseconds{2}), write(Register::kFifoClear, 0x00), pause(milliseconds{2})});
}

void append_phrase(Script& script, const Ld3320Phrase& phrase) {
    append(script, {{.action = Action::kAwaitIdle}, write(Register::kPhraseIndex, phrase.index), write(Register::kPhraseReserved, 0x00)});
    append_clear(script, 0x04);
    for (const char letter : phrase.pinyin) script.push_back(write(Register::kFifoText, static_cast<std::uint8_t>(letter)));
    append(script, {write(Register::kPhraseLength, static_cast<std::uint8_t>(phrase.pinyin.size())), write(Register::kStatus, 0xff),
                    write(Register::kTask, 0x04)});
}

void append_start(Script& script, const Ld3320Config& config) {
    append(script, {write(Register::kMicrophoneGain, config.microphone_gain), write(Register::kVoiceThreshold, config.voice_threshold),
                    write(Register::kListenTime, config.listen_s), write(Register::kConverter, 0x09), write(Register::kMode, 0x20)});
    append_clear(script, 0x01);
    append(script, {{.action = Action::kAwaitIdle}, write(Register::kStatus, 0xff), write(Register::kTask, 0x06), pause(milliseconds{5})});
    append(script, {write(Register::kConverter, 0x0b), write(Register::kInterrupts, 0x10), write(Register::kMode, 0x00)});
}

}  // namespace

Script listening_script(const Ld3320Config& config) {
    Script script;
    append_wake_up(script, listening_clocks(config.crystal_hz));
    append(script, {write(Register::kMode, 0x00), write(Register::kCommand, 0x48), pause(milliseconds{10})});
    append(script, {write(Register::kTextBeginLow, 0x80), write(Register::kTextBeginHigh, 0x07), write(Register::kTextEndLow, 0xff),
                    write(Register::kTextEndHigh, 0x07), write(Register::kTextHostMarkLow, 0x00), write(Register::kTextHostMarkHigh, 0x08),
                    write(Register::kTextChipMarkLow, 0x00), write(Register::kTextChipMarkHigh, 0x08), pause(milliseconds{100})});
    for (const Ld3320Phrase& phrase : config.phrases) append_phrase(script, phrase);
    script.push_back(pause(milliseconds{10}));
    append_start(script, config);
    return script;
}

Script playing_script(const Ld3320Config& config) {
    constexpr std::uint8_t kQuietest = 15;
    const auto volume = static_cast<std::uint8_t>(((kQuietest - config.volume) & 0x0f) << 2);
    Script script;
    append_wake_up(script, playing_clocks(config.crystal_hz));
    append(script, {write(Register::kMode, 0x02), write(Register::kCommand, 0x48), pause(milliseconds{10})});
    append(script,
           {write(Register::kFeedback, 0x52), write(Register::kLineOut, 0x00), write(Register::kHeadphoneLeft, 0x00),
            write(Register::kHeadphoneRight, 0x00), pause(milliseconds{2}), write(Register::kSpeaker, 0xff), write(Register::kGain, 0xff),
            pause(milliseconds{2}), write(Register::kAnalog1, 0xff), write(Register::kAnalog2, 0xff), pause(milliseconds{2})});
    append(script, {write(Register::kDataBeginLow, 0x00), write(Register::kDataBeginHigh, 0x00), write(Register::kDataEndLow, 0xef),
                    write(Register::kDataEndHigh, 0x07), write(Register::kDataHostMarkLow, 0x77), write(Register::kDataHostMarkHigh, 0x03),
                    write(Register::kDataChipMarkLow, 0xbb), write(Register::kDataChipMarkHigh, 0x01)});
    append(script, {write(Register::kSpeaker, volume | 0xc3), write(Register::kAnalog1, 0x78)});
    return script;
}

std::span<const Ld3320Step> start_of_play() noexcept {
    static constexpr std::array kSteps = {write(Register::kCandidates, 0x00),     write(Register::kCommand, 0x48),
                                          write(Register::kPlay, 0x01),           write(Register::kInterrupts, 0x04),
                                          write(Register::kFifoInterrupts, 0x01), write(Register::kFeedback, 0x5a)};
    return kSteps;
}

}  // namespace seqboard
