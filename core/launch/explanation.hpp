// Where a value of a node set was said, and what it was laid over.
#pragma once

#include <string>
#include <vector>

#include "core/launch/checked_set.hpp"

namespace seqboard {

struct Explanation {
    std::string key;   ///< "wheels.restart.max"
    std::string text;  ///< as it is written; a default as people write it
    YamlPlace place;   ///< line 0 and no file: nobody says it
    std::string note{};                   ///< what stands for it when nobody says it
    std::vector<YamlOverridden> over{};   ///< what it was laid over, newest first
    std::vector<Explanation> variables{};  ///< that the text is made of
};

/// NODE, NODE.KEY, NODE.PARAMETER or a key of the file, with all that is below it. Throws StartError{kNoInput} naming the nearest for
/// what is no key at all.
std::vector<Explanation> explain(const CheckedSet& checked, const std::string& target);

}  // namespace seqboard
