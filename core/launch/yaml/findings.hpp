// What is wrong with a node set: everything, not just the first thing.
#pragma once

#include <string>
#include <vector>

#include "core/exit_code.hpp"
#include "core/launch/yaml/yaml_place.hpp"

namespace seqboard {

/// One sentence about one place.
struct Finding {
    YamlPlace place;
    std::string sentence;
    auto operator<=>(const Finding&) const = default;
};

/// "robot.yaml:17:5: planner: ..."
std::string text_of(const Finding& finding);

class Findings {
public:
    void error(const YamlPlace& place, const std::string& sentence) { errors_.push_back({place, sentence}); }
    void warning(const YamlPlace& place, const std::string& sentence) { warnings_.push_back({place, sentence}); }

    bool has_errors() const { return !errors_.empty(); }

    /// One sentence per mistake: what follows from a value that could not be read is not told as well.
    bool has_error_at(const YamlPlace& place) const;

    /// Sorted by place, each once.
    std::vector<Finding> errors() const { return sorted(errors_); }
    std::vector<Finding> warnings() const { return sorted(warnings_); }

    /// Throws StartError{kConfig} with one line per error, if there is one.
    void throw_errors() const;

private:
    static std::vector<Finding> sorted(std::vector<Finding> findings);

    std::vector<Finding> errors_;
    std::vector<Finding> warnings_;
};

}  // namespace seqboard
