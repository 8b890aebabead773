// The wheels' encoders, on GPIO lines.
#pragma once

#include "core/setup.hpp"
#include "nodes/sim/devices/device.hpp"
#include "nodes/sim/encoder_model.hpp"

namespace seqboard::sim {

class EncoderDevice final : public Device {
public:
    struct Params {
        Setup& setup;
        Live<int> fault = setup.live_param("encoder_fault", 0, {0, 4});  ///< left: 1 lost edges, 2 B disconnected, 3 reversed, 4 dead
    };

    EncoderDevice(const Params& params, EmulatedGpioBank& lines)
        : fault_{params.fault},
          encoders_{EncoderModel{lines, lines.index_of("left_encoder_a"), lines.index_of("left_encoder_b")},
                    EncoderModel{lines, lines.index_of("right_encoder_a"), lines.index_of("right_encoder_b")}} {}

    void feel(const World& world, Time now) override {
        encoders_[kLeft].set_fault(EncoderFault{fault_.value()});
        for (const Side side : {kLeft, kRight}) encoders_[side].advance(world.plant().exact_counts(side), now);
    }

private:
    Live<int> fault_;
    std::array<EncoderModel, 2> encoders_;
};

}  // namespace seqboard::sim
