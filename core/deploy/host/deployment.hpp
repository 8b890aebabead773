// One deployment from this machine to a target: preflight, transfer, installation, check, switch, confirmation.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/deploy/host/agent_link.hpp"
#include "core/deploy/host/bundle.hpp"
#include "core/deploy/host/release_difference.hpp"

namespace seqboard::deploy {

struct DeploymentOptions {
    bool dry_run = false;
    bool without_devices = false;  ///< go on although devices that parameters name are absent
    double ready_s = 20;
    double soak_s = 10;
    double confirm_s = 60;
};

/// What to show while it goes on.
struct DeploymentView {
    std::function<void(const std::string& step, const std::string& text)> on_step = [](const auto&, const auto&) {};
    std::function<void(std::uint64_t done, std::uint64_t whole)> on_bytes = [](auto, auto) {};
};

struct DeploymentResult {
    std::string release;
    std::uint64_t files_sent = 0;
    std::uint64_t bytes_sent = 0;
    double seconds_to_ready = 0;  ///< from the beginning until the new release was healthy, without the soak
    double seconds = 0;
    ReleaseDifference changes{};  ///< of a dry run
};

class Deployment {
public:
    Deployment(const SshTarget& target, const DeploymentOptions& options, DeploymentView view)
        : target_{target}, options_{options}, view_{std::move(view)}, begun_{monotonic_now()} {}

    /// Throws StartError with the reason of whoever refused; the target runs the release it ran before then.
    DeploymentResult deploy(const Bundle& bundle);

    /// Returns to the previous release, by the same switch.
    DeploymentResult roll_back();

private:
    void connect(const Bundle& bundle, const Manifest& manifest);
    void preflight(const Bundle& bundle, const Manifest& manifest) const;
    void require_runnable(const Bundle& bundle, const Manifest& manifest, const Machine& machine) const;
    void compare(const Bundle& bundle);
    void send(const Bundle& bundle, const Manifest& manifest, const Json& missing);
    void switch_and_confirm(Json request);
    void step(const std::string& name, const std::string& text) { view_.on_step(name, text); }
    double seconds() const { return std::chrono::duration<double>(monotonic_now() - begun_).count(); }

    const SshTarget& target_;
    DeploymentOptions options_;
    DeploymentView view_;
    Time begun_;
    std::unique_ptr<AgentLink> link_;
    DeploymentResult result_;
};

}  // namespace seqboard::deploy
