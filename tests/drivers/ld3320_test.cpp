// The driver with the chip's model: what it writes, what it hears, how it plays, what it does with faults.
#include "drivers/ld3320.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "core/exit_code.hpp"
#include "tests/drivers/ld3320_world.hpp"

using namespace seqboard;
using namespace std::chrono_literals;
using sim::VoiceFault;
using Bytes = std::vector<std::uint8_t>;

namespace {

struct World : testing::Ld3320World {
    Ld3320 voice{wiring, {.phrases = {{3, "qian jin"}, {7, "ting"}}}};
    Time now{100s};

    /// Polls every 10 ms until something happens, or the time is over.
    Ld3320Event run(Duration duration) {
        for (Duration passed{}; passed < duration; passed += 10ms) {
            now += 10ms;
            const Ld3320Event event = voice.poll(now);
            pass(10ms);
            if (event != Ld3320Event::kNone) return event;
        }
        return Ld3320Event::kNone;
    }
    void listen() {
        voice.listen();
        REQUIRE(run(600ms) == Ld3320Event::kNone);
        REQUIRE(voice.state() == Ld3320State::kListening);
    }
};

Bytes clip(std::size_t size) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(i * 7 + i / 256);
    return bytes;
}

std::string refusal(const Ld3320Config& config) {
    testing::Ld3320World world;
    try {
        const Ld3320 voice{world.wiring, config};
    } catch (const StartError& error) {
        CHECK(error.code() == ExitCode::kConfig);
        return error.what();
    }
    return "";
}

}  // namespace

TEST_CASE("ld3320: from the reset to listening, register by register") {
    World world;
    world.listen();
    std::vector<std::pair<int, int>> written;
    for (const auto& [which, value] : world.model.writes()) written.emplace_back(static_cast<int>(which), value);
    const std::vector<std::pair<int, int>> expected = {// reset, wake up, clocks of 22.1184 MHz: 10 is 0x0a, 63 is 22.1184 * 32 / 11 - 0.51
                                                       {0x17, 0x35},
                                                       {0x89, 0x03},
                                                       {0xcf, 0x43},
                                                       {0xcb, 0x02},
                                                       {0x11, 0x0a},
                                                       {0x1e, 0x00},
                                                       {0x19, 0x3f},
                                                       {0x1b, 0x48},
                                                       {0x1d, 0x1f},
                                                       {0xcd, 0x04},
                                                       {0x17, 0x4c},
                                                       {0xb9, 0x00},
                                                       {0xcf, 0x4f},
                                                       {0x6f, 0xff},
                                                       // recognition
                                                       {0xbd, 0x00},
                                                       {0x17, 0x48},
                                                       {0x3c, 0x80},
                                                       {0x3e, 0x07},
                                                       {0x38, 0xff},
                                                       {0x3a, 0x07},
                                                       {0x40, 0x00},
                                                       {0x42, 0x08},
                                                       {0x44, 0x00},
                                                       {0x46, 0x08},
                                                       // "qian jin" is 3
                                                       {0xc1, 3},
                                                       {0xc3, 0},
                                                       {0x08, 4},
                                                       {0x08, 0},
                                                       {0x05, 'q'},
                                                       {0x05, 'i'},
                                                       {0x05, 'a'},
                                                       {0x05, 'n'},
                                                       {0x05, ' '},
                                                       {0x05, 'j'},
                                                       {0x05, 'i'},
                                                       {0x05, 'n'},
                                                       {0xb9, 8},
                                                       {0xb2, 0xff},
                                                       {0x37, 0x04},
                                                       // "ting" is 7
                                                       {0xc1, 7},
                                                       {0xc3, 0},
                                                       {0x08, 4},
                                                       {0x08, 0},
                                                       {0x05, 't'},
                                                       {0x05, 'i'},
                                                       {0x05, 'n'},
                                                       {0x05, 'g'},
                                                       {0xb9, 4},
                                                       {0xb2, 0xff},
                                                       {0x37, 0x04},
                                                       // listen
                                                       {0x35, 0x43},
                                                       {0xb3, 0x12},
                                                       {0xb8, 20},
                                                       {0x1c, 0x09},
                                                       {0xbd, 0x20},
                                                       {0x08, 1},
                                                       {0x08, 0},
                                                       {0xb2, 0xff},
                                                       {0x37, 0x06},
                                                       {0x1c, 0x0b},
                                                       {0x29, 0x10},
                                                       {0xbd, 0x00}};
    CHECK(written == expected);
    CHECK(world.model.phrases().size() == 2);
}

