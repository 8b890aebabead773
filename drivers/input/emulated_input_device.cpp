#include "drivers/input/emulated_input_device.hpp"

#include <linux/input.h>

#include <cstring>

#include "drivers/input/input_event_parser.hpp"
#include "drivers/input/input_exchange.hpp"

namespace seqboard {

EmulatedInputDevice::EmulatedInputDevice(const std::string& socket, std::map<std::uint16_t, AxisPosition> axes)
    : axes_{std::move(axes)}, server_{socket, [this](int, std::span<const std::byte> question, std::span<std::byte> said) {
                                          return answer(question, said);
                                      }} {}

void EmulatedInputDevice::move(std::uint16_t axis, std::int32_t value) {
    const std::lock_guard guard{mutex_};
    axes_.at(axis).value = value;
    queue({EV_ABS, axis, value});
}

void EmulatedInputDevice::press(std::uint16_t key, bool held) {
    const std::lock_guard guard{mutex_};
    const auto bit = static_cast<std::uint8_t>(1u << (key % 8));
    std::uint8_t& byte = keys_.at(key / 8);
    byte = static_cast<std::uint8_t>(held ? byte | bit : byte & ~bit);
    queue({EV_KEY, key, held});
}

/// As evdev does: a full queue is emptied down to SYN_DROPPED and the newest event.
void EmulatedInputDevice::queue(const InputEvent& event) {
    for (const InputEvent& next : {event, InputEvent{EV_SYN, SYN_REPORT, 0}}) {
        if (events_.size() == kQueue) {
            events_.clear();
            events_.push_back({EV_SYN, SYN_DROPPED, 0});
        }
        events_.push_back(next);
    }
}

std::size_t EmulatedInputDevice::answer(std::span<const std::byte> question, std::span<std::byte> said) {
    InputQuestion asked;
    if (question.size() != sizeof asked) return 0;
    std::memcpy(&asked, question.data(), sizeof asked);
    const std::lock_guard guard{mutex_};
    InputAnswer answer;
    if (asked.ask == InputAsk::kEvents)
        answer.bytes = static_cast<std::uint16_t>(
            take_events(std::span{answer.events}.first(std::min<std::size_t>(asked.bytes, answer.events.size()))));
    if (const auto axis = axes_.find(asked.axis); asked.ask == InputAsk::kAxis && axis != axes_.end()) {
        answer.known = 1;
        answer.axis = axis->second;
    }
    answer.keys = keys_;
    const std::size_t size = offsetof(InputAnswer, events) + answer.bytes;
    std::memcpy(said.data(), &answer, size);
    return size;
}

/// Whole events, as the kernel gives them.
std::size_t EmulatedInputDevice::take_events(std::span<std::uint8_t> buffer) {
    constexpr std::size_t kBytes = InputEventParser::event_bytes(sizeof(long));
    std::size_t size = 0;
    for (; !events_.empty() && size + kBytes <= buffer.size(); size += kBytes) {
        const InputEvent event = events_.front();
        std::memset(buffer.data() + size, 0, kBytes);
        std::memcpy(buffer.data() + size + 2 * sizeof(long), &event, sizeof event);
        events_.pop_front();
    }
    return size;
}

}  // namespace seqboard
