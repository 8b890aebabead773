// A value that may be complained about later.
#pragma once

#include "core/launch/yaml/yaml_place.hpp"

namespace seqboard {

template <class T>
struct Placed {
    T value{};
    YamlPlace place;
};

}  // namespace seqboard
