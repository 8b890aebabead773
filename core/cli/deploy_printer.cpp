#include "core/cli/deploy_printer.hpp"

#include <unistd.h>

#include <cstdio>

#include "core/deploy/host/byte_text.hpp"

namespace seqboard::cli {

DeployPrinter::DeployPrinter(bool json, std::string label)
    : json_{json}, label_{std::move(label)}, terminal_{label_.empty() && ::isatty(STDOUT_FILENO) == 1}, begun_{monotonic_now()} {}

deploy::DeploymentView DeployPrinter::view() {
    if (json_) return {};
    return {[this](const std::string& step, const std::string& text) { on_step(step, text); },
            [this](std::uint64_t done, std::uint64_t whole) { on_bytes(done, whole); }};
}

void DeployPrinter::on_step(const std::string& step, const std::string& text) {
    if (line_open_) std::printf("\r\x1b[K");
    line_open_ = false;
    const double seconds = std::chrono::duration<double>(monotonic_now() - begun_).count();
    std::printf("%s%7.2f s  %-13s  %s\n", label_.c_str(), seconds, step.c_str(), text.c_str());
    std::fflush(stdout);
}

void DeployPrinter::on_bytes(std::uint64_t done, std::uint64_t whole) {
    if (!terminal_) return;
    const auto percent = whole == 0 ? 100 : static_cast<unsigned>(done * 100 / whole);
    std::printf("\r\x1b[K           sending        %u %%  %s of %s", percent, deploy::byte_text(done).c_str(),
                deploy::byte_text(whole).c_str());
    std::fflush(stdout);
    line_open_ = true;
}

void DeployPrinter::print(const deploy::DeploymentResult& result, bool dry_run) const {
    if (json_) {
        deploy::Json json = json_of(result);
        json["dry_run"] = dry_run;
        std::printf("%s\n", json.dump(2).c_str());
        return;
    }
    if (dry_run) std::printf("nothing was changed\n");
    else
        std::printf("%s runs: sent %s, all nodes ready after %.2f s, confirmed after %.2f s\n", result.release.c_str(),
                    deploy::byte_text(result.bytes_sent).c_str(), result.seconds_to_ready, result.seconds);
}

deploy::Json DeployPrinter::json_of(const deploy::DeploymentResult& result) {
    deploy::Json json = {{"release", result.release},
                         {"files_sent", result.files_sent},
                         {"bytes_sent", result.bytes_sent},
                         {"seconds_to_ready", result.seconds_to_ready},
                         {"seconds", result.seconds}};
    if (!result.changes.from.empty()) json["changes"] = result.changes.json();
    return json;
}

}  // namespace seqboard::cli
