// A node type that is only a script: it says what a test wants of itself, and runs nothing.
#pragma once

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/scratch/scratch_board.hpp"

namespace seqboard::testing {

/// The description of a type that has nothing; `more` is laid over it.
inline nlohmann::json described_type(const std::string& type, const nlohmann::json& more = nlohmann::json::object()) {
    nlohmann::json description = {{"type", type},
                                  {"period_ns", 10'000'000},
                                  {"trigger", nullptr},
                                  {"drives_clock", false},
                                  {"drives_actuators", false},
                                  {"params", nlohmann::json::array()},
                                  {"inputs", nlohmann::json::array()},
                                  {"outputs", nlohmann::json::array()}};
    description.update(more);
    return description;
}

/// A port that carries one float, `range_m`.
inline nlohmann::json described_port(const std::string& port) {
    return {{"port", port},
            {"message", "Distance"},
            {"fingerprint", "0123456789abcdef"},
            {"bytes", 4},
            {"cells", 4},
            {"schema", "float32 range_m  # m\n"}};
}

/// Scripts and node sets in a folder of a board that is made for them.
class DescribedPrograms {
public:
    /// A program that prints this whatever it is asked, and needs no other for it. Its path.
    std::string add(const std::string& name, const std::string& printed) const {
        put(name, "#!/bin/sh\nwhile read -r line; do printf '%s\\n' \"$line\"; done <<'.'\n" + printed + "\n.\n");
        std::filesystem::permissions(folder() + "/" + name, std::filesystem::perms::owner_all);
        return folder() + "/" + name;
    }
    std::string add(const nlohmann::json& description) const { return add(description.at("type").get<std::string>(), description.dump(2)); }

    /// A file beside them. Its path.
    std::string put(const std::string& name, const std::string& text) const {
        std::filesystem::create_directories(folder());
        std::ofstream{folder() + "/" + name} << text;
        return folder() + "/" + name;
    }

    std::string folder() const { return scratch.root() + "/programs"; }

    ScratchBoard scratch;
};

}  // namespace seqboard::testing
