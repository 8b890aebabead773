// One key of a node set as data: what may stand there and what it means. What the reader accepts, the JSON Schema for editors and the
// tables in docs/node_sets.md all come from it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace seqboard {

/// What a value may be; a key may allow several.
enum KeyForm : std::uint32_t {
    kFormText = 1U << 0U,  ///< one value of any kind
    kFormName = 1U << 1U,  ///< of a node, slot or board
    kFormWord = 1U << 2U,  ///< one of LaunchKey::words
    kFormBoolean = 1U << 3U,
    kFormNumber = 1U << 4U,
    kFormTime = 1U << 5U,      ///< with its unit: 250ms
    kFormBytes = 1U << 6U,     ///< 4096, 64k, 16M
    kFormList = 1U << 7U,      ///< of single values
    kFormTexts = 1U << 8U,     ///< map from names to single values
    kFormMap = 1U << 9U,       ///< map with the keys of LaunchKey::members
    kFormMaps = 1U << 10U,     ///< map from names to such maps
    kFormMapList = 1U << 11U,  ///< list of such maps, or of single values
};

struct LaunchKey;
using LaunchKeys = std::span<const LaunchKey>;

struct LaunchKey {
    std::string_view name;
    std::uint32_t forms = 0;   ///< of KeyForm
    std::string_view help;     ///< one or two sentences in Markdown, on one line
    LaunchKeys members{};      ///< kFormMap, kFormMaps, kFormMapList
    std::string_view words{};  ///< kFormWord: "never on_failure always"
};

}  // namespace seqboard
