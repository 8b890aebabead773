// JSON as manifests, journals and the agent's protocol use it.
#pragma once

#include <nlohmann/json.hpp>

namespace seqboard::deploy {

using Json = nlohmann::json;  ///< members in the order of their names, so that equal values make equal texts

}  // namespace seqboard::deploy
