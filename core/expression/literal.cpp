#include "core/expression/literal.hpp"

#include <array>
#include <charconv>
#include <numbers>

namespace seqboard {

namespace {

/// The SI value is the number written times `times` over `over`: a division by ten's powers rounds once.
struct UnitScale {
    std::string_view written;
    std::string_view unit;
    float times = 1;
    float over = 1;
};
constexpr float kPi = std::numbers::pi_v<float>;

constexpr std::array kUnits = {
    UnitScale{"ns", "s", 1, 1e9f},
    UnitScale{"us", "s", 1, 1e6f},
    UnitScale{"ms", "s", 1, 1e3f},
    UnitScale{"s", "s"},
    UnitScale{"min", "s", 60},
    UnitScale{"mm", "m", 1, 1e3f},
    UnitScale{"cm", "m", 1, 1e2f},
    UnitScale{"m", "m"},
    UnitScale{"cm/s", "m/s", 1, 1e2f},
    UnitScale{"m/s", "m/s"},
    UnitScale{"deg", "rad", kPi, 180},
    UnitScale{"rad", "rad"},
    UnitScale{"deg/s", "rad/s", kPi, 180},
    UnitScale{"rad/s", "rad/s"},
    UnitScale{"mV", "V", 1, 1e3f},
    UnitScale{"V", "V"},
    UnitScale{"mA", "A", 1, 1e3f},
    UnitScale{"A", "A"},
    UnitScale{"Hz", "Hz"},
    UnitScale{"kHz", "Hz", 1e3f},
    UnitScale{"kg", "kg"},
    UnitScale{"degC", "degC"},
    UnitScale{"%", "1", 1, 1e2f},
};

constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A word goes on: the unit "m" is not what "max" begins with.
bool ends_here(std::string_view text, std::size_t at) { return at >= text.size() || !(is_letter(text[at]) || is_digit(text[at])); }

}  // namespace

std::optional<Literal> read_literal(std::string_view text) {
    if (text.empty() || !(is_digit(text[0]) || (text[0] == '.' && text.size() > 1 && is_digit(text[1])))) return std::nullopt;
    Literal literal;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), literal.value);
    if (error != std::errc{}) return std::nullopt;
    literal.length = static_cast<std::size_t>(end - text.data());
    const std::string_view rest = text.substr(literal.length);
    const UnitScale* longest = nullptr;  // "m/s" is not metres, divided by s
    for (const UnitScale& known : kUnits)
        if (rest.starts_with(known.written) && (known.written == "%" || ends_here(rest, known.written.size())) &&
            (longest == nullptr || known.written.size() > longest->written.size()))
            longest = &known;
    if (longest != nullptr) {
        literal.value = literal.value * longest->times / longest->over;
        literal.unit = longest->unit;
        literal.length += longest->written.size();
        return literal;
    }
    std::size_t letters = 0;
    while (letters < rest.size() && (is_letter(rest[letters]) || is_digit(rest[letters]))) ++letters;
    literal.unknown_unit = rest.substr(0, letters);
    return literal;
}

std::string known_units() {
    std::string names;
    for (const UnitScale& known : kUnits) names += (names.empty() ? "" : ", ") + std::string{known.written};
    return names;
}

}  // namespace seqboard
