// The machine's watchdog without a machine that restarts: its device is a file, and what the driver would answer is the test's.
#include "core/launch/watchdog.hpp"

#include <errno.h>
#include <linux/watchdog.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "core/exit_code.hpp"
#include "core/launch/supervisor.hpp"
#include "core/launch/watchdog_feeder.hpp"
#include "tests/launch/lone_process.hpp"
#include "tests/launch/scratch_file.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

struct Driver {
    bool is_watchdog = true;
    unsigned options = WDIOF_MAGICCLOSE;
    int longest_s = 60;
    bool keeps_what_is_set = true;
    bool says_its_timeout = true;
};
Driver driver;

int answer(unsigned long request, void* to) {
    errno = ENOTTY;
    if (!driver.is_watchdog) return -1;
    if (request == WDIOC_GETSUPPORT) static_cast<watchdog_info*>(to)->options = driver.options;
    if (request == WDIOC_SETTIMEOUT && !driver.keeps_what_is_set) return -1;
    if (request == WDIOC_SETTIMEOUT) *static_cast<int*>(to) = std::min(*static_cast<int*>(to), driver.longest_s);
    if (request == WDIOC_GETTIMEOUT && !driver.says_its_timeout) return -1;
    if (request == WDIOC_GETTIMEOUT) *static_cast<int*>(to) = driver.longest_s;
    return 0;
}

/// A device with this driver, and all that was written to it.
class Device {
public:
    explicit Device(const Driver& with) { driver = with; }
    std::string path() const { return file_.path(); }
    std::string written() const {
        std::ostringstream text;
        text << std::ifstream{file_.path(), std::ios::binary}.rdbuf();
        return text.str();
    }

private:
    ScratchFile file_{""};
};

const std::string kFed(1, '\0');
constexpr Time kStart = LoneProcess::kStart;

}  // namespace

// In the place of libc's, which the linker puts it in (--wrap); libraries differ in how they declare theirs.
extern "C" int __wrap_ioctl(int, unsigned long request, void* to) { return answer(request, to); }

TEST_CASE("a watchdog that is not there, or is none, is refused with the way out") {
    CHECK_THROWS_WITH((Watchdog{"/nowhere/watchdog", 10s}),
                      "watchdog /nowhere/watchdog: there is none; load the board's watchdog driver (or softdog), or take "
                      "watchdog: out of the node set");
    CHECK_THROWS_WITH((Watchdog{"/", 10s}), "watchdog /: Is a directory");
    const Device file{{.is_watchdog = false}};
    CHECK_THROWS_WITH((Watchdog{file.path(), 10s}), Catch::Contains("not a watchdog"));
    CHECK(file.written() == "V");  // should it be one after all
}

TEST_CASE("a watchdog waits as long as it was asked to, or longer, and is refused where it cannot") {
    CHECK(Watchdog{Device{{}}.path(), 9500ms}.timeout() == 10s);
    CHECK(Watchdog{Device{{.longest_s = 16, .keeps_what_is_set = false}}.path(), 10s}.timeout() == 16s);
    const Device hasty{{.longest_s = 5}};
    CHECK_THROWS_WITH((Watchdog{hasty.path(), 10s}),
                      Catch::EndsWith("it cannot wait for 10 s, only for 5 s; give it a timeout that it can keep"));
    CHECK(hasty.written() == "V");
    const Device silent{{.keeps_what_is_set = false, .says_its_timeout = false}};
    CHECK_THROWS_WITH((Watchdog{silent.path(), 10s}), Catch::EndsWith("it cannot wait for 10 s; give it a timeout that it can keep"));
}

TEST_CASE("a watchdog is due at a fifth of its timeout, and told to stop by a letter, if its driver can be told") {
    const Device device{{}};
    Watchdog watchdog{device.path(), 10s};
    CHECK(watchdog.is_due(kStart));
    watchdog.feed(kStart);
    CHECK_FALSE(watchdog.is_due(kStart + 1999ms));
    CHECK(watchdog.is_due(kStart + 2s));
    CHECK(watchdog.release());
    CHECK(device.written() == kFed + "V");
    CHECK_FALSE(watchdog.release());  // it is closed
    const Device stubborn{{.options = 0}};
    CHECK_FALSE(Watchdog{stubborn.path(), 10s}.release());
}

