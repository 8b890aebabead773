#include "tests/core/schema/ros2_decoder.hpp"

#include <map>
#include <regex>
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
        line = std::regex_replace(line, std::regex{"\\s*#.*"}, "");
        if (!line.empty()) sections[section].push_back(line);
    }
    return sections;
}

class Decoder {
public:
    explicit Decoder(const std::string& definition) : sections_{split(definition)} {}

    void message(const std::string& section, const std::string& path) {
        static const std::regex kConstant{"([a-z0-9]+) ([A-Z][A-Z0-9_]*)=([0-9]+)"};
        static const std::regex kField{"([A-Za-z0-9_/]+)(\\[([0-9]+)\\])? ([A-Za-z][A-Za-z0-9_]*)"};
        for (const std::string& line : sections_.at(section)) {
            std::smatch match;
            if (std::regex_match(line, match, kConstant)) {
                found.constants.push_back(line);
                continue;
            }
            if (!std::regex_match(line, match, kField)) throw std::runtime_error{"not a field: " + line};
            const std::string name = path + match[4].str();
            if (!match[3].matched) element(match[1], name);
            else
                for (int k = 0; k < std::stoi(match[3]); ++k) element(match[1], name + "[" + std::to_string(k) + "]");
        }
    }

    DecodedMessage found;

private:
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
