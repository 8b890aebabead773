#include "drivers/ld3320.hpp"

#include <algorithm>
#include <array>

#include "core/exit_code.hpp"
#include "drivers/gpio/open_gpio.hpp"
#include "drivers/spi/open_spi.hpp"

namespace seqboard {

namespace {

using std::chrono::milliseconds;
using Action = Ld3320Step::Action;
using Register = Ld3320Register;

constexpr std::size_t kAccessBytes = 3;
constexpr Duration kPollTime = milliseconds{8};  // that a poll's transfers take, of which `now` knows nothing
constexpr Duration kBetweenLooks = milliseconds{100};
constexpr Duration kLongestFull = std::chrono::seconds{2};  // the queue's 2 kB last for one at 16 kbit/s
constexpr int kBatchesPerPoll = 4;

using Access = std::array<std::uint8_t, kAccessBytes>;
constexpr Ld3320Step write_step(Register which, std::uint8_t value) { return {.action = Action::kWrite, .which = which, .value = value}; }

void check(const Ld3320Config& config) {
    if (config.crystal_hz < 2'000'000 || config.crystal_hz > 34'000'000)
        throw StartError{ExitCode::kConfig,
                         "LD3320: a crystal of " + std::to_string(config.crystal_hz) + " Hz; expected 2000000 to 34000000"};
    if (config.listen_s < 1 || config.listen_s > 60)
        throw StartError{ExitCode::kConfig, "LD3320: to listen for " + std::to_string(config.listen_s) + " s; expected 1 to 60"};
    check_phrases(config.phrases);
}

Ld3320Ports ports_of(const Ld3320Wiring& wiring, const Ld3320Config& config) {
    check(config);
    Ld3320Ports ports;
    ports.bus = open_spi(wiring.spi, kLd3320Spi);
    ports.reset = open_gpio(wiring.gpio, {.lines = {wiring.reset}, .output = true, .initial = 0, .consumer = "ld3320 reset"});
    if (!wiring.interrupt.empty())
        ports.interrupt = open_gpio(wiring.gpio, {.lines = {wiring.interrupt}, .active_low = true, .pull_up = true, .consumer = "ld3320"});
    return ports;
}

}  // namespace

Ld3320::Ld3320(const Ld3320Wiring& wiring, const Ld3320Config& config) : Ld3320{ports_of(wiring, config), config} {}

Ld3320::Ld3320(Ld3320Ports ports, const Ld3320Config& config)
    : ports_{std::move(ports)}, longest_listening_{std::chrono::seconds{config.listen_s + 2}} {
    check(config);
    listening_ = listening_script(config), playing_ = playing_script(config);
    for (const Ld3320Phrase& phrase : config.phrases) indices_.set(phrase.index);
}

Ld3320::~Ld3320() { ports_.reset->set(0, 1); }

void Ld3320::listen() noexcept { begin(listening_, Ld3320State::kListening); }

void Ld3320::play(std::span<const std::uint8_t> clip) noexcept {
    clip_ = clip;
    data_full_ = is_playing_ = is_ending_ = false;
    begin(playing_, Ld3320State::kPlaying);
}

void Ld3320::begin(std::span<const Ld3320Step> script, Ld3320State then) noexcept {
    script_ = script;
    since_.reset();
    state_ = Ld3320State::kStarting, then_ = then;
    fault_ = ports_.bus->reopen() ? Ld3320Fault::kNone : Ld3320Fault::kGone;
}

Ld3320Event Ld3320::poll(Time now) noexcept {
    switch (state_) {
        case Ld3320State::kStarting: {
            if (fault_ != Ld3320Fault::kNone) return fail(fault_);
            const Progress progress = run(now);
            if (progress == Progress::kFailed) return fail(fault_);
            if (progress == Progress::kDone) state_ = then_, looked_ = now, since_ = now;
            return Ld3320Event::kNone;
        }
        case Ld3320State::kListening: return look_for_phrase(now);
        case Ld3320State::kPlaying: return is_ending_ ? look_for_end(now) : feed(now);
        default: return Ld3320Event::kNone;
    }
}

Ld3320::Progress Ld3320::run(Time now) noexcept {
    while (!script_.empty()) {
        if (script_.front().action == Action::kWrite) {
            if (!write_some()) return Progress::kFailed;
            continue;
        }
        if (const Progress progress = do_step(script_.front(), now); progress != Progress::kDone) return progress;
        since_.reset();
        script_ = script_.subspan(1);
    }
    return Progress::kDone;
}

Ld3320::Progress Ld3320::do_step(const Ld3320Step& step, Time now) noexcept {
    if (step.action == Action::kAwaitIdle) return await_idle(now);
    if (step.action == Action::kPause) {
        if (!since_) since_ = now;
        return now - *since_ >= step.pause + kPollTime ? Progress::kDone : Progress::kWaits;
    }
    if (step.action == Action::kExpect) {
        const auto value = read(step.which);
        fault_ = !value ? Ld3320Fault::kGone : *value != step.value ? Ld3320Fault::kSilent : Ld3320Fault::kNone;
    } else if (!ports_.reset->set(step.action == Action::kResetHigh ? 1 : 0, 1)) {
        fault_ = Ld3320Fault::kGone;
    }
    return fault_ == Ld3320Fault::kNone ? Progress::kDone : Progress::kFailed;
}

Ld3320::Progress Ld3320::await_idle(Time now) noexcept {
    if (!since_) since_ = now;
    const auto status = read(Register::kStatus);
    if (status == kLd3320Idle) return Progress::kDone;
    if (status && now - *since_ < kLd3320Patience) return Progress::kWaits;
    fault_ = status ? Ld3320Fault::kBusy : Ld3320Fault::kGone;
    return Progress::kFailed;
}

/// The script's next steps as far as they are writes, in one transfer.
bool Ld3320::write_some() noexcept {
    const auto end = std::find_if(script_.begin(), script_.end(), [](const Ld3320Step& step) { return step.action != Action::kWrite; });
    const std::size_t count = std::min(static_cast<std::size_t>(end - script_.begin()), SpiBus::kMostSegments);
    if (!write(script_.first(count))) return false;
    script_ = script_.subspan(count);
    return true;
}

bool Ld3320::write(std::span<const Ld3320Step> steps) noexcept {
    std::array<Access, SpiBus::kMostSegments> accesses;
    std::array<SpiSegment, SpiBus::kMostSegments> segments;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        accesses[i] = {kLd3320Write, static_cast<std::uint8_t>(steps[i].which), steps[i].value};
        segments[i] = {.write = accesses[i], .deselect = true};
    }
    if (ports_.bus->transfer(std::span{segments}.first(steps.size())) == SpiOutcome::kDone) return true;
    fault_ = Ld3320Fault::kGone;
    return false;
}

