// One option of a command.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class Option;
}

namespace seqboard::cli {

/// A handle; every call returns it again, for the next.
class Option {
public:
    Option(CLI::Option* option) : option_{option} {}

    Option required(bool is_required = true) const;
    Option within(double least, double most) const;
    Option within(int least, int most) const;
    Option one_of(const std::vector<std::string>& words) const;
    Option excludes(const Option& other) const;
    Option show_default() const;  ///< the present value of its variable stands in the help

private:
    CLI::Option* option_;
};

}  // namespace seqboard::cli