TEST_CASE("ld3320: clocks are computed for other crystals") {
    CHECK(listening_clocks(22'118'400) == Ld3320Clocks{10, 63, 0x48, 0x1f});
    CHECK(listening_clocks(24'000'000) == Ld3320Clocks{11, 63, 0x48, 0x1f});
    CHECK(listening_clocks(4'000'000) == Ld3320Clocks{1, 63, 0x48, 0x1f});
    CHECK(playing_clocks(22'118'400) == Ld3320Clocks{10, 0x0f, 0x18, 43});
    CHECK(playing_clocks(24'000'000) == Ld3320Clocks{11, 0x0f, 0x18, 44});
}

TEST_CASE("ld3320: a phrase that is said is heard, and listening starts anew when told") {
    World world;
    CHECK(world.run(100ms) == Ld3320Event::kNone);
    world.listen();
    CHECK(world.run(1s) == Ld3320Event::kNone);
    for (const std::uint8_t index : {std::uint8_t{7}, std::uint8_t{3}}) {
        REQUIRE(world.model.say(index));
        CHECK(world.run(20ms) == Ld3320Event::kHeard);
        CHECK(world.voice.heard_index() == index);
        CHECK(world.voice.state() == Ld3320State::kOff);
        CHECK(world.run(100ms) == Ld3320Event::kNone);
        CHECK_FALSE(world.model.say(index));
        world.listen();
    }
    CHECK(world.voice.counts().heard == 2);
    CHECK(world.voice.counts().missed_interrupts == 0);
}

TEST_CASE("ld3320: noise, and a minute without a word, are nothing heard") {
    World world;
    world.listen();
    REQUIRE(world.model.say(200));
    CHECK(world.run(20ms) == Ld3320Event::kNothingHeard);
    world.listen();
    world.model.give_up();
    CHECK(world.run(20ms) == Ld3320Event::kNothingHeard);
    CHECK(world.voice.counts().heard == 0);
    CHECK(world.voice.counts().nothing_heard == 2);
}

TEST_CASE("ld3320: a lost interrupt delays a phrase by a tenth of a second") {
    World world;
    world.model.set_fault(VoiceFault::kNoInterrupt);
    world.listen();
    REQUIRE(world.model.say(3));
    CHECK(world.run(130ms) == Ld3320Event::kHeard);
    CHECK(world.voice.counts().missed_interrupts == 1);
}

TEST_CASE("ld3320: no interrupt line is needed") {
    testing::Ld3320World wired;
    wired.wiring.interrupt.clear();
    Ld3320 voice{wired.wiring, {.phrases = {{3, "qian jin"}}}};
    voice.listen();
    Time now{100s};
    for (int i = 0; i < 60; ++i) voice.poll(now += 10ms), wired.pass(10ms);
    REQUIRE(wired.model.say(3));
    Ld3320Event event{};
    for (int i = 0; i < 13 && event == Ld3320Event::kNone; ++i) event = voice.poll(now += 10ms);
    CHECK(event == Ld3320Event::kHeard);
}

TEST_CASE("ld3320: a chip that does not answer, hangs or has failed is told apart, and can be started again") {
    World world;
    world.model.set_fault(VoiceFault::kUnplugged);
    world.voice.listen();
    CHECK(world.run(1s) == Ld3320Event::kFailed);
    CHECK(world.voice.fault() == Ld3320Fault::kSilent);
    world.model.set_fault(VoiceFault::kStuckBusy);
    world.voice.listen();
    CHECK(world.run(1s) == Ld3320Event::kFailed);
    CHECK(world.voice.fault() == Ld3320Fault::kBusy);
    world.model.set_fault(VoiceFault::kNone);
    world.listen();
    world.model.set_fault(VoiceFault::kInternalError);
    CHECK(world.run(20ms) == Ld3320Event::kFailed);
    CHECK(world.voice.fault() == Ld3320Fault::kInternal);
    CHECK(world.run(1s) == Ld3320Event::kNone);
    world.model.set_fault(VoiceFault::kNone);
    world.listen();
    world.model.set_fault(VoiceFault::kUnplugged);
    CHECK(world.run(130ms) == Ld3320Event::kFailed);
    CHECK(world.voice.fault() == Ld3320Fault::kSilent);
    CHECK(world.voice.counts().faults == 4);
}

TEST_CASE("ld3320: a bus that goes is told, and is found again when it is back") {
    World world;
    world.listen();
    world.chip.reset();
    CHECK(world.run(130ms) == Ld3320Event::kFailed);
    CHECK(world.voice.fault() == Ld3320Fault::kGone);
    world.voice.listen();
    CHECK(world.run(20ms) == Ld3320Event::kFailed);
    world.chip = world.make();
    world.listen();
}