std::optional<std::uint8_t> Ld3320::read(Ld3320Register which) noexcept {
    const Access question{kLd3320Read, static_cast<std::uint8_t>(which), 0};
    Access answer{};
    if (ports_.bus->transfer(std::array{SpiSegment{.write = question, .read = answer}}) != SpiOutcome::kDone) return std::nullopt;
    return answer[2];
}

/// The interrupt tells; without one, or when it was lost, a look now and then does.
bool Ld3320::is_due(Time now) noexcept {
    const auto level = ports_.interrupt ? ports_.interrupt->levels() : std::nullopt;
    if (!(level && *level != 0) && now - looked_ < kBetweenLooks) return false;
    looked_ = now;
    return true;
}

/// The chip has news: its line is low until the flags are cleared, or it is off.
void Ld3320::check_interrupt() noexcept {
    const auto level = ports_.interrupt ? ports_.interrupt->levels() : std::nullopt;
    if (level && *level == 0) ++counts_.missed_interrupts;
}

Ld3320Event Ld3320::look_for_phrase(Time now) noexcept {
    if (now - *since_ > longest_listening_) return fail(Ld3320Fault::kBusy);
    if (!is_due(now)) return Ld3320Event::kNone;
    const auto flags = read(Register::kInterruptFlags);
    if (!flags) return fail(Ld3320Fault::kGone);
    if (*flags == 0xff) return fail(Ld3320Fault::kSilent);
    if ((*flags & kLd3320InternalError) != 0) return fail(Ld3320Fault::kInternal);
    if ((*flags & kLd3320Ended) == 0) return Ld3320Event::kNone;
    check_interrupt();
    const auto status = read(Register::kStatus), verdict = read(Register::kVerdict);
    const auto candidates = read(Register::kCandidates), best = read(Register::kBest);
    if (!status || !verdict || !candidates || !best) return fail(Ld3320Fault::kGone);
    const bool is_heard = status == kLd3320Idle && verdict == kLd3320Heard && *candidates >= 1 && *candidates <= 4 && indices_.test(*best);
    if (!is_heard) return ++counts_.nothing_heard, finish(Ld3320Event::kNothingHeard);
    heard_index_ = *best;
    ++counts_.heard;
    return finish(Ld3320Event::kHeard);
}

