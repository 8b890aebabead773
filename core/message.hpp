// Messages: plain structs whose bytes mean the same in every process and on every machine.
//
//     /// Distance measured along one beam, from the sensor's front face.
//     struct Range {
//         float range_m = 0;      ///< +inf: nothing within max_range_m; NaN: the sensor failed (REP 117)
//         float max_range_m = 0;
//     };
//     SEQBOARD_MESSAGE(Range, range_m, max_range_m);
//
// Fields are fixed-width numbers, bool, enums with a written width, std::array of those, and other messages. Every
// floating-point field carries its SI unit as a suffix. No padding and natural alignment make the bytes equal on ARMv4T,
// ARMv7, AArch64, i386 and x86-64, and equal to the message's CDR little-endian encoding.
#pragma once

#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "core/schema/fields.hpp"
#include "core/schema/schema_text.hpp"

namespace seqboard {

/// The largest message: a slot keeps at least two of them.
inline constexpr std::size_t kMaxMessageBytes = 16u << 20;

/// A struct that SEQBOARD_MESSAGE accepted.
template <class T>
concept Message = detail::Described<T> && std::is_trivially_copyable_v<T>;

template <Message T>
constexpr std::string_view message_name() {
    return seqboard_message_name(static_cast<const T*>(nullptr));
}

/// The message as text, one "type name  # unit" line per field, nested definitions after it: the syntax of ROS 2 .msg
/// files, so that recordings and dashboards need no conversion. It lies in the segment; tools decode a slot by it alone.
template <Message T>
constexpr std::string_view schema_text() {
    return {detail::kSchemaChars<T>.data(), detail::kSchemaChars<T>.size()};
}

constexpr std::uint64_t layout_fingerprint(std::string_view message, std::string_view schema) {
    return fnv1a(schema, fnv1a("\n", fnv1a(message)));
}

/// Equal for two programs exactly when they agree on every name, type, count and unit of the message.
template <Message T>
inline constexpr std::uint64_t kFingerprint = layout_fingerprint(message_name<T>(), schema_text<T>());

}  // namespace seqboard

#define SEQBOARD_DETAIL_EXPAND(...) SEQBOARD_DETAIL_EXPAND3(SEQBOARD_DETAIL_EXPAND3(SEQBOARD_DETAIL_EXPAND3(__VA_ARGS__)))
#define SEQBOARD_DETAIL_EXPAND3(...) SEQBOARD_DETAIL_EXPAND2(SEQBOARD_DETAIL_EXPAND2(SEQBOARD_DETAIL_EXPAND2(__VA_ARGS__)))
#define SEQBOARD_DETAIL_EXPAND2(...) SEQBOARD_DETAIL_EXPAND1(SEQBOARD_DETAIL_EXPAND1(SEQBOARD_DETAIL_EXPAND1(__VA_ARGS__)))
#define SEQBOARD_DETAIL_EXPAND1(...) __VA_ARGS__
#define SEQBOARD_DETAIL_PARENS ()
#define SEQBOARD_DETAIL_EACH(macro, type, ...) __VA_OPT__(SEQBOARD_DETAIL_EXPAND(SEQBOARD_DETAIL_NEXT(macro, type, __VA_ARGS__)))
#define SEQBOARD_DETAIL_NEXT(macro, type, field, ...) \
    macro(type, field) __VA_OPT__(SEQBOARD_DETAIL_AGAIN SEQBOARD_DETAIL_PARENS(macro, type, __VA_ARGS__))
#define SEQBOARD_DETAIL_AGAIN() SEQBOARD_DETAIL_NEXT

#define SEQBOARD_DETAIL_FIELD(type, field)                                                            \
    , ::std::tuple {                                                                                  \
        ::seqboard::detail::FieldDescription<decltype(type::field)> { #field, offsetof(type, field) } \
    }

#define SEQBOARD_DETAIL_CHECK(type, field)                                                                                              \
    static_assert(!::std::is_pointer_v<::seqboard::detail::ElementOf<decltype(type::field)>>,                                           \
                  #type "." #field ": pointers cannot cross processes; use numbers, enums, arrays of them, or other messages");         \
    static_assert(!::seqboard::detail::kOwnsMemory<decltype(type::field)>,                                                              \
                  #type "." #field ": a message is plain data; std::string, std::vector and virtual functions cannot cross processes"); \
    static_assert(::std::is_pointer_v<::seqboard::detail::ElementOf<decltype(type::field)>> ||                                          \
                      ::seqboard::detail::kOwnsMemory<decltype(type::field)> || ::seqboard::detail::kPlainField<decltype(type::field)>, \
                  #type "." #field                                                                                                      \
                        ": not plain data; use fixed-width numbers, bool, enums with a written width "                                  \
                        "(enum class E : std::uint8_t), std::array of those, or other messages");                                       \
    static_assert(::seqboard::detail::has_unit<decltype(type::field)>(#field),                                                          \
                  #type "." #field ": every floating-point field must end in a unit suffix, such as _m, _rad, _rad_s, _volt, _ratio");

/// Declares a message: the struct's name and all its fields, in order. Write it in the struct's own namespace.
#ifndef SEQBOARD_MESSAGE  // a checker that cannot read this one brings its own
#define SEQBOARD_MESSAGE(type, ...)                                                                                          \
    SEQBOARD_DETAIL_EACH(SEQBOARD_DETAIL_CHECK, type, __VA_ARGS__)                                                           \
    [[maybe_unused]] constexpr auto seqboard_fields(const type*) noexcept {                                                  \
        return ::std::tuple_cat(::std::tuple<> {} SEQBOARD_DETAIL_EACH(SEQBOARD_DETAIL_FIELD, type, __VA_ARGS__));           \
    }                                                                                                                        \
    [[maybe_unused]] constexpr ::std::string_view seqboard_message_name(const type*) noexcept { return #type; }              \
    static_assert(::std::is_trivially_copyable_v<type> && !::std::is_polymorphic_v<type>,                                    \
                  #type ": a message is plain data; std::string, std::vector and virtual functions cannot cross processes"); \
    static_assert(::seqboard::detail::listed_without_gaps<type>(), #type                                                     \
                  ": a field is missing from SEQBOARD_MESSAGE or out of order, or the struct has hidden padding "            \
                  "(reorder largest first, or fill the gap with std::array<std::uint8_t, N> reserved)");                     \
    static_assert(sizeof(type) % 4 == 0,                                                                                     \
                  #type ": the size must be a multiple of 4 bytes; fill up with std::array<std::uint8_t, N> reserved");      \
    static_assert(sizeof(type) <= ::seqboard::kMaxMessageBytes, #type ": a message holds at most 16 MiB")
#endif
