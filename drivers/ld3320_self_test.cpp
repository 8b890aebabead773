#include "drivers/ld3320_self_test.hpp"

namespace seqboard {

namespace {

constexpr Duration kStep = std::chrono::milliseconds{10}, kStarting = std::chrono::seconds{5}, kListening = std::chrono::seconds{10};

const char* remedy(Ld3320Fault fault) {
    switch (fault) {
        case Ld3320Fault::kGone: return "; do the SPI device and both lines exist, and does nobody else hold them?";
        case Ld3320Fault::kSilent: return "; has it 3.3 V, is MD high and SPIS low, are clock, data, select and reset on the right pins?";
        case Ld3320Fault::kBusy: return "; is crystal_hz what its crystal says?";
        case Ld3320Fault::kInternal: return "; look at its supply, and take its power off for a second";
        case Ld3320Fault::kNone: break;
    }
    return "";
}

}  // namespace

SelfTest test_ld3320(Ld3320& chip, const SelfTestClock& clock) {
    SelfTest result;
    const auto poll = [&] {
        clock.pass(kStep);
        return chip.poll(clock.now());
    };
    const auto failed = [&] { return result.fail(std::string{"the chip "} + text_of(chip.fault()) + remedy(chip.fault())); };
    const Time began = clock.now();
    chip.listen();
    while (chip.state() == Ld3320State::kStarting && clock.now() - began < kStarting) poll();
    if (chip.state() == Ld3320State::kFailed) return failed(), result;
    result.check(chip.state() == Ld3320State::kListening, "it listens after %.1f s; expected below 5",
                 static_cast<double>(seconds_of(clock.now() - began)));
    for (Duration passed{}; passed < kListening && chip.state() == Ld3320State::kListening; passed += kStep) {
        const Ld3320Event event = poll();
        if (event == Ld3320Event::kNothingHeard) chip.listen(), result.note("it heard something, none of the phrases");
        while (chip.state() == Ld3320State::kStarting) poll();
    }
    if (chip.state() == Ld3320State::kFailed) return failed(), result;
    if (chip.counts().heard > 0) result.expect(true, sentence("it heard phrase %d", chip.heard_index()), "");
    else result.note("it heard no phrase; was one said, is the microphone connected, is microphone_gain right for the room?");
    return result;
}

}  // namespace seqboard