Ld3320Event Ld3320::feed(Time now) noexcept {
    const auto status = read(Register::kFifoStatus);
    if (!status) return fail(Ld3320Fault::kGone);
    if (*status == 0xff) return fail(Ld3320Fault::kSilent);
    data_full_ = (*status & kLd3320DataFull) != 0;
    if (!data_full_) since_ = now;
    else if (now - *since_ > kLongestFull) return fail(Ld3320Fault::kBusy);
    for (int batch = 0; batch < kBatchesPerPoll && !data_full_ && !clip_.empty(); ++batch)
        if (!feed_batch()) return fail(Ld3320Fault::kGone);
    if (!is_playing_ && (data_full_ || clip_.empty())) {
        if (!write(start_of_play())) return fail(Ld3320Fault::kGone);
        is_playing_ = true;
    }
    if (!clip_.empty()) return Ld3320Event::kNone;
    if (!write(std::array{write_step(Register::kStop, 0x01), write_step(Register::kInterrupts, 0x10)})) return fail(Ld3320Fault::kGone);
    is_ending_ = true;
    since_ = looked_ = now;
    return Ld3320Event::kNone;
}

/// Assumes that the full flag shows at the host's mark, 0x377 of the queue's 0x7f0 bytes: then a batch fits whenever it did not show
/// before it. Not in the maker's texts, and not yet seen on a chip.
bool Ld3320::feed_batch() noexcept {
    constexpr std::size_t kMostWrites = SpiBus::kMostSegments - 1;
    const std::size_t count = std::min(clip_.size(), kMostWrites);
    std::array<Access, SpiBus::kMostSegments> accesses;
    std::array<SpiSegment, SpiBus::kMostSegments> segments;
    for (std::size_t i = 0; i < count; ++i) {
        accesses[i] = {kLd3320Write, static_cast<std::uint8_t>(Register::kFifoData), clip_[i]};
        segments[i] = {.write = accesses[i], .deselect = true};
    }
    Access answer{};
    accesses[count] = {kLd3320Read, static_cast<std::uint8_t>(Register::kFifoStatus), 0};
    segments[count] = {.write = accesses[count], .read = answer};
    if (ports_.bus->transfer(std::span{segments}.first(count + 1)) != SpiOutcome::kDone) return false;
    data_full_ = (answer[2] & kLd3320DataFull) != 0;
    clip_ = clip_.subspan(count);
    return true;
}

Ld3320Event Ld3320::look_for_end(Time now) noexcept {
    if (now - *since_ > 2 * kLongestFull) return fail(Ld3320Fault::kBusy);
    if (!is_due(now)) return Ld3320Event::kNone;
    const auto candidates = read(Register::kCandidates);
    if (!candidates) return fail(Ld3320Fault::kGone);
    if (*candidates == 0xff) return fail(Ld3320Fault::kSilent);
    if ((*candidates & kLd3320Played) == 0) return Ld3320Event::kNone;
    check_interrupt();
    ++counts_.played;
    return finish(Ld3320Event::kPlayed);
}

/// In reset the chip neither listens nor plays nor interrupts.
Ld3320Event Ld3320::finish(Ld3320Event event) noexcept {
    state_ = Ld3320State::kOff;
    if (!ports_.reset->set(0, 1)) return fail(Ld3320Fault::kGone);
    return event;
}

Ld3320Event Ld3320::fail(Ld3320Fault fault) noexcept {
    fault_ = fault;
    state_ = Ld3320State::kFailed;
    ++counts_.faults;
    ports_.reset->set(0, 1);
    return Ld3320Event::kFailed;
}

const char* text_of(Ld3320Fault fault) noexcept {
    switch (fault) {
        case Ld3320Fault::kNone: return "is in order";
        case Ld3320Fault::kGone: return "has lost its bus or its lines";
        case Ld3320Fault::kSilent: return "does not answer";
        case Ld3320Fault::kBusy: return "has hung";
        case Ld3320Fault::kInternal: return "says that it has failed";
    }
    return "";
}

}  // namespace seqboard
