// Where two samples of one slot differ.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "core/schema/schema.hpp"

namespace seqboard::record {

struct SampleDifference {
    std::string field;  ///< "x_m[3]"
    std::string then, now;
};

/// The first field, in the order of the schema, whose bytes differ; nothing if none does.
std::optional<SampleDifference> first_difference(const Schema& schema, std::span<const std::byte> then, std::span<const std::byte> now);

}  // namespace seqboard::record
