// Traces as a table of numbers: CSV.
#pragma once

#include <span>
#include <string>

#include "core/cli/field_trace.hpp"

namespace seqboard::cli {

/// One row for each moment from `from` to `to` at which a trace has a sample: seconds after `zero`, then a column for each trace, empty where
/// it has none. The first row has the names. NaN and infinities stand as nan, inf, -inf.
std::string sheet_of(std::span<const FieldTrace> traces, Time zero, Time from, Time to);

}  // namespace seqboard::cli
