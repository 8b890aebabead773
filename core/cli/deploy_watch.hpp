// The loop of a developer: something changes, it is bundled and deployed again.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/cli/stop_signal.hpp"
#include "core/deploy/host/bundle.hpp"
#include "core/exit_code.hpp"

namespace seqboard::cli {

class DeployWatch {
public:
    using Make = std::function<deploy::Bundle()>;
    using Deploy = std::function<ExitCode(const deploy::Bundle& bundle)>;

    /// `beginnings`: files and folders that are looked at as long as no bundle can be made. `make` says in the bundle's sources what it was
    /// made from. Both throw StartError, which is told and ends nothing.
    DeployWatch(std::vector<std::string> beginnings, Make make, Deploy deploy)
        : beginnings_{std::move(beginnings)}, make_{std::move(make)}, deploy_{std::move(deploy)} {}

    /// Deploys, waits for a change, deploys again, until Ctrl-C. Returns how the deployment ended that it interrupted; kOk if there was none.
    ExitCode run();

private:
    std::optional<deploy::Bundle> bundle();
    ExitCode deploy_if_new(const deploy::Bundle& bundle);
    bool wait_for_change();

    std::vector<std::string> beginnings_;
    Make make_;
    Deploy deploy_;
    StopSignal stop_;
    deploy::FileStamps known_;
    std::string deployed_;  ///< the release that was brought there last
};

}  // namespace seqboard::cli
