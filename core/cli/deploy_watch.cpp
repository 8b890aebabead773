#include "core/cli/deploy_watch.hpp"

#include <cstdio>

#include "core/deploy/host/change_watch.hpp"

namespace seqboard::cli {

namespace {

constexpr Duration kPause = std::chrono::milliseconds{100};
constexpr std::size_t kNamed = 3;

ExitCode tell(const StartError& error) {
    std::fprintf(stderr, "seqboard: %s\n", error.what());
    return error.code();
}

/// "a, b, c and 4 more"
std::string text_of(const std::vector<std::string>& paths) {
    std::string text;
    for (std::size_t i = 0; i < paths.size() && i < kNamed; ++i) text += (i == 0 ? "" : ", ") + paths[i];
    return paths.size() <= kNamed ? text : text + " and " + std::to_string(paths.size() - kNamed) + " more";
}

}  // namespace

ExitCode DeployWatch::run() {
    while (true) {
        const auto made = bundle();
        const ExitCode code = made ? deploy_if_new(*made) : ExitCode::kOk;
        if (stop_.requested()) return code;
        if (!wait_for_change()) return ExitCode::kOk;
    }
}

std::optional<deploy::Bundle> DeployWatch::bundle() {
    deploy::FileStamps before = deploy::renewed(known_);
    for (const std::string& path : beginnings_) before[path] = deploy::stamp_of(path);
    try {
        deploy::Bundle bundle = make_();
        known_ = bundle.sources;
        return bundle;
    } catch (const StartError& error) {
        tell(error);
        known_ = std::move(before);
        return std::nullopt;
    }
}

ExitCode DeployWatch::deploy_if_new(const deploy::Bundle& bundle) {
    const std::string release = deploy::release_name(bundle.manifest_text);
    if (release == deployed_) {
        std::printf("it is still %s, which was deployed\n", release.c_str());
        return ExitCode::kOk;
    }
    try {
        const ExitCode code = deploy_(bundle);
        if (code == ExitCode::kOk) deployed_ = release;
        return code;
    } catch (const StartError& error) {
        return tell(error);
    }
}

/// False: Ctrl-C.
bool DeployWatch::wait_for_change() {
    std::printf("waiting until one of %zu files changes; Ctrl-C ends this\n", known_.size());
    std::fflush(stdout);
    deploy::ChangeWatch watch{known_};
    while (stop_.sleep(kPause)) {
        known_ = deploy::renewed(known_);
        const std::vector<std::string> changed = watch.look(monotonic_now(), known_);
        if (changed.empty()) continue;
        std::printf("changed: %s\n", text_of(changed).c_str());
        return true;
    }
    return false;
}

}  // namespace seqboard::cli
