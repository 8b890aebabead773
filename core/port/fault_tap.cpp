#include "core/port/fault_tap.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>

#include "core/schema/scalar.hpp"

namespace seqboard {

namespace {

/// Xorshift, 32 bits (G. Marsaglia, "Xorshift RNGs", 2003).
std::uint32_t next_random(std::uint32_t& state) noexcept {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
}

/// From 0 to below 1.
float uniform(std::uint32_t& state) noexcept { return static_cast<float>(next_random(state) >> 8) * 0x1p-24f; }

/// Nearly normal, mean 0, deviation 1: the sum of twelve uniform numbers.
float deviate(std::uint32_t& state) noexcept {
    float sum = -6;
    for (int i = 0; i < 12; ++i) sum += uniform(state);
    return sum;
}

template <class Whole>
void put_whole(std::byte* at, float number) noexcept {
    constexpr auto kLeast = static_cast<float>(std::numeric_limits<Whole>::min());
    constexpr auto kMost = static_cast<float>(std::numeric_limits<Whole>::max());
    const Whole whole = number >= kMost    ? std::numeric_limits<Whole>::max()
                        : number <= kLeast ? std::numeric_limits<Whole>::min()
                                           : static_cast<Whole>(number);
    std::memcpy(at, &whole, sizeof whole);
}

float get(ScalarKind kind, const std::byte* at) noexcept {
    const ScalarValue value = read_scalar(kind, at);
    if (const auto* const number = std::get_if<float>(&value)) return *number;
    if (const auto* const whole = std::get_if<std::int64_t>(&value)) return static_cast<float>(*whole);
    if (const auto* const whole = std::get_if<std::uint64_t>(&value)) return static_cast<float>(*whole);
    return 0;
}

void put(ScalarKind kind, std::byte* at, float number) noexcept {
    switch (kind) {
        case ScalarKind::kFloat32: std::memcpy(at, &number, sizeof number); break;
        case ScalarKind::kInt8: put_whole<std::int8_t>(at, number); break;
        case ScalarKind::kInt16: put_whole<std::int16_t>(at, number); break;
        case ScalarKind::kInt32: put_whole<std::int32_t>(at, number); break;
        case ScalarKind::kUint8: put_whole<std::uint8_t>(at, number); break;
        case ScalarKind::kUint16: put_whole<std::uint16_t>(at, number); break;
        case ScalarKind::kUint32: put_whole<std::uint32_t>(at, number); break;
        default: break;  // the check before the start refuses others
    }
}

}  // namespace

FaultTap::FaultTap(std::string slot, std::size_t bytes)
    : slot_name_{std::move(slot)}, bytes_{bytes}, sample_(bytes), held_(bytes * kMostSlotFaults) {
    if (bytes <= kMostDelayedBytes) past_.resize(bytes * kPast);
}

RingWriter FaultTap::stage(RingWriter slot) {
    slot_ = slot;
    const std::size_t bytes = sizeof(RingControl) + kMinCells * cell_stride(bytes_);
    ring_.assign(bytes + kCacheLineBytes, std::byte{});
    taken_.resize(bytes_);
    void* start = ring_.data();
    std::size_t room = ring_.size();
    auto* const ring = static_cast<std::byte*>(std::align(kCacheLineBytes, bytes, start, room));
    staged_ = RingReader{ring, bytes_, kMinCells};
    return {ring, bytes_, kMinCells};
}

const std::uint32_t* FaultTap::forward(Time now) noexcept {
    SampleHeader header;
    if (staged_.latest(header, taken_.data(), bytes_) != Copied::kWhole) return nullptr;
    const std::byte* const written = pass(taken_.data(), now);
    if (written == nullptr) return nullptr;
    slot_.publish(header, written, bytes_);
    return slot_.head_word();
}

void FaultTap::arm(const SlotFaults& all) noexcept {
    std::size_t count = 0;
    std::array<Active, kMostSlotFaults> next{};
    for (std::size_t place = 0; place < all.faults.size(); ++place) {
        const SlotFault& fault = all.faults[place];
        if (fault.id == 0 || fault.kind >= SlotFaultKind::kBurn || text_in(fault.target) != slot_name_) continue;
        if (fault.offset + fault.bytes > bytes_) continue;
        const auto known = std::find_if(active_.begin(), active_.begin() + static_cast<std::ptrdiff_t>(armed_),
                                        [&](const Active& active) { return active.fault.id == fault.id; });
        next[count] =
            known != active_.begin() + static_cast<std::ptrdiff_t>(armed_) ? *known : Active{.fault = fault, .random = fault.seed | 1u};
        next[count++].place = place;
    }
    active_ = next;
    armed_ = count;
}

const std::byte* FaultTap::pass(const std::byte* message, Time now) noexcept {
    remember(message, now);
    if (armed_ == 0) return message;
    std::copy_n(message, bytes_, sample_.data());
    for (std::size_t i = 0; i < armed_; ++i)
        if (hit(active_[i]) && !apply(active_[i], now)) return nullptr;
    return sample_.data();
}

bool FaultTap::hit(Active& active) noexcept {
    return active.fault.probability_ratio >= 1 || uniform(active.random) < active.fault.probability_ratio;
}

bool FaultTap::apply(Active& active, Time now) noexcept {
    if (!active.since) {
        active.since = now;
        std::copy_n(sample_.data(), bytes_, held_.data() + active.place * bytes_);
    }
    ++active.applied;
    switch (active.fault.kind) {
        case SlotFaultKind::kOff:
        case SlotFaultKind::kIntermittent: return false;
        case SlotFaultKind::kStuck: hold(active); return true;
        case SlotFaultKind::kGarbage: scramble(active); return true;
        case SlotFaultKind::kDelayed: return delay(active, now);
        case SlotFaultKind::kSlow:
            if (active.last_given && now - *active.last_given < whole_ns(active.fault.magnitude() * 1e9f)) return false;
            active.last_given = now;
            --active.applied;  // this one is as it would be without
            return true;
        default: change_number(active, seconds_of(now - *active.since)); return true;
    }
}

void FaultTap::change_number(Active& active, float seconds) noexcept {
    const auto kind = static_cast<ScalarKind>(active.fault.scalar);
    std::byte* const at = sample_.data() + active.fault.offset;
    const float number = get(kind, at), magnitude = active.fault.magnitude();
    switch (active.fault.kind) {
        case SlotFaultKind::kNoise: return put(kind, at, number + magnitude * deviate(active.random));
        case SlotFaultKind::kBias: return put(kind, at, number + magnitude);
        case SlotFaultKind::kDrift: return put(kind, at, number + magnitude * seconds);
        case SlotFaultKind::kScale: return put(kind, at, number * magnitude);
        default: return;
    }
}

void FaultTap::hold(Active& active) noexcept {
    const std::size_t from = active.fault.offset, count = active.fault.bytes == 0 ? bytes_ : active.fault.bytes;
    std::copy_n(held_.data() + active.place * bytes_ + from, count, sample_.data() + from);
}

void FaultTap::scramble(Active& active) noexcept {
    const std::size_t from = active.fault.offset, count = active.fault.bytes == 0 ? bytes_ : active.fault.bytes;
    for (std::size_t i = 0; i < count; ++i) sample_[from + i] = static_cast<std::byte>(next_random(active.random) >> 16);
}

/// Nothing was written that long ago: nothing is written now.
bool FaultTap::delay(const Active& active, Time now) noexcept {
    const Time wanted = now - whole_ns(active.fault.magnitude() * 1e9f);
    const std::size_t kept = std::min(past_count_, kPast);
    for (std::size_t back = 0; back < kept; ++back) {
        const std::size_t at = (past_count_ - 1 - back) % kPast;
        if (past_times_[at] > wanted) continue;
        std::copy_n(past_.data() + at * bytes_, bytes_, sample_.data());
        return true;
    }
    return false;
}

void FaultTap::remember(const std::byte* message, Time now) noexcept {
    if (past_.empty()) return;
    const std::size_t at = past_count_++ % kPast;
    past_times_[at] = now;
    std::copy_n(message, bytes_, past_.data() + at * bytes_);
}

void FaultTap::collect(SlotFaultCounts& counts) noexcept {
    for (std::size_t i = 0; i < armed_; ++i) {
        counts.id[active_[i].place] = active_[i].fault.id;
        counts.applied[active_[i].place] += active_[i].applied;
        active_[i].applied = 0;
    }
}

}  // namespace seqboard
