// A node that reads one slot and passes on what it saw.
#pragma once

#include "core/messages/range.hpp"
#include "core/node.hpp"

class SinkNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{20};
    struct Io {
        seqboard::Setup& setup;
        std::string device = setup.param<std::string>("device");
        std::string alarm = setup.condition("alarm");
        seqboard::Input<seqboard::Range> front = setup.input<seqboard::Range>("front", std::chrono::milliseconds{200});
        seqboard::Output<seqboard::Range> seen = setup.output<seqboard::Range>("seen");
    };

    explicit SinkNode(Io io) : io_{std::move(io)} {}
    void step(const seqboard::Tick&) {
        if (const auto front = io_.front.read()) io_.seen.write(*front);
    }

private:
    Io io_;
};
