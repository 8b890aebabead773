// A node that publishes what it is told to.
#pragma once

#include <thread>

#include "core/messages/range.hpp"
#include "core/node.hpp"

class SourceNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{10};
    struct Io {
        seqboard::Setup& setup;
        float range_m = setup.param("range_m", 1.0f, {0.1f, 10.0f});
        seqboard::Live<float> offset_m = setup.live_param("offset_m", 0.0f, {-1.0f, 10.0f});
        int count = setup.param("count", 3);
        bool loud = setup.param("loud", false);
        std::string pin = setup.param("pin", "");
        seqboard::Duration settle = setup.param<seqboard::Duration>("settle", std::chrono::milliseconds{0});
        seqboard::Input<seqboard::Range> hint = setup.optional_input<seqboard::Range>("hint", seqboard::kForever);
        seqboard::Output<seqboard::Range> range = setup.output<seqboard::Range>("range");
    };

    explicit SourceNode(Io io) : io_{std::move(io)} { std::this_thread::sleep_for(io_.settle); }
    static std::vector<seqboard::PinClaim> pins(const Io& io) {
        if (io.pin.empty()) return {};
        return {{.parameter = "pin", .pin = io.pin, .refusal = io.pin == "broken" ? "broken cannot be used; use a whole one" : ""}};
    }
    void step(const seqboard::Tick&) { io_.range.write({.range_m = io_.range_m + io_.offset_m, .max_range_m = 10.0f}); }

private:
    Io io_;
};
