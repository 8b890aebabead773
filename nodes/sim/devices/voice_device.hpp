// An LD3320 and the operator who talks to it, on an emulated SPI bus and GPIO lines.
#pragma once

#include <utility>

#include "core/setup.hpp"
#include "drivers/spi/emulated_spi_chip.hpp"
#include "nodes/sim/bit_errors.hpp"
#include "nodes/sim/devices/device.hpp"
#include "nodes/sim/ld3320_model.hpp"

namespace seqboard::sim {

class VoiceDevice final : public Device {
public:
    struct Params {
        Setup& setup;
        std::string spi_socket = setup.param("spi_socket", "");  ///< "": there is no chip
        Live<int> fault =
            setup.live_param("voice_fault", 0, {0, 4});  ///< 1 unplugged, 2 stuck busy, 3 internal error, 4 interrupt disconnected
        Live<float> bit_error_ratio = setup.live_param("voice_bit_error_ratio", 0.0f, {0.0f, 0.5f});  ///< of what is read
        Live<int> say = setup.live_param("say", -1, {-1, 255});  ///< the phrase of this number is said when it becomes this; -1: silence
    };

    VoiceDevice(const Params& params, EmulatedGpioBank& lines, std::uint32_t seed)
        : fault_{params.fault},
          bit_error_ratio_{params.bit_error_ratio},
          say_{params.say},
          model_{lines, lines.index_of("voice_reset"), lines.index_of("voice_interrupt")},
          wires_{seed, "voice wires"},
          chip_{params.spi_socket, kLd3320Spi.mode, [this](auto written, auto read) {
                    model_.select(written, read);
                    wires_.spoil(read);
                }} {}

    void move(World&) override {
        model_.set_fault(VoiceFault{fault_.value()});
        wires_.set_ratio(bit_error_ratio_.value());
        const int phrase = say_.value();
        if (std::exchange(said_, phrase) != phrase && phrase >= 0) model_.say(static_cast<std::uint8_t>(phrase));
    }

    void feel(const World&, Time) override { model_.step(World::kStep); }

    void hear(const World&, const EmulatedGpioBank::Change& change) override { model_.handle(change); }

private:
    Live<int> fault_;
    Live<float> bit_error_ratio_;
    Live<int> say_;
    int said_ = -1;
    Ld3320Model model_;
    BitErrors wires_;
    EmulatedSpiChip chip_;  ///< last: its thread uses the model
};

}  // namespace seqboard::sim
