// A node that reads one slot and passes on what it saw.
#include "core/messages/range.hpp"
#include "core/node.hpp"

using namespace std::chrono_literals;

class SinkNode {
public:
    static constexpr auto kPeriod = 20ms;
    struct Io {
        seqboard::Setup& setup;
        std::string device = setup.param<std::string>("device");
        seqboard::Input<seqboard::Range> front = setup.input<seqboard::Range>("front", 200ms);
        seqboard::Output<seqboard::Range> seen = setup.output<seqboard::Range>("seen");
    };

    explicit SinkNode(Io io) : io_{std::move(io)} {}
    void step(const seqboard::Tick&) {
        if (const auto front = io_.front.read()) io_.seen.write(*front);
    }

private:
    Io io_;
};

int main(int argc, char** argv) { return seqboard::run_node<SinkNode>(argc, argv); }
