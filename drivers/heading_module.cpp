#include "drivers/heading_module.hpp"

#include <array>
#include <utility>

#include "core/exit_code.hpp"
#include "core/names.hpp"
#include "drivers/gy25_decoder.hpp"
#include "drivers/jy61_decoder.hpp"

namespace seqboard {

namespace {

constexpr Duration kPatience = std::chrono::milliseconds{400};  // eight cycles of the slowest module
constexpr Duration kRetry = std::chrono::milliseconds{500};

std::vector<std::unique_ptr<HeadingDecoder>> decoders_of(const std::string& family) {
    std::vector<std::unique_ptr<HeadingDecoder>> decoders;
    decoders.push_back(std::make_unique<Jy61Decoder>());
    decoders.push_back(std::make_unique<Gy25Decoder>());
    if (family == "auto") return decoders;
    std::vector<std::string> known = {"auto"};
    for (auto& decoder : decoders) known.emplace_back(decoder->family());
    std::erase_if(decoders, [&](const auto& decoder) { return decoder->family() != family; });
    if (decoders.empty())
        throw StartError{ExitCode::kConfig,
                         "heading module '" + family + "' is unknown" + suggestion(family, known) + "; expected auto, jy61 or gy25"};
    return decoders;
}

}  // namespace

HeadingModule::HeadingModule(HeadingModuleConfig config)
    : config_{std::move(config)},
      decoders_{decoders_of(config_.family)},
      speeds_{config_.baud == 0 ? std::vector{115200, 9600} : std::vector{config_.baud}},
      port_{config_.device, speeds_.front()},
      gate_{config_.fastest_turn_rad_s} {
    listen();
}

std::optional<Attitude> HeadingModule::poll(Time now) noexcept {
    newest_.reset();
    if (!port_.is_open() && !reopen(now)) return std::nullopt;
    if (!waiting_since_) waiting_since_ = now;
    read(now);
    if (port_.is_open() && now - *waiting_since_ > kPatience) give_up();
    if (!port_.is_open()) state_ = HeadingState::kUnplugged;
    if (newest_ && !newest_->yaw_rate_rad_s) newest_->yaw_rate_rad_s = slope_.take(newest_->yaw_rad, now);
    return newest_ && newest_->yaw_rate_rad_s ? newest_ : std::nullopt;
}

bool HeadingModule::reopen(Time now) noexcept {
    if (now - opened_at_ < kRetry) return false;
    opened_at_ = now;
    port_ = SerialPort::try_open(config_.device.c_str(), speeds_[speed_]);
    if (!port_.is_open()) return false;
    state_ = HeadingState::kSearching;
    speeds_tried_ = 0;
    heard_ = false;
    listen();
    return true;
}

/// Begins to listen at the present speed.
void HeadingModule::listen() noexcept {
    found_ = false;
    waiting_since_.reset();
    for (const auto& decoder : decoders_) {
        decoder->restart();
        if (!decoder->start_command().empty()) port_.write(decoder->start_command());
    }
}

void HeadingModule::read(Time now) noexcept {
    std::array<std::uint8_t, 256> buffer;
    // Bounded: a device that talks without pause must not keep the caller.
    for (int reads = 0; reads < 16; ++reads) {
        const auto count = port_.read(buffer);
        if (!count || *count == 0) return;
        heard_ = true;
        for (std::size_t i = 0; i < *count; ++i) decode(buffer[i], now);
        if (*count < buffer.size()) return;
    }
}

void HeadingModule::decode(std::uint8_t byte, Time now) noexcept {
    if (found_) {
        if (const auto attitude = decoder_->push(byte)) take(*attitude, now);
        return;
    }
    for (const auto& decoder : decoders_) {
        const auto attitude = decoder->push(byte);
        if (!attitude || !decoder->is_sure()) continue;
        decoder_ = decoder.get();
        found_ = true;
        changed_at_ = now;
        gate_.restart();
        slope_.restart();
        return take(*attitude, now);
    }
}

void HeadingModule::take(const Attitude& attitude, Time now) noexcept {
    waiting_since_ = now;
    heard_ = false;
    speeds_tried_ = 0;
    if (!attitude.repeated) changed_at_ = now;
    state_ = now - changed_at_ > config_.frozen_after ? HeadingState::kFrozen : HeadingState::kTalking;
    if (!gate_.accept(attitude.yaw_rad, now)) return slope_.restart();
    if (state_ == HeadingState::kTalking) newest_ = attitude;
}

/// The module that was found has fallen silent: it is tried at its own speed first. Or this speed is the wrong one.
void HeadingModule::give_up() noexcept {
    const bool round_over = found_ || ++speeds_tried_ == speeds_.size();
    if (round_over) {
        state_ = heard_ ? HeadingState::kGarbled : HeadingState::kSilent;
        heard_ = false;
        speeds_tried_ = 0;
    }
    if (!found_) {
        speed_ = (speed_ + 1) % speeds_.size();
        port_.change_speed(speeds_[speed_]);
    }
    listen();
}

}  // namespace seqboard