TEST_CASE("a watchdog is fed while all that must live does, and who starves it is told once") {
    const Device device{{}};
    PlannedProcess plan = planned("motor");
    plan.feeds_watchdog = true;
    LoneProcess process{plan};
    WatchdogFeeder feeder{{device.path(), 10s, {}}, process.observer()};
    process.become_ready(kStart);
    const auto look = [&](Duration after, bool working = true) { feeder.look(process.list(), process.board(), working, kStart + after); };
    look(500ms);
    look(600ms);  // not yet due
    CHECK(device.written() == kFed);
    look(3s);
    look(4s);
    CHECK(device.written() == kFed);
    const std::vector<std::string> starved = {"motor: not healthy, the watchdog is not fed; the machine restarts after 10 s"};
    CHECK(std::vector(process.said.end() - 1, process.said.end()) == starved);
    look(4s, false);  // while it starts or stops it is enough that the supervisor runs
    CHECK(device.written() == kFed + kFed);
    process.become_ready(kStart + 7s);
    look(7s);
    look(10s);
    CHECK(device.written() == kFed + kFed + kFed);
    CHECK(std::count(process.said.begin(), process.said.end(), starved[0]) == 2);
}

TEST_CASE("a process that the watchdog does not wait for may be ill") {
    const Device device{{}};
    PlannedProcess plan = planned("camera");
    plan.feeds_watchdog = false;
    LoneProcess process{plan};
    WatchdogFeeder feeder{{device.path(), 10s, {}}, process.observer()};
    process.become_ready(kStart);
    feeder.look(process.list(), process.board(), true, kStart + 5s);
    CHECK(device.written() == kFed);
}

TEST_CASE("at the end of a run the watchdog is disarmed, but not after a node was given up, and what cannot be is told") {
    const auto left = [](const Driver& with, bool gave_up, std::string& written) {
        const Device device{with};
        std::string said;
        const LaunchObserver observer{.on_event = [&](const LaunchEvent& event) { said += event.text; }};
        WatchdogFeeder{{device.path(), 10s, {}}, observer}.leave(gave_up);
        written = device.written();
        return said;
    };
    std::string written;
    CHECK(left({}, false, written).empty());
    CHECK(written == "V");
    CHECK(left({}, true, written) == "a node was given up: the watchdog stays armed, the machine restarts");
    CHECK(written.empty());
    CHECK(left({.options = 0}, false, written) == "this watchdog cannot be disarmed: the machine restarts unless somebody feeds it");
}

TEST_CASE("a supervisor feeds the watchdog while it runs, and disarms it unless it gave up") {
    using Kind = LaunchEvent::Kind;
    const auto written_by_run = [](const std::vector<std::string>& program, std::optional<Kind> stops_at, int exit_code) {
        const Device device{{}};
        const ScratchBoard scratch;
        LaunchPlan plan;
        plan.place = scratch.place();
        plan.watchdog = WatchdogRule{device.path(), 10s, {}};
        PlannedProcess& process = plan.processes.emplace_back(planned("tool"));
        process.command_line = program;
        process.is_foreign = true;
        process.restart.max_restarts = 0;
        Supervisor* running = nullptr;
        LaunchObserver observer;
        observer.on_event = [&](const LaunchEvent& event) {
            if (event.kind == stops_at) running->stop("somebody has seen enough");
        };
        Supervisor supervisor{plan, observer};
        running = &supervisor;
        CHECK(supervisor.run() == exit_code);
        return device.written();
    };
    CHECK(written_by_run({"/bin/true"}, {}, 0) == kFed + "V");
    CHECK(written_by_run({"/bin/false"}, {}, 1) == kFed);
    CHECK(written_by_run({"/bin/false"}, Kind::kGivenUp, 1) == kFed + "V");
    CHECK(written_by_run({"/bin/sleep", "1000"}, Kind::kAllReady, 0) == kFed + "V");
}
