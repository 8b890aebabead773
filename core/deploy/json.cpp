#include "core/deploy/json.hpp"

namespace seqboard::deploy {

Json parse_json(std::string_view text) { return Json::parse(text); }
Json try_parse_json(std::string_view text) { return Json::parse(text, nullptr, false); }
std::string json_line(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace seqboard::deploy
