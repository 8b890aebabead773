#include "tests/core/schema/ros2_decoder.hpp"

#include <algorithm>
#include <map>
#include <sstream>
#include <stdexcept>

namespace seqboard::testing {

namespace {

const std::map<std::string, std::size_t> kPrimitives = {{"bool", 1},  {"char", 1},   {"int8", 1},    {"uint8", 1},
                                                        {"int16", 2}, {"uint16", 2}, {"int32", 4},   {"uint32", 4},
                                                        {"int64", 8}, {"uint64", 8}, {"float32", 4}, {"float64", 8}};

using Sections = std::map<std::string, std::vector<std::string>>;

Sections split(const std::string& definition) {
    Sections sections;
    std::string section;
    std::istringstream lines{definition};
    for (std::string line; std::getline(lines, line);) {
        if (line == std::string(80, '=')) {
            if (!std::getline(lines, line) || !line.starts_with("MSG: ")) throw std::runtime_error{"no MSG: after a separator"};
            section = line.substr(5);
            continue;
        }
        line.resize(std::min(line.find('#'), line.size()));  // a comment
        line.resize(line.find_last_not_of(' ') + 1);
        if (!line.empty()) sections[section].push_back(line);
    }
    return sections;
}

const std::string kDigits = "0123456789";
const std::string kLower = "abcdefghijklmnopqrstuvwxyz";
const std::string kUpper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// Whether the text begins with one of the first characters and goes on with those or others.
bool is_made_of(const std::string& text, const std::string& first, const std::string& others) {
    return !text.empty() && first.find(text[0]) != std::string::npos && text.find_first_not_of(first + others) == std::string::npos;
}

/// "uint8 STATE_READY=1"
bool is_constant(const std::string& type, const std::string& rest) {
    const std::size_t equals = rest.find('=');
    return equals != std::string::npos && is_made_of(type, kLower, kDigits) && is_made_of(rest.substr(0, equals), kUpper, kDigits + "_") &&
           is_made_of(rest.substr(equals + 1), kDigits, "");
}

class Decoder {
public:
    explicit Decoder(const std::string& definition) : sections_{split(definition)} {}

    void message(const std::string& section, const std::string& path) {
        for (const std::string& line : sections_.at(section)) {
            const std::size_t blank = line.find(' ');
            if (blank == std::string::npos) throw std::runtime_error{"not a field: " + line};
            const std::string type = line.substr(0, blank), rest = line.substr(blank + 1);
            if (is_constant(type, rest)) found.constants.push_back(line);
            else if (is_made_of(rest, kLower + kUpper, kDigits + "_")) field(type, path + rest);
            else throw std::runtime_error{"not a field: " + line};
        }
    }

    DecodedMessage found;

private:
    /// "float32" or "float32[4]"
    void field(const std::string& type, const std::string& path) {
        const std::size_t bracket = type.find('[');
        const std::string name = type.substr(0, bracket);
        if (!is_made_of(name, kLower + kUpper, kDigits + "_/")) throw std::runtime_error{"not a type: " + type};
        if (bracket == std::string::npos) return element(name, path);
        const std::string count = type.substr(bracket + 1, type.size() - bracket - 2);
        if (type.back() != ']' || !is_made_of(count, kDigits, "")) throw std::runtime_error{"not an array: " + type};
        for (int k = 0; k < std::stoi(count); ++k) element(name, path + "[" + std::to_string(k) + "]");
    }

    void element(const std::string& type, const std::string& path) {
        const auto primitive = kPrimitives.find(type);
        if (primitive == kPrimitives.end()) return message(type, path + ".");
        const std::size_t bytes = primitive->second;
        const std::size_t at = (found.bytes + bytes - 1) / bytes * bytes;
        found.numbers.push_back({path, type, at, bytes});
        found.bytes = at + bytes;
    }

    Sections sections_;
};

}  // namespace

DecodedMessage decode(const std::string& definition) {
    Decoder decoder{definition};
    decoder.message("", "");
    return decoder.found;
}

}  // namespace seqboard::testing
