// A node's parameters as a slot, and the requests to change them.
#pragma once

#include <deque>
#include <vector>

#include "core/messages/operator_request.hpp"
#include "core/node/parameter.hpp"
#include "core/segment/slot_spec.hpp"

namespace seqboard {

/// The slot <node>.params: its message is made up when the node starts, one field per parameter after the answer to the last
/// request. Any tool decodes it by its schema, like every slot.
class ParamsSlot {
public:
    explicit ParamsSlot(std::deque<Parameter>& parameters) : parameters_{parameters} {}

    SlotSpec spec(const std::string& node, const std::string& type) const;

    /// Changes a live parameter if the request may; remembers the answer.
    ParamResult apply(const ParamRequest& request);

    /// The slot's message: answer and values as they are now.
    const std::vector<std::byte>& encode();

private:
    std::deque<Parameter>& parameters_;
    std::uint32_t request_ = 0;
    ParamResult result_ = ParamResult::kNone;
    std::vector<std::byte> bytes_;
};

}  // namespace seqboard
