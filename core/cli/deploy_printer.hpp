// Shows a deployment while it goes on, and what came of it.
#pragma once

#include "core/deploy/host/deployment.hpp"

namespace seqboard::cli {

class DeployPrinter {
public:
    /// With `json` only the outcome is printed. `label` begins every line, where several deployments print; they show no progress within
    /// a step.
    explicit DeployPrinter(bool json, std::string label = "");

    deploy::DeploymentView view();
    void print(const deploy::DeploymentResult& result, bool dry_run) const;

    static deploy::Json json_of(const deploy::DeploymentResult& result);

private:
    void on_step(const std::string& step, const std::string& text);
    void on_bytes(std::uint64_t done, std::uint64_t whole);

    bool json_;
    std::string label_;
    bool terminal_;
    Time begun_;
    bool line_open_ = false;  ///< the progress line has no end yet
};

}  // namespace seqboard::cli
