#include "nodes/fuzzy_controller.hpp"

#include <cmath>
#include <cstdlib>
#include <map>

#include "core/exit_code.hpp"
#include "nodes/word_rows.hpp"

namespace seqboard {

namespace {

std::map<std::string, float> parsed_singletons(const FuzzyController::Text& output) {
    std::map<std::string, float> singletons;
    for (const std::vector<std::string>& words : word_rows(output.text)) {
        char* end = nullptr;
        const float number = words.size() == 2 ? std::strtof(words[1].c_str(), &end) : 0.0f;
        if (end == nullptr || *end != '\0' || !std::isfinite(number) || !singletons.emplace(words[0], number).second)
            throw StartError{ExitCode::kConfig, output.parameter + ": '" + words[0] +
                                                    "' is not a new label followed by one number; expected as in 'N -1; Z 0; P 1'"};
    }
    return singletons;
}

}  // namespace

FuzzyController::FuzzyController(const Config& config)
    : first_{config.first.parameter, config.first.text}, second_{config.second.parameter, config.second.text} {
    const std::map<std::string, float> singletons = parsed_singletons(config.output);
    const auto rows = word_rows(config.rules.text);
    bool fits = rows.size() == first_.size();
    for (const std::vector<std::string>& row : rows) {
        fits = fits && row.size() == second_.size();
        for (const std::string& label : row) {
            const auto singleton = singletons.find(label);
            if (singleton == singletons.end())
                throw StartError{ExitCode::kConfig, config.rules.parameter + ": no output is called '" + label + "'; " +
                                                        config.output.parameter + " names those that there are"};
            rules_.push_back(singleton->second);
        }
    }
    if (!fits)
        throw StartError{ExitCode::kConfig, config.rules.parameter + " does not fit; expected " + std::to_string(first_.size()) +
                                                " rows divided by ';', one for each set of " + config.first.parameter + ", of " +
                                                std::to_string(second_.size()) + " labels, one for each set of " + config.second.parameter};
}

float FuzzyController::step(float first, float second) const noexcept {
    float weighted = 0, weights = 0;
    const float* row = rules_.data();
    for (std::size_t i = 0; i < first_.size(); ++i, row += second_.size()) {
        const float degree = first_.degree(i, first);
        if (degree == 0) continue;
        for (std::size_t j = 0; j < second_.size(); ++j) {
            const float weight = degree * second_.degree(j, second);
            weighted += weight * row[j];
            weights += weight;
        }
    }
    return weighted / weights;
}

}  // namespace seqboard
