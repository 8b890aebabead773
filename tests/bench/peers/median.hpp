// Figures of a machine that others use too: the middle of many short measurements.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace seqboard::bench {

/// The value that `ratio` of all are below: 0.5 is the median. 0 of none.
inline double quantile(std::vector<double> values, double ratio) {
    if (values.empty()) return 0;
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(static_cast<double>(values.size() - 1) * ratio);
    std::nth_element(values.begin(), place, values.end());
    return *place;
}
inline double median(std::vector<double> values) { return quantile(std::move(values), 0.5); }

}  // namespace seqboard::bench
