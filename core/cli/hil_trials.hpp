// Scenarios, tried one after the other as the command line says, and their table.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/cli/screen.hpp"
#include "core/cli/stop_signal.hpp"
#include "core/exit_code.hpp"
#include "core/hil/junit.hpp"

namespace seqboard::cli {

struct HilOptions {
    std::vector<std::string> scenarios;
    std::optional<std::string> seed;
    std::vector<std::string> sets;
    std::vector<std::string> modes;  ///< none: sim
    hil::Arrangement where;          ///< what the modes need; its own mode is not looked at
    std::string folder = "runs/hil";
    std::string run_folder;  ///< of the one run; empty: below `folder`
    std::string junit;
    unsigned repeat = 1;
    bool idle = false;
};

class HilTrials {
public:
    /// Throws StartError for modes that are none or lack what they need.
    explicit HilTrials(const HilOptions& options);

    /// All scenarios in all modes with all seeds; prints a line for each, and the sum.
    ExitCode run();

private:
    void run_all(const std::string& path);
    void run_one(const hil::Scenario& scenario, const hil::Arrangement& where, int seed);
    std::string folder_of(const hil::Scenario& scenario, const hil::Arrangement& where, int seed) const;
    void add(hil::Case one);
    void print(const hil::Case& one) const;
    void write_junit() const;
    ExitCode summary() const;

    const HilOptions& options_;
    std::vector<hil::Arrangement> arrangements_;
    Screen screen_;
    StopSignal stop_;
    std::vector<hil::Case> cases_;
    std::map<std::string, std::vector<std::string>> hashes_;
};

}  // namespace seqboard::cli
