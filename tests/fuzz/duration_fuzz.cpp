// parse_duration: what it takes is a number and a unit, and is what text_of() writes.
#include <cmath>
#include <string_view>

#include "core/time.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/fuzz/target.hpp"

using namespace seqboard;
using seqboard::testing::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto duration = parse_duration(text);
    if (!duration) return 0;
    require(duration->count() >= 0, "a duration is not negative");
    require(text.ends_with("s") || text.ends_with("min") || text.ends_with("h") || text == "forever", "a duration has a unit");
    require(text.find('\0') == text.npos, "nothing comes after a duration");

    const auto again = parse_duration(text_of(*duration));
    require(again.has_value(), "what text_of() writes is a duration");
    const auto ns = static_cast<double>(duration->count());
    require(std::abs(static_cast<double>(again->count()) - ns) <= 1e-5 * ns, "text_of() keeps the duration to six digits");
    return 0;
}
