// Shows a deployment while it goes on, and what came of it.
#pragma once

#include "core/deploy/host/deployment.hpp"

namespace seqboard::cli {

class DeployPrinter {
public:
    /// With `json` only the outcome is printed.
    explicit DeployPrinter(bool json);

    deploy::DeploymentView view();
    void print(const deploy::DeploymentResult& result, bool dry_run) const;

private:
    void on_step(const std::string& step, const std::string& text);
    void on_bytes(std::uint64_t done, std::uint64_t whole);

    bool json_;
    bool terminal_;
    Time begun_;
    bool line_open_ = false;  ///< the progress line has no end yet
};

}  // namespace seqboard::cli
