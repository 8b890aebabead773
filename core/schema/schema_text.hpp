// Builds a message's schema text at compile time: the syntax of ROS 2 .msg files, units and enum names as comments.
#pragma once

#include <utility>

#include "core/schema/fields.hpp"
#include "core/schema/fixed_text.hpp"

namespace seqboard::detail {

template <class N>
constexpr std::string_view number_name() {
    if constexpr (std::is_same_v<N, bool>) return "bool";
    else if constexpr (std::is_same_v<N, char>) return "char";
    else if constexpr (std::is_floating_point_v<N>) return sizeof(N) == 4 ? "float32" : "float64";
    else if constexpr (std::is_signed_v<N>) return sizeof(N) == 1 ? "int8" : sizeof(N) == 2 ? "int16" : sizeof(N) == 4 ? "int32" : "int64";
    else return sizeof(N) == 1 ? "uint8" : sizeof(N) == 2 ? "uint16" : sizeof(N) == 4 ? "uint32" : "uint64";
}

template <class E>
constexpr std::string_view element_name() {
    if constexpr (Described<E>) return seqboard_message_name(static_cast<const E*>(nullptr));
    else if constexpr (std::is_enum_v<E>) return number_name<std::underlying_type_t<E>>();
    else return number_name<E>();
}

template <class E, class Text, std::size_t... Value>
constexpr void add_enum_comment(Text& text, std::index_sequence<Value...>) {
    text.add("  # enum");
    (add_enum_value<E, Value>(text), ...);
}

template <class F, class Text>
constexpr void add_field(Text& text, std::string_view name) {
    using Element = ElementOf<F>;
    text.add(element_name<Element>());
    if constexpr (ArrayOf<F>::kIsArray) {
        text.add("[");
        text.add(ArrayOf<F>::kCount);
        text.add("]");
    }
    text.add(" ");
    text.add(name);
    if constexpr (std::is_enum_v<Element>) {
        add_enum_comment<Element>(text, std::make_index_sequence<kNamedEnumValues>{});
    } else if constexpr (std::is_floating_point_v<Element>) {
        text.add("  # ");
        text.add(unit_of(name));
    }
    text.add("\n");
}

template <Described T, class Text>
constexpr void add_fields(Text& text) {
    std::apply([&](const auto&... f) { (add_field<typename std::remove_cvref_t<decltype(f)>::Type>(text, f.name), ...); },
               seqboard_fields(static_cast<const T*>(nullptr)));
}

inline constexpr std::string_view kSchemaSeparator =
    "================================================================================\nMSG: seqboard/";

template <Described T, class Text>
constexpr void add_nested(Text& text);

/// The definition of the message that F is or holds, and of those inside it, unless it is there.
template <class F, class Text>
constexpr void add_definition(Text& text) {
    if constexpr (Described<ElementOf<F>>) {
        FixedText<256> heading;
        heading.add(kSchemaSeparator);
        heading.add(element_name<ElementOf<F>>());
        heading.add("\n");
        if (text.view().find(heading.view()) != std::string_view::npos) return;
        text.add(heading.view());
        add_fields<ElementOf<F>>(text);
        add_nested<ElementOf<F>>(text);
    }
}

/// Definitions of the messages inside T, each once, after the fields of T.
template <Described T, class Text>
constexpr void add_nested(Text& text) {
    std::apply([&](const auto&... f) { (add_definition<typename std::remove_cvref_t<decltype(f)>::Type>(text), ...); },
               seqboard_fields(static_cast<const T*>(nullptr)));
}

template <Described T>
constexpr auto build_schema() {
    FixedText<16384> text;
    add_fields<T>(text);
    add_nested<T>(text);
    return text;
}

template <Described T>
constexpr auto schema_chars() {
    constexpr auto text = build_schema<T>();
    std::array<char, text.view().size()> chars{};
    for (std::size_t i = 0; i < chars.size(); ++i) chars[i] = text.view()[i];
    return chars;
}
template <Described T>
inline constexpr auto kSchemaChars = schema_chars<T>();

}  // namespace seqboard::detail
