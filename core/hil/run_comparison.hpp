// Where two runs part.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace seqboard::hil {

struct Difference {
    std::string slot;
    std::string field;  ///< empty: one run has the sample and the other has not
    double time_s = 0;
    std::string first, second;  ///< the values
};

enum class Compared : std::uint8_t { kAll, kCommon };  ///< slots: of either run, of both

/// The earliest sample that differs between the slot logs of two runs' folders; of those of one time the first by slot's name. Nothing: they
/// are the same. Throws StartError if one is no run's folder, or they have no slot to be compared.
std::optional<Difference> compare_runs(const std::string& first, const std::string& second, Compared slots = Compared::kAll);

}  // namespace seqboard::hil
