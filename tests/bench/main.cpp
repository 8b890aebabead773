// seqboard_bench [--check] [--benchmark_...]: prints what slots cost, what recording keeps up with, how fast the command line answers and
// what telemetry costs. --check: exit code 1 if a promise is missed.
#include <cstring>
#include <vector>

#include "tests/bench/cli_costs.hpp"
#include "tests/bench/cost_table.hpp"
#include "tests/bench/recording_costs.hpp"
#include "tests/bench/telemetry_costs.hpp"

int main(int argc, char** argv) {
    using namespace seqboard;
    // Repetitions of all in random order, so that noise of the machine hits what is compared alike.
    std::vector<const char*> words = {argv[0], "--benchmark_repetitions=21", "--benchmark_enable_random_interleaving=true",
                                      "--benchmark_min_time=0.01"};
    bool check = false, all = true;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--check") == 0) check = true;
        else words.push_back(argv[i]), all = false;
    }
    int count = static_cast<int>(words.size());
    benchmark::Initialize(&count, const_cast<char**>(words.data()));
    if (benchmark::ReportUnrecognizedArguments(count, const_cast<char**>(words.data()))) return 64;
    bench::CostTable table;
    benchmark::RunSpecifiedBenchmarks(&table);
    const bool ratios_kept = table.print();
    const bool recorded = !all || bench::print_recording_costs();
    const bool answered = !all || bench::print_cli_costs();
    const bool shown = !all || bench::print_telemetry_costs();
    const bool kept = recorded && answered && shown && ratios_kept;
    return check && !kept ? 1 : 0;
}
