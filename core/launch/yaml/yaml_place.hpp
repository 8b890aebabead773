// Where in a node set's files something is written.
#pragma once

#include <compare>
#include <string>

namespace seqboard {

/// Line and column count from 1; line 0 means the file as a whole.
struct YamlPlace {
    std::string file;
    int line = 0;
    int column = 0;
    auto operator<=>(const YamlPlace&) const = default;
};

/// "robot.yaml:17:5", the form editors jump to.
inline std::string text_of(const YamlPlace& place) {
    if (place.line == 0) return place.file;
    return place.file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
}

}  // namespace seqboard
