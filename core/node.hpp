// The front door for node authors: a node is a class with Io, a constructor, step() and kPeriod or kTrigger.
//
//     class RangeNode {
//     public:
//         static constexpr auto kPeriod = std::chrono::milliseconds{40};
//         struct Io {                                            // everything the outside can see or set
//             seqboard::Setup& setup;
//             float max_range_m = setup.param("max_range_m", 4.0f);
//             seqboard::Output<seqboard::Range> range = setup.output<seqboard::Range>("range");
//             seqboard::Input<seqboard::HeadPose> head = setup.input<seqboard::HeadPose>("head", 200ms);
//         };
//         explicit RangeNode(Io io);                             // opens hardware; may throw StartError
//         void step(const seqboard::Tick& tick);                 // no throw, no allocation, no waiting
//         void safe_output() noexcept;                           // only nodes that move something
//         static constexpr auto kSelfTest = "a wall in front";   // only nodes whose device can be tried: what that wants
//         static std::vector<seqboard::PinClaim> pins(const Io& io);             // only nodes that hold pins
//         seqboard::SelfTest self_test(const seqboard::SelfTestClock& clock);    // instead of any step: may wait
//     };
//     int main(int argc, char** argv) { return seqboard::run_node<RangeNode>(argc, argv); }
#pragma once

#include <vector>

#include "core/exit_code.hpp"
#include "core/log.hpp"
#include "core/node/node_type.hpp"
#include "core/snapshot.hpp"

namespace seqboard {

/// Runs nodes in this process, each in a thread of its own: `TYPE [OPTION...] [--and TYPE [OPTION...]]...`. With a single
/// type the first word is left out. Ends when one of them fails or a SIGTERM or SIGINT comes; actuators are driven to
/// their safe outputs first. Returns the process exit code (see ExitCode).
/// Several nodes in one process save memory, and on caches that are flushed at a process switch (ARM920T) time; what they
/// lose is protection from each other's wild pointers.
int run_nodes(const std::vector<NodeType>& types, int argc, char** argv);

/// main() of a node program.
template <class N>
int run_node(int argc, char** argv) {
    return run_nodes({node_type<N>()}, argc, argv);
}

}  // namespace seqboard
