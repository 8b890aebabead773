// Where an expression's names get their values from.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/expression/expression_error.hpp"
#include "core/schema/schema.hpp"

namespace seqboard {

enum class ValueKind : std::uint8_t { kNumber, kTruth };

/// What a name stands for.
struct NamedValue {
    std::uint32_t handle = 0;  ///< for load()
    ValueKind kind = ValueKind::kNumber;
    std::string unit{};              ///< as in schemas: "m/s"; empty: it goes with every unit
    std::vector<EnumName> values{};  ///< of an enum: the words it may be compared with
};

/// A board, or a test's table. find() and call() are for start-up; load() is for the loop.
class ValueSource {
public:
    virtual ~ValueSource() = default;

    /// "truth.x_m", "plan.x_m[3]", "range.age": the name as it is written, without blanks. Throws UnknownName.
    virtual NamedValue find(std::string_view name) = 0;

    /// "dist_to" with {"goal"}: arguments are names or numbers, as written. Throws UnknownName.
    virtual NamedValue call(std::string_view function, const std::vector<std::string>& arguments);

    /// The value now: a truth is 1 or 0, numbers are in SI units. Nothing if there is none yet, such as of a slot that was never written.
    virtual std::optional<float> load(std::uint32_t handle) const noexcept = 0;
};

}  // namespace seqboard
