#include "drivers/wheel_encoder.hpp"

#include <numbers>

#include "core/exit_code.hpp"
#include "drivers/gpio/open_gpio.hpp"

namespace seqboard {

namespace {

GpioRequest request_of(const WheelEncoder::Wiring& wiring) {
    GpioRequest request{.lines = {wiring.a}, .edges = true, .kept_edges = wiring.kept_edges, .consumer = "seqboard encoder"};
    if (!wiring.b.empty()) request.lines.push_back(wiring.b);
    return request;
}

}  // namespace

WheelEncoder::WheelEncoder(const Wiring& wiring)
    : lines_{open_gpio(wiring.gpio, request_of(wiring))},
      reversed_{wiring.reversed},
      rad_per_count_{2 * std::numbers::pi_v<float> / static_cast<float>(wiring.counts_per_turn) * (wiring.reversed ? -1.0f : 1.0f)} {
    if (wiring.counts_per_turn <= 0)
        throw StartError{ExitCode::kConfig, "encoder on '" + wiring.a + "': " + std::to_string(wiring.counts_per_turn) +
                                                " counts per turn; expected how many edges one turn of the wheel makes"};
    if (wiring.b.empty()) {
        decoder_ = SlottedDisc{};
    } else {
        QuadratureDecoder decoder{wiring.resolution};
        decoder.begin(lines_->levels().value_or(0));
        decoder_ = decoder;
    }
}

void WheelEncoder::poll(Time now, float drive_ratio) noexcept {
    if (auto* const disc = std::get_if<SlottedDisc>(&decoder_)) disc->set_drive(drive_ratio);
    while (const auto edge = lines_->take_edge()) std::visit([&](auto& decoder) { decoder.take(*edge); }, decoder_);
    wheel_rad_s_ = rad_per_count_ * std::visit([&](auto& decoder) { return decoder.update_speed(now); }, decoder_);
}

std::int32_t WheelEncoder::raw_count() const noexcept {
    return std::visit([](const auto& decoder) { return decoder.count(); }, decoder_);
}

std::uint32_t WheelEncoder::errors() const noexcept {
    return std::visit([](const auto& decoder) { return decoder.errors(); }, decoder_);
}

Time WheelEncoder::last_edge() const noexcept {
    return std::visit([](const auto& decoder) { return decoder.speed().last_edge(); }, decoder_);
}

}  // namespace seqboard
