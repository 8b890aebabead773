#include "core/launch/critical_path.hpp"

#include <algorithm>

namespace seqboard {

namespace {

std::string in_ms(Duration duration) {
    return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count()) + " ms";
}

}  // namespace

std::string critical_path(const std::vector<StartTiming>& timings, Time asked) {
    if (timings.empty()) return "";
    const auto earlier = [](const StartTiming& a, const StartTiming& b) { return a.ready < b.ready; };
    const StartTiming* last = &*std::max_element(timings.begin(), timings.end(), earlier);
    std::string path;
    for (std::size_t steps = 0; last != nullptr && steps < timings.size(); ++steps) {
        const StartTiming* before = nullptr;
        for (const std::size_t i : last->after)
            if (before == nullptr || before->ready < timings[i].ready) before = &timings[i];
        // One that was restarted meanwhile may have become ready again later.
        const Duration took = std::max(last->ready - (before == nullptr ? asked : before->ready), Duration::zero());
        path.insert(0, last->name + " " + in_ms(took) + (path.empty() ? "" : ", "));
        last = before;
    }
    return path;
}

}  // namespace seqboard
