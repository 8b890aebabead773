#include "tests/bench/cost_table.hpp"

#include <algorithm>
#include <cstdio>

namespace seqboard::bench {

namespace {

/// `cost` over `reference` is to be at most `limit`; without a reference, `cost` itself in nanoseconds.
struct Promise {
    const char* cost;
    const char* reference;
    double limit;
};

constexpr Promise kPromises[] = {
    {"write + read 64 B", "memcpy seqlock, write + read", 2.5},
    {"write 64 B", "System V semaphore, write", 1.0 / 50},
    {"read 64 B", "System V semaphore, read", 1.0 / 50},
    {"read 64 KiB", "memcpy 64 KiB", 1.8},
    {"view 64 KiB", nullptr, 200},
    {"wake through a slot, there and back", "bare futex, there and back", 1.2},
};

}  // namespace

void CostTable::ReportRuns(const std::vector<Run>& runs) {
    for (const Run& run : runs) {
        if (run.run_type != Run::RT_Iteration) continue;
        const std::string name = run.run_name.function_name;
        if (!times_ns_.contains(name)) order_.push_back(name);
        times_ns_[name].push_back(run.GetAdjustedRealTime());
    }
}

double CostTable::p50_ns(const std::string& name) const {
    const auto found = times_ns_.find(name);
    if (found == times_ns_.end()) return 0;
    std::vector<double> times = found->second;
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}

bool CostTable::print() const {
    std::printf("%-38s %12s\n", "p50", "ns");
    std::vector<std::string> names = order_;
    std::sort(names.begin(), names.end(), [&](const auto& a, const auto& b) { return p50_ns(a) < p50_ns(b); });
    for (const std::string& name : names) std::printf("%-38s %12.1f\n", name.c_str(), p50_ns(name));

    bool kept = true;
    std::printf("\n%-38s %-30s %8s  %s\n", "promise", "against", "ratio", "at most");
    for (const Promise& promise : kPromises) {
        const double reference = promise.reference ? p50_ns(promise.reference) : 1;
        if (reference <= 0 || p50_ns(promise.cost) <= 0) continue;  // left out by --benchmark_filter
        const double ratio = p50_ns(promise.cost) / reference;
        const bool good = ratio <= promise.limit;
        kept = kept && good;
        if (promise.reference == nullptr)
            std::printf("%-38s %-30s %8.0f  %.0f ns  %s\n", promise.cost, "-", ratio, promise.limit, good ? "ok" : "MISS");
        else std::printf("%-38s %-30s %8.3f  %.2f  %s\n", promise.cost, promise.reference, ratio, promise.limit, good ? "ok" : "MISS");
    }
    return kept;
}

}  // namespace seqboard::bench
