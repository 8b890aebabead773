// A node that stands for a plant elsewhere: it has slots of any message.
#pragma once

#include <sstream>

#include "core/node.hpp"

class WorldNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{10};
    static constexpr bool kSimulatesPlant = true;
    struct Io {
        explicit Io(seqboard::Setup& setup) {
            std::istringstream takes{setup.param("takes", "")}, gives{setup.param("gives", "")};
            for (std::string port; takes >> port;) setup.any_input(port);
            for (std::string port; gives >> port;) setup.any_output(port);
        }
    };

    explicit WorldNode(Io) {}
    void step(const seqboard::Tick&) {}
};
