// What SEQBOARD_MESSAGE knows of a struct, and the rules its fields keep.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "core/schema/enum_names.hpp"
#include "core/schema/units.hpp"

namespace seqboard::detail {

template <class F>
struct FieldDescription {
    using Type = F;
    std::string_view name;
    std::size_t offset;
};

template <class T>
concept Described = requires {
    seqboard_fields(static_cast<const T*>(nullptr));
};

template <class T>
struct ArrayOf {
    using Element = T;
    static constexpr std::size_t kCount = 1;
    static constexpr bool kIsArray = false;
};
template <class T, std::size_t N>
struct ArrayOf<std::array<T, N>> {
    using Element = T;
    static constexpr std::size_t kCount = N;
    static constexpr bool kIsArray = true;
};
template <class T>
using ElementOf = typename ArrayOf<T>::Element;

template <class T>
concept Number = std::is_arithmetic_v<T> && sizeof(T) <= 8 && !std::is_same_v<T, wchar_t>;

template <class F>
constexpr bool kPlainField = Number<ElementOf<F>> || FixedWidthEnum<ElementOf<F>> || Described<ElementOf<F>>;

template <class F>
constexpr bool kOwnsMemory = !std::is_trivially_copyable_v<F> && !std::is_pointer_v<F>;

template <class F>
constexpr bool has_unit([[maybe_unused]] std::string_view name) {
    if constexpr (std::is_floating_point_v<ElementOf<F>>) return !unit_of(name).empty();
    return true;
}

template <class F>
constexpr std::size_t field_alignment();

template <Described T>
constexpr std::size_t message_alignment() {
    std::size_t most = 1;
    std::apply(
        [&](const auto&... f) {
            ((most = field_alignment<typename std::remove_cvref_t<decltype(f)>::Type>() > most
                         ? field_alignment<typename std::remove_cvref_t<decltype(f)>::Type>()
                         : most),
             ...);
        },
        seqboard_fields(static_cast<const T*>(nullptr)));
    return most;
}

/// The largest number inside decides, not alignof: i386 aligns 8-byte members to 4.
template <class F>
constexpr std::size_t field_alignment() {
    if constexpr (Described<ElementOf<F>>) return message_alignment<ElementOf<F>>();
    else return sizeof(ElementOf<F>);
}

/// Fields in order, gapless, naturally aligned, and nothing after the last: true also means that none was left out.
template <Described T>
constexpr bool listed_without_gaps() {
    std::size_t end = 0;
    bool good = true;
    std::apply(
        [&](const auto&... f) {
            ((good = good && f.offset == end && end % field_alignment<typename std::remove_cvref_t<decltype(f)>::Type>() == 0,
              end += sizeof(typename std::remove_cvref_t<decltype(f)>::Type)),
             ...);
        },
        seqboard_fields(static_cast<const T*>(nullptr)));
    return good && end == sizeof(T) && end % message_alignment<T>() == 0;
}

}  // namespace seqboard::detail
