// A controller written as a table of rules in words.
#pragma once

#include <string>
#include <vector>

#include "nodes/fuzzy_variable.hpp"

namespace seqboard {

/// Two numbers in, one out: "if the error is PS and its rate is Z, then PS", a rule for every pair of sets. A rule counts as much as the
/// product of its two degrees; the output is the mean of the rules' singletons by these weights, thus never beyond the largest of them.
/// Sources: rules in words as a controller, Mamdani and Assilian, Int. J. Man-Machine Studies 7(1), 1975; the weighted mean of constants,
/// Takagi and Sugeno, IEEE Trans. SMC-15(1), 1985.
/// Cost of a step with five sets each: ten degrees, thirty products, one division. No allocation.
class FuzzyController {
public:
    /// A parameter's name, for sentences, and its text.
    struct Text {
        std::string parameter, text;
    };
    struct Config {
        Text first, second;  ///< as FuzzyVariable takes them
        Text output;         ///< labels and their numbers: "NB -1; Z 0; PB 1"
        Text rules;          ///< a row of output labels for each set of the first input: "NB Z; Z PB"
    };

    /// Throws StartError{kConfig} for what FuzzyVariable refuses, an output that is no number, and a table whose size or
    /// labels do not fit.
    explicit FuzzyController(const Config& config);

    float step(float first, float second) const noexcept;

private:
    FuzzyVariable first_, second_;
    std::vector<float> rules_;  ///< the singleton of each rule, row after row
};

}  // namespace seqboard
