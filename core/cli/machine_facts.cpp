#include "core/cli/machine_facts.hpp"

#include <sys/prctl.h>
#include <sys/utsname.h>
#include <time.h>

#include <fstream>

namespace seqboard::cli {

MachineFacts MachineFacts::of_this_one() {
    utsname name{};
    ::uname(&name);
    timespec tick{};
    ::clock_getres(CLOCK_MONOTONIC, &tick);
    return {.system = name.sysname,
            .release = name.release,
            .version = name.version,
            .processor = name.machine,
            .timer_tick = std::chrono::seconds{tick.tv_sec} + Duration{tick.tv_nsec},
            .timer_slack = Duration{::prctl(PR_GET_TIMERSLACK)}};
}

std::string MachineFacts::first_line(const std::string& path) const {
    std::ifstream file{root + path};
    std::string line;
    std::getline(file, line);
    return line;
}

}  // namespace seqboard::cli
