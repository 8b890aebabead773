#include "drivers/gpio/s3c2440_pin.hpp"

#include <charconv>

namespace seqboard {

namespace {

struct Bank {
    char letter;
    unsigned pins;
};
constexpr Bank kBanks[] = {{'A', 25}, {'B', 11}, {'C', 16}, {'D', 16}, {'E', 16}, {'F', 8}, {'G', 16}, {'H', 11}, {'J', 13}};

}  // namespace

std::optional<S3c2440Pin> S3c2440Pin::parse(std::string_view name) {
    if (name.size() < 4 || !name.starts_with("GP")) return std::nullopt;
    S3c2440Pin pin{name[2]};
    const char* const end = name.data() + name.size();
    const auto [stopped, error] = std::from_chars(name.data() + 3, end, pin.number);
    if (error != std::errc{} || stopped != end || (name[3] == '0' && name.size() > 4)) return std::nullopt;
    for (const Bank& bank : kBanks)
        if (bank.letter == pin.bank && pin.number < bank.pins) return pin;
    return std::nullopt;
}

std::optional<S3c2440Pin> S3c2440Pin::parse_function(std::string_view name) {
    const auto numbered = [&](std::string_view begin) -> std::optional<unsigned> {
        unsigned value = 0;
        if (!name.starts_with(begin) || name.size() == begin.size() || (name[begin.size()] == '0' && name.size() > begin.size() + 1))
            return std::nullopt;
        const char* const end = name.data() + name.size();
        const auto [stopped, error] = std::from_chars(name.data() + begin.size(), end, value);
        return error == std::errc{} && stopped == end ? std::optional{value} : std::nullopt;
    };
    if (const auto timer = numbered("TOUT"); timer && *timer < 4) return S3c2440Pin{'B', *timer};
    if (const auto line = numbered("EINT"); line && *line < 24) return *line < 8 ? S3c2440Pin{'F', *line} : S3c2440Pin{'G', *line - 8};
    return parse(name);
}

std::string S3c2440Pin::name() const { return std::string{"GP"} + bank + std::to_string(number); }

}  // namespace seqboard
