// Hears the operator's commands and speaks about the road, with one LD3320.
#pragma once

#include <cmath>
#include <optional>
#include <utility>

#include "core/messages/ground.hpp"
#include "core/messages/range.hpp"
#include "core/messages/voice.hpp"
#include "core/node.hpp"
#include "drivers/gpio/pin_claims.hpp"
#include "drivers/ld3320.hpp"
#include "drivers/ld3320_self_test.hpp"
#include "nodes/announcer.hpp"
#include "nodes/clip_folder.hpp"
#include "nodes/phrase_table.hpp"

namespace seqboard {

/// Publishes VoiceCommand at every step. The chip does one thing at a time: while it speaks, and for half a second until it listens
/// again, it hears nothing. It is started anew after each phrase, when it gives up (`listen_s` without a word; one that does not has hung),
/// and twice a second while it fails. Faults and lost interrupts are counted. Without a folder of clips it only listens.
class VoiceNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{10};

    struct Io {
        Setup& setup;
        std::string spi = setup.param<std::string>("spi");          ///< /dev/spidev0.0 or emulated:SOCKET
        std::string gpio = setup.param("gpio", "auto");             ///< as range_node's
        std::string reset = setup.param<std::string>("reset");      ///< line at the chip's RSTB
        std::string interrupt = setup.param("interrupt", "");       ///< line at its INTB; empty: it is asked ten times a second
        std::string phrases = setup.param<std::string>("phrases");  ///< see PhraseTable: "qian jin=forward; ting=stop"
        int crystal_hz = setup.param("crystal_hz", 22'118'400, {2'000'000, 34'000'000});
        int microphone_gain = setup.param("microphone_gain", 0x43, {0, 0x7f});  ///< 64 to 85 in a room, 16 to 47 where it is loud
        int voice_threshold = setup.param("voice_threshold", 0x12, {1, 80});    ///< lower hears more
        int volume = setup.param("volume", 12, {0, 15});                        ///< 15 is the loudest
        int listen_s = setup.param("listen_s", 20, {1, 60});  ///< then it is started anew: a chip that hangs is found no sooner
        std::string clips = setup.param("clips", "");         ///< folder, see ClipFolder; empty: silent
        Duration announce_gap = setup.param("announce_gap", std::chrono::seconds{8});
        Duration cliff_repeat = setup.param("cliff_repeat", std::chrono::seconds{10});
        Input<Range> range = setup.optional_input<Range>("range", std::chrono::milliseconds{500});
        Input<GroundContact> ground = setup.optional_input<GroundContact>("ground_contact", std::chrono::milliseconds{200});
        Output<VoiceCommand> command = setup.output<VoiceCommand>("voice_command");
    };

    explicit VoiceNode(Io io)
        : io_{std::move(io)},
          table_{io_.phrases},
          announcer_{io_.announce_gap, io_.cliff_repeat},
          chip_{{.spi = io_.spi, .gpio = io_.gpio, .reset = io_.reset, .interrupt = io_.interrupt},
                {.crystal_hz = static_cast<std::uint32_t>(io_.crystal_hz),
                 .microphone_gain = static_cast<std::uint8_t>(io_.microphone_gain),
                 .voice_threshold = static_cast<std::uint8_t>(io_.voice_threshold),
                 .volume = static_cast<std::uint8_t>(io_.volume),
                 .listen_s = static_cast<std::uint8_t>(io_.listen_s),
                 .phrases = table_.phrases()}} {
        if (!io_.clips.empty()) clips_.emplace(io_.clips);
        chip_.listen();
    }

    void step(const Tick& tick) {
        handle(chip_.poll(tick.now), tick.now);
        if (clips_) announce(tick.now);
        if (failed_at_ && tick.now - *failed_at_ >= kRetry) listen();
        tell_counts();
        command_.state = state();
        io_.command.write(command_);
    }

    static std::vector<PinClaim> pins(const Io& io) {
        return PinClaims{}.add("reset", io.gpio, io.reset, PinUse::kOutput).add("interrupt", io.gpio, io.interrupt, PinUse::kInput).all();
    }

    static constexpr auto kSelfTest = "one of the phrases said when it listens";
    SelfTest self_test(const SelfTestClock& clock) { return test_ld3320(chip_, clock); }

private:
    static constexpr Duration kRetry = std::chrono::milliseconds{500};

    void handle(Ld3320Event event, Time now) {
        if (event == Ld3320Event::kNone) {
            if (chip_.state() == Ld3320State::kListening && std::exchange(lost_, false))
                log_line(LogLevel::kInfo, "the LD3320 listens again");
            return;
        }
        if (event == Ld3320Event::kFailed) return fail(now);
        if (event == Ld3320Event::kHeard) hear(chip_.heard_index());
        listen();
    }

    void hear(std::uint8_t index) {
        const VoiceCode code = table_.code(index);
        if (code == VoiceCode::kNone) return;
        ++command_.count;
        command_.code = code;
        command_.index = index;
    }

    void tell_counts() {
        const Ld3320Counts& counts = chip_.counts();
        if (command_.missed_interrupts == 0 && counts.missed_interrupts > 0)
            log_line(LogLevel::kWarning,
                     "the LD3320 had news, and its interrupt line did not say so: is INTB wired? It is asked ten times a second");
        command_.faults = counts.faults;
        command_.missed_interrupts = counts.missed_interrupts;
    }

    void listen() {
        speaking_ = false;
        failed_at_.reset();
        chip_.listen();
    }

    void fail(Time now) {
        speaking_ = false;
        failed_at_ = now;
        if (!std::exchange(lost_, true))
            log_line(LogLevel::kWarning, "the LD3320 on %s %s; trying to start it again", io_.spi.c_str(), text_of(chip_.fault()));
    }

    /// A chip that fails is left to its next start, and the news wait for it.
    void announce(Time now) {
        const auto range = io_.range.read();
        if (range && std::abs(range->bearing_rad) <= kAhead_rad) ahead_m_ = range->range_m;
        if (!range) ahead_m_.reset();
        if (failed_at_ || lost_) return;
        const auto clip = announcer_.news({.ahead_m = ahead_m_, .cliff = cliff()}, speaking_, now);
        if (!clip) return;
        chip_.play((*clips_)[*clip]);
        speaking_ = true;
    }

    std::optional<bool> cliff() {
        const auto ground = io_.ground.read();
        if (!ground) return std::nullopt;
        bool any = false;
        for (const std::uint8_t sensor : ground->cliff) any = any || sensor != 0;
        return any;
    }

    VoiceState state() const {
        if (failed_at_) return VoiceState::kFailed;
        if (speaking_) return VoiceState::kSpeaking;
        return chip_.state() == Ld3320State::kListening ? VoiceState::kListening : VoiceState::kStarting;
    }

    static constexpr float kAhead_rad = 0.35f;

    Io io_;
    PhraseTable table_;
    Announcer announcer_;
    Ld3320 chip_;
    std::optional<ClipFolder> clips_;
    VoiceCommand command_;
    std::optional<float> ahead_m_;  ///< of the last beam that looked ahead
    std::optional<Time> failed_at_;
    bool speaking_ = false;
    bool lost_ = false;
};

}  // namespace seqboard
