// The smallest node there is: what it links is what every node links.
#include "core/messages/range.hpp"
#include "core/node.hpp"

namespace {

class CoreOnlyNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{20};
    struct Io {
        seqboard::Setup& setup;
        seqboard::Output<seqboard::Range> range = setup.output<seqboard::Range>("range");
    };
    explicit CoreOnlyNode(Io io) : io_{std::move(io)} {}
    void step(const seqboard::Tick&) { io_.range.write({.range_m = 1, .max_range_m = 4, .beam_width_rad = 0.1F, .bearing_rad = 0}); }

private:
    Io io_;
};

}  // namespace

int main(int argc, char** argv) { return seqboard::run_node<CoreOnlyNode>(argc, argv); }