TEST_CASE("ld3320: a chip that never ends listening has hung") {
    World world;
    world.listen();
    world.model.set_fault(VoiceFault::kStuckBusy);
    CHECK(world.run(21s) == Ld3320Event::kNone);
    CHECK(world.run(2s) == Ld3320Event::kFailed);
    CHECK(world.voice.fault() == Ld3320Fault::kBusy);
}

TEST_CASE("ld3320: a chip in order gives up after the time that it was told") {
    World world;
    world.listen();
    CHECK(world.run(19s) == Ld3320Event::kNone);
    CHECK(world.run(2s) == Ld3320Event::kNothingHeard);
    CHECK(world.voice.counts().faults == 0);
}

TEST_CASE("ld3320: a clip is played whole, without a gap and without a lost byte") {
    World world;
    const Bytes data = clip(20'000);
    world.voice.play(data);
    CHECK(world.run(7s) == Ld3320Event::kPlayed);
    CHECK(world.voice.counts().missed_interrupts == 0);
    CHECK((world.model.played() == data));
    CHECK(world.model.dropouts() == 0);
    CHECK(world.model.lost_bytes() == 0);
    CHECK(world.voice.state() == Ld3320State::kOff);
}

TEST_CASE("ld3320: a clip shorter than the queue is played, too") {
    World world;
    const Bytes data = clip(100);
    world.voice.play(data);
    CHECK(world.run(1s) == Ld3320Event::kPlayed);
    CHECK((world.model.played() == data));
}

TEST_CASE("ld3320: the volume's scale is turned round for the chip") {
    for (const auto& [volume, expected] : {std::pair{15, 0xc3}, {12, 0xcf}, {0, 0xff}}) {
        const auto script = playing_script({.volume = static_cast<std::uint8_t>(volume)});
        CHECK(script[script.size() - 2].which == Ld3320Register::kSpeaker);
        CHECK(script[script.size() - 2].value == expected);
        CHECK(script.back().which == Ld3320Register::kAnalog1);
        CHECK(script.back().value == 0x78);
    }
}

TEST_CASE("ld3320: listening goes on after a clip, and a clip ends listening") {
    World world;
    world.listen();
    const Bytes data = clip(500);
    world.voice.play(data);
    CHECK_FALSE((world.run(50ms), world.model.say(3)));
    CHECK(world.run(2s) == Ld3320Event::kPlayed);
    world.listen();
    REQUIRE(world.model.say(3));
    CHECK(world.run(20ms) == Ld3320Event::kHeard);
}

TEST_CASE("ld3320: a chip that stops playing has hung") {
    World world;
    const Bytes data = clip(20'000);
    world.voice.play(data);
    REQUIRE(world.run(1s) == Ld3320Event::kNone);
    world.model.set_fault(VoiceFault::kStuckBusy);
    CHECK(world.run(5s) == Ld3320Event::kFailed);
    CHECK(world.voice.fault() == Ld3320Fault::kBusy);
}

TEST_CASE("ld3320: phrases that the chip cannot take are refused with the reason") {
    const auto phrase = [](const std::string& pinyin) { return refusal({.phrases = {{0, "ting"}, {1, pinyin}}}); };
    CHECK(phrase("qian jin").empty());
    CHECK(phrase("Qian jin") ==
          "LD3320 phrase 'Qian jin': expected the letters a to z and spaces, without tones (v stands for u with two dots); an example is "
          "'qian jin'");
    CHECK_THAT(phrase("qian  jin"), Catch::Contains("two spaces"));
    CHECK_THAT(phrase(" qian"), Catch::Contains("begins or ends with a space"));
    CHECK_THAT(phrase(""), Catch::Contains("empty"));
    CHECK_THAT(phrase("ting"), Catch::Contains("twice"));
    CHECK_THAT(phrase(std::string(51, 'a')), Catch::Contains("51 letters"));
    CHECK(phrase(std::string(50, 'a')).empty());
}

TEST_CASE("ld3320: one to fifty phrases, and a crystal that it takes") {
    std::vector<Ld3320Phrase> phrases;
    for (char first = 'a'; phrases.size() < 50; ++first)
        for (char second = 'a'; second <= 'z' && phrases.size() < 50; ++second) phrases.push_back({0, {first, second}});
    CHECK(refusal({.phrases = phrases}).empty());
    phrases.push_back({0, "one too many"});
    CHECK_THAT(refusal({.phrases = phrases}), Catch::Contains("51 phrases"));
    CHECK_THAT(refusal({}), Catch::Contains("0 phrases"));
    CHECK_THAT(refusal({.listen_s = 61, .phrases = {{0, "ting"}}}), Catch::Contains("61 s"));
    CHECK_THAT(refusal({.crystal_hz = 1'000'000, .phrases = {{0, "ting"}}}), Catch::Contains("1000000 Hz"));
}
