// A node that steps when its input has news, and that has a safe output.
#pragma once

#include "core/messages/heading.hpp"
#include "core/messages/range.hpp"
#include "core/node.hpp"

class FollowNode {
public:
    static constexpr const char* kTrigger = "front";
    struct Io {
        seqboard::Setup& setup;
        seqboard::Input<seqboard::Range> front = setup.input<seqboard::Range>("front", std::chrono::milliseconds{200});
        seqboard::Output<seqboard::Heading> heading = setup.output<seqboard::Heading>("heading");
    };

    explicit FollowNode(Io io) : io_{std::move(io)} {}
    void step(const seqboard::Tick&) { io_.heading.write({}); }
    void safe_output() noexcept { seqboard::log_line(seqboard::LogLevel::kInfo, "is safe"); }

private:
    Io io_;
};
