// JSON as manifests, journals and the agent's protocol use it. Reading and writing are compiled here, once: a file that calls the
// library's own takes a second more.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace seqboard::deploy {

using Json = nlohmann::json;  ///< members in the order of their names, so that equal values make equal texts

/// Throws Json::exception for what is no JSON.
Json parse_json(std::string_view text);

/// Json::is_discarded() for what is no JSON.
Json try_parse_json(std::string_view text);

/// On one line, without its end. Bytes that are no UTF-8 are replaced.
std::string json_line(const Json& json);

}  // namespace seqboard::deploy
