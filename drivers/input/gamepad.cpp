#include "drivers/input/gamepad.hpp"

#include <array>
#include <string_view>
#include <utility>

#include "core/exit_code.hpp"
#include "drivers/input/emulated_input.hpp"
#include "drivers/input/evdev_device.hpp"

namespace seqboard {

namespace {

constexpr Duration kLookInterval = std::chrono::seconds{1};

std::unique_ptr<InputDevice> device_of(const std::string& device) {
    constexpr std::string_view kEmulated = "emulated:";
    if (device.empty())
        throw StartError{
            ExitCode::kConfig,
            "gamepad: no device is named; expected /dev/input/event3 or another number, its name as /proc/bus/input/devices has "
            "it, or emulated:SOCKET"};
    if (device.starts_with(kEmulated)) return std::make_unique<EmulatedInput>(device.substr(kEmulated.size()));
    return std::make_unique<EvdevDevice>(device);
}

}  // namespace

Gamepad::Gamepad(const GamepadConfig& config) : Gamepad{config, device_of(config.device)} {}

Gamepad::Gamepad(GamepadConfig config, std::unique_ptr<InputDevice> device)
    : config_{std::move(config)}, device_{std::move(device)}, ranges_(config_.axes.size()) {}

bool Gamepad::poll(Time now) noexcept {
    if (!device_->is_open()) look(now);
    std::array<std::uint8_t, 16 * InputEventParser::kMostEventBytes> buffer;
    // Bounded: a device that talks without pause must not keep the caller.
    for (int reads = 0; reads < 16; ++reads) {
        const auto count = device_->read(buffer);
        if (!count || *count == 0) break;
        if (!take({buffer.data(), *count})) ask();
    }
    return device_->is_open();
}

void Gamepad::look(Time now) noexcept {
    if (looked_ && now - *looked_ < kLookInterval) return;
    looked_ = now;
    if (device_->open()) ask();
}

/// False if events were lost. What else is in `bytes` is older than the answer will be and does not count: the kernel strikes the
/// events that an answer makes superfluous from its queue, so a press from here might never be followed by its release.
bool Gamepad::take(std::span<const std::uint8_t> bytes) noexcept {
    for (const std::uint8_t byte : bytes) {
        const auto event = parser_.push(byte);
        if (!event || state_.take(*event) != InputState::Outcome::kLost) continue;
        ++resyncs_;
        return false;
    }
    return true;
}

void Gamepad::ask() noexcept {
    parser_.restart();
    state_ = {};
    for (std::size_t i = 0; i < ranges_.size(); ++i) {
        ranges_[i] = device_->axis(config_.axes[i]).value_or(AxisPosition{});
        state_.set_axis(config_.axes[i], ranges_[i].value);
    }
    state_.set_keys(device_->keys().value_or(KeyBits{}));
}

float Gamepad::axis(std::uint16_t code) const noexcept {
    for (std::size_t i = 0; i < ranges_.size(); ++i) {
        if (config_.axes[i] != code) continue;
        AxisPosition position = ranges_[i];
        position.value = state_.axis(code);
        return axis_ratio(position, config_.dead_zone_ratio);
    }
    return 0;
}

}  // namespace seqboard
