#include "tests/bench/telemetry_costs.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <thread>

#include "core/launch/child_process.hpp"
#include "core/node/realtime.hpp"
#include "tests/bench/moving_robot.hpp"

namespace seqboard::bench {

namespace {

constexpr double kPromised = 1.1;
constexpr int kPairs = 10, kClients = 100, kPort = 8799, kPriority = 50;
constexpr Duration kPeriod = std::chrono::milliseconds{5};
constexpr int kSteps = 200, kStepsToSettle = 20;  ///< of a turn

/// A process that can be put aside.
class Bystander {
public:
    explicit Bystander(const std::vector<std::string>& words)
        : pid_{start_child(words, STDERR_FILENO, SIGKILL, {.schedule = {.nice = 19}})} {}
    Bystander(const Bystander&) = delete;
    Bystander& operator=(const Bystander&) = delete;
    ~Bystander() {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    void stop(bool stopped) const { ::kill(pid_, stopped ? SIGSTOP : SIGCONT); }
    bool lives() const { return ::waitpid(pid_, nullptr, WNOHANG) == 0; }
    std::string number() const { return std::to_string(pid_); }

private:
    pid_t pid_;
};

/// How late nine of ten steps begin at most, in microseconds.
double lateness_us() {
    std::vector<double> late_us;
    Time due = monotonic_now();
    for (int step = 0; step < kSteps; ++step) {
        due += kPeriod;
        const auto ns = ns_of(due);
        const timespec until{static_cast<time_t>(ns / 1'000'000'000), static_cast<long>(ns % 1'000'000'000)};
        while (::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr) != 0) {
        }
        if (step >= kStepsToSettle) late_us.push_back(std::chrono::duration<double, std::micro>(monotonic_now() - due).count());
    }
    const auto ninth = late_us.begin() + static_cast<std::ptrdiff_t>(late_us.size() * 9 / 10);
    std::nth_element(late_us.begin(), ninth, late_us.end());
    return *ninth;
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

}  // namespace

bool print_telemetry_costs() {
    const MovingRobot robot;
    const std::string port = std::to_string(kPort);
    const Bystander server{{testing::built("telemetry_node"), "--root", robot.root(), "--board", "bench", "--name", "telemetry", "--param",
                            "port=" + port, "--param", "max_clients=128", "--output", "remote_command=a", "--output", "remote_request=b",
                            "--output", "behaviour_request=c"}};
    std::this_thread::sleep_for(std::chrono::seconds{1});
    const Bystander clients{{testing::built("telemetry_load"), port, std::to_string(kClients), "1", "3600", server.number(), "/pose",
                             "/map", "/plan", "/range", "/goal", "/wheel_state", "/behaviour_state", "/battery", "/telemetry_state",
                             "/supervisor.status"}};
    std::this_thread::sleep_for(std::chrono::seconds{2});
    std::vector<double> with_us, without_us;
    std::string refused;
    std::thread loop{[&] {
        refused = become_realtime(kPriority, false);
        for (int turn = 0; turn < 2 * kPairs; ++turn) {
            const bool alone = turn % 2 == 0;
            server.stop(alone), clients.stop(alone);
            (alone ? without_us : with_us).push_back(lateness_us());
        }
    }};
    loop.join();
    const bool ran = server.lives() && clients.lives();
    const double ratio = median(with_us) / median(without_us);
    const bool good = ran && ratio <= kPromised;
    std::printf("\n%-52s %10s %10s %7s  %s\n", "steps of a control loop begin late by, 9 of 10", "with us", "without", "ratio", "at most");
    std::printf("%-52s %10.1f %10.1f %7.2f  %.2f  %s\n", "telemetry with 100 clients and one that never reads", median(with_us),
                median(without_us), ratio, kPromised, good ? "ok" : "MISS");
    if (!ran) std::printf("    the server or its clients ended\n");
    if (!refused.empty()) std::printf("    the loop had no real-time priority: %s\n", refused.c_str());
    return good;
}

}  // namespace seqboard::bench
