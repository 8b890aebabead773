// A node's parameters as its slot <node>.params tells them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/schema/schema.hpp"
#include "core/segment/attached_segment.hpp"

namespace seqboard::cli {

struct ParamView {
    std::string name;
    std::string type;    ///< "float", "int", "bool", "duration", "string"
    std::string limits;  ///< "from 0 to 10", or empty
    bool live = false;
    std::string text;  ///< its value, with its unit
    std::string json;  ///< its value
};

/// Empty if the node has no parameters, or none that can be read.
std::vector<ParamView> params_of(const AttachedSegment& segment);

}  // namespace seqboard::cli
