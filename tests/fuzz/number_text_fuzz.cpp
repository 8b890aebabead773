// number_in() against what it promises, and against what a number looks like when it is written.
#include <cmath>
#include <cstdio>
#include <string>

#include "drivers/adc/number_text.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/fuzz/target.hpp"

using namespace seqboard;
using seqboard::testing::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text{reinterpret_cast<const char*>(data), size};
    const auto number = number_in(text);
    if (!number) return 0;
    require(std::isfinite(*number), "a number is finite");
    require(number_in(" " + text + "\n") == number, "blanks around it change nothing");
    require(!number_in(text + "x") && !number_in("x" + text), "a letter beside it makes it none");
    char written[64];
    const int length = std::snprintf(written, sizeof written, "%.9g", static_cast<double>(*number));
    require(number_in({written, static_cast<std::size_t>(length)}) == number, "it is read again as it was written");
    return 0;
}
