// A node that steps when its input has news.
#include "core/messages/heading.hpp"
#include "core/messages/range.hpp"
#include "core/node.hpp"

using namespace std::chrono_literals;

class FollowNode {
public:
    static constexpr const char* kTrigger = "front";
    struct Io {
        seqboard::Setup& setup;
        seqboard::Input<seqboard::Range> front = setup.input<seqboard::Range>("front", 200ms);
        seqboard::Output<seqboard::Heading> heading = setup.output<seqboard::Heading>("heading");
    };

    explicit FollowNode(Io io) : io_{std::move(io)} {}
    void step(const seqboard::Tick&) { io_.heading.write({}); }

private:
    Io io_;
};

int main(int argc, char** argv) { return seqboard::run_node<FollowNode>(argc, argv); }
