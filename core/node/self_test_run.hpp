// NODE --self-test: tries a node's device outside a running set.
#pragma once

#include <functional>

#include "core/exit_code.hpp"
#include "core/node/node_type.hpp"

namespace seqboard {

/// Owns the node's name on the board meanwhile, so that the node is not running and cannot be started, and prints what came out.
/// kOk: all is well; kFailed: something is not. Throws StartError: kUsage for a node that has no self-test, kRefused for one that moves the
/// robot without --motion, kOwned while the node is running, kFailed when a stop is requested meanwhile (the device is released then,
/// motors coast), and whatever opening the device throws.
ExitCode run_self_test(const NodeType& type, const NodeArgs& args, const std::function<bool()>& stop_requested);

}  // namespace seqboard
