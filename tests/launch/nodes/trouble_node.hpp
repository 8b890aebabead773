// A node that misbehaves as it is told: what a supervisor has to live with.
#pragma once

#include <signal.h>
#include <unistd.h>

#include "core/messages/range.hpp"
#include "core/node.hpp"

class TroubleNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{10};
    struct Io {
        seqboard::Setup& setup;
        std::string mode = setup.param<std::string>("mode");
        seqboard::Output<seqboard::Range> range = setup.output<seqboard::Range>("trouble");
    };

    explicit TroubleNode(Io io) : io_{std::move(io)} {
        if (io_.mode == "crash") {
            seqboard::log_line(seqboard::LogLevel::kError, "about to crash");
            ::raise(SIGKILL);
        }
        if (io_.mode == "exit_78") throw seqboard::StartError{seqboard::ExitCode::kConfig, "the sensor is of another make"};
        if (io_.mode == "exit_69") throw seqboard::StartError{seqboard::ExitCode::kUnavailable, "the sensor is absent"};
        if (io_.mode == "stubborn") ::signal(SIGTERM, SIG_IGN);
        while (io_.mode == "never_ready") ::pause();
    }
    void step(const seqboard::Tick&) {
        if (io_.mode == "done") ::raise(SIGTERM);
        while (io_.mode == "endless_step") ::pause();
    }

private:
    Io io_;
};
