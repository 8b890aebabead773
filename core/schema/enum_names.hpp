// The names of an enum's values, taken from the compiler, so that tools print READY and not 3.
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>

namespace seqboard {

/// Values looked at for names: 0 to 31. An enumerator above is printed as its number.
inline constexpr std::size_t kNamedEnumValues = 32;

/// True for an enum whose width is written down, which makes its bytes the same everywhere.
template <class E>
concept FixedWidthEnum = std::is_enum_v<E> && requires {
    E{0};
};

namespace detail {

/// GCC and Clang spell the template argument in __PRETTY_FUNCTION__ as "V = ns::Enum::kName", or "(ns::Enum)7" if unnamed.
/// An unnamed namespace in front may have parentheses too, so only what follows the last colon decides.
template <auto V>
constexpr std::string_view spelled_enum_value() {
    std::string_view text = __PRETTY_FUNCTION__;
    text.remove_prefix(text.find("V = ") + 4);
    text = text.substr(0, text.find_first_of(";]"));
    text.remove_prefix(text.rfind(':') + 1);
    return text.find(')') == std::string_view::npos ? text : std::string_view{};
}

}  // namespace detail

/// "kReady" -> "READY", "kSafeStop" -> "SAFE_STOP": the way the value is written for people and in the schema.
template <FixedWidthEnum E, std::size_t Value, class Text>
constexpr void add_enum_value(Text& text) {
    std::string_view name = detail::spelled_enum_value<static_cast<E>(Value)>();
    if (name.empty()) return;
    text.add(" ");
    const bool k_style = name.size() > 1 && name[0] == 'k' && name[1] >= 'A' && name[1] <= 'Z';
    if (k_style) name.remove_prefix(1);
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        const bool upper = c >= 'A' && c <= 'Z';
        if (upper && i > 0 && !(name[i - 1] >= 'A' && name[i - 1] <= 'Z')) text.add("_");
        const char shouted = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        text.add(std::string_view{&shouted, 1});
    }
    text.add("=");
    text.add(Value);
}

}  // namespace seqboard
