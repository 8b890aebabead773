#include "nodes/sim/ld3320_model.hpp"

#include <algorithm>

namespace seqboard::sim {

namespace {

using Register = Ld3320Register;
constexpr Duration kTaskTime = std::chrono::milliseconds{3}, kWakeTime = std::chrono::milliseconds{5};
constexpr std::uint8_t kBusy = 0x20;

}  // namespace

Ld3320Model::Ld3320Model(EmulatedGpioBank& bank, std::size_t reset, std::size_t interrupt, std::uint32_t crystal_hz)
    : bank_{bank}, reset_{reset}, interrupt_{interrupt}, crystal_hz_{crystal_hz} {
    power_on();
}

void Ld3320Model::power_on() {
    registers_.fill(0);
    writes_.clear(), phrases_.clear(), letters_.clear(), queue_.clear();
    busy_ = Duration{};
    to_play_ = 0;
    awake_ = listening_ = false;
    bank_.drive(interrupt_, true, Time{});
}

void Ld3320Model::handle(const EmulatedGpioBank::Change& change) {
    const std::lock_guard lock{mutex_};
    if (change.line != reset_) return;
    in_reset_ = !change.high;
    if (in_reset_) power_on();
}

void Ld3320Model::set_fault(VoiceFault fault) {
    const std::lock_guard lock{mutex_};
    if (fault == fault_) return;
    if (fault_ == VoiceFault::kUnplugged) power_on();
    fault_ = fault;
    if (fault == VoiceFault::kInternalError) {
        at(Register::kInterruptFlags) |= kLd3320InternalError;
        interrupt();
    }
}

void Ld3320Model::step(Duration time) {
    const std::lock_guard lock{mutex_};
    if (in_reset_) return;
    if (busy_ > Duration::zero() && fault_ != VoiceFault::kStuckBusy && (busy_ -= time) <= Duration::zero()) settle();
    listen_on(time);
    if (at(Register::kPlay) != 1 || !awake_ || fault_ == VoiceFault::kStuckBusy) return;
    to_play_ += kBytesPerSecond * seconds_of(time);
    const auto count = static_cast<std::ptrdiff_t>(std::min(to_play_, static_cast<float>(queue_.size())));
    played_.insert(played_.end(), queue_.begin(), queue_.begin() + count);
    queue_.erase(queue_.begin(), queue_.begin() + count);
    to_play_ -= static_cast<float>(count);
    if (!queue_.empty()) return;
    to_play_ = 0;
    if (at(Register::kStop) != 1) {
        ++dropouts_;
    } else if ((at(Register::kCandidates) & kLd3320Played) == 0) {
        at(Register::kCandidates) |= kLd3320Played;
        interrupt();
    }
}

void Ld3320Model::listen_on(Duration time) {
    constexpr int kUnlessTold_s = 60;
    if (!listening_ || fault_ == VoiceFault::kStuckBusy) return;
    listened_ += time;
    const int told_s = at(Register::kListenTime);
    if (listened_ >= std::chrono::seconds{told_s > 0 ? told_s : kUnlessTold_s}) end(0, 0);
}

void Ld3320Model::settle() { at(Register::kStatus) = kLd3320Idle; }

void Ld3320Model::interrupt() {
    if (at(Register::kInterrupts) != 0 && fault_ != VoiceFault::kNoInterrupt) bank_.drive(interrupt_, false, Time{});
}

void Ld3320Model::select(std::span<const std::uint8_t> written, std::span<std::uint8_t> read) {
    const std::lock_guard lock{mutex_};
    if (in_reset_ || fault_ == VoiceFault::kUnplugged || written.size() != 3) return;
    const auto which = static_cast<Register>(written[1]);
    if (written[0] == kLd3320Write) write(which, written[2]);
    if (written[0] != kLd3320Read) return;
    read[2] = at(which);
    if (which == Register::kFifoStatus) read[2] = queue_.size() >= kMark ? kLd3320DataFull : 0;
    if (which == Register::kStatus && (busy_ > Duration::zero() || fault_ == VoiceFault::kStuckBusy)) read[2] = kBusy;
}

void Ld3320Model::write(Register which, std::uint8_t value) {
    writes_.emplace_back(which, value);
    switch (which) {
        case Register::kCommand:
            if (value == 0x48 && at(Register::kPower) == 0x4f) awake_ = true, busy_ = kWakeTime;
            break;
        case Register::kFifoText: letters_ += static_cast<char>(value); return;
        case Register::kFifoData: return feed(value);
        case Register::kFifoClear:
            if ((value & 0x04) != 0) letters_.clear();
            if ((value & 0x01) != 0) queue_.clear();
            break;
        case Register::kTask: give_task(value); break;
        case Register::kInterruptFlags:
            if (value == 0) bank_.drive(interrupt_, true, Time{});
            break;
        default: break;
    }
    at(which) = value;
}

void Ld3320Model::give_task(std::uint8_t task) {
    if (busy_ > Duration::zero() || !awake_ || !clocks_are(listening_clocks(crystal_hz_))) return;
    if (task == 0x04 && letters_.size() == at(Register::kPhraseLength)) phrases_.push_back({at(Register::kPhraseIndex), letters_});
    if (task == 0x06) listening_ = !phrases_.empty(), listened_ = {};
    busy_ = kTaskTime;
}

void Ld3320Model::feed(std::uint8_t byte) {
    if (at(Register::kMode) != 2 || !clocks_are(playing_clocks(crystal_hz_))) return;
    if (queue_.size() < kQueueBytes) queue_.push_back(byte);
    else ++lost_bytes_;
}

bool Ld3320Model::clocks_are(const Ld3320Clocks& clocks) const {
    return clocks == Ld3320Clocks{at(Register::kClock1), at(Register::kClock2), at(Register::kClock3), at(Register::kClock4)};
}

bool Ld3320Model::say(std::uint8_t index) {
    const std::lock_guard lock{mutex_};
    if (in_reset_ || !listening_ || at(Register::kConverter) != 0x0b) return false;
    if (fault_ == VoiceFault::kUnplugged || fault_ == VoiceFault::kStuckBusy) return false;
    const bool known = std::any_of(phrases_.begin(), phrases_.end(), [&](const Ld3320Phrase& phrase) { return phrase.index == index; });
    at(Register::kBest) = index;
    end(known ? kLd3320Heard : 0, known ? 1 : 0);
    return true;
}

void Ld3320Model::give_up() {
    const std::lock_guard lock{mutex_};
    if (listening_) end(0, 0);
}

void Ld3320Model::end(std::uint8_t verdict, std::uint8_t candidates) {
    listening_ = false;
    settle();
    at(Register::kVerdict) = verdict;
    at(Register::kCandidates) = candidates;
    at(Register::kInterruptFlags) |= kLd3320Ended;
    interrupt();
}

std::vector<Ld3320Phrase> Ld3320Model::phrases() const {
    const std::lock_guard lock{mutex_};
    return phrases_;
}

std::vector<Ld3320Model::Write> Ld3320Model::writes() const {
    const std::lock_guard lock{mutex_};
    return writes_;
}

std::vector<std::uint8_t> Ld3320Model::played() const {
    const std::lock_guard lock{mutex_};
    return played_;
}

bool Ld3320Model::is_listening() const {
    const std::lock_guard lock{mutex_};
    return listening_;
}

unsigned Ld3320Model::dropouts() const {
    const std::lock_guard lock{mutex_};
    return dropouts_;
}

unsigned Ld3320Model::lost_bytes() const {
    const std::lock_guard lock{mutex_};
    return lost_bytes_;
}

}  // namespace seqboard::sim
