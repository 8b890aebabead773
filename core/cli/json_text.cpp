#include "core/cli/json_text.hpp"

#include <nlohmann/json.hpp>

namespace seqboard::cli {

JsonText::JsonText(double number) : text_{nlohmann::ordered_json(number).dump()} {}
// What nodes print may be anything: bytes that are no UTF-8 become U+FFFD.
JsonText::JsonText(const std::string& text)
    : text_{nlohmann::ordered_json(text).dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)} {}

JsonText JsonText::array() {
    JsonText array;
    array.text_ = "[]";
    return array;
}

void JsonText::add(std::initializer_list<Member> members) {
    for (const auto& [name, value] : members) append(JsonText(name).text_ + ":" + value.text_);
}

void JsonText::push_back(const JsonText& element) { append(element.text_); }

std::string JsonText::on_lines() const { return nlohmann::ordered_json::parse(text_).dump(2); }

void JsonText::append(const std::string& part) {
    const bool first = text_.size() == 2;
    text_.insert(text_.size() - 1, first ? part : "," + part);
}

}  // namespace seqboard::cli
