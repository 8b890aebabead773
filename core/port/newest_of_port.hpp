// A slot looked at by what is no step of a node: a supervisor, a coordinator.
#pragma once

#include <optional>

#include "core/port/input_port.hpp"
#include "core/segment/newest_sample.hpp"

namespace seqboard {

/// The newest sample of the port's slot, which is connected first where it is not, or its segment is another now; nothing while there is no
/// such slot, or nothing was written. `thorough`: as InputPort::lost() takes it. Not for the loop.
template <Message T>
std::optional<Sample<T>> newest(InputPort& port, Blackboard& board, bool thorough = false) {
    if (port.lost(board, thorough) && !port.connect(board)) return std::nullopt;
    Sample<T> sample;
    if (port.ring.latest(sample.header, &sample.value, sizeof(T)) != Copied::kWhole) return std::nullopt;
    return sample;
}

}  // namespace seqboard
