// Medians over repetitions, and the ratios that seqboard promises.
#pragma once

#include <benchmark/benchmark.h>

#include <map>
#include <string>
#include <vector>

namespace seqboard::bench {

/// Collects every repetition; prints nothing until all are done.
class CostTable final : public benchmark::BenchmarkReporter {
public:
    bool ReportContext(const Context&) override { return true; }
    void ReportRuns(const std::vector<Run>& runs) override;

    /// The costs, then the promises with "ok" or "MISS". True if none is missed.
    bool print() const;

    double p50_ns(const std::string& name) const;

private:
    std::map<std::string, std::vector<double>> times_ns_;
    std::vector<std::string> order_;
};

}  // namespace seqboard::bench
