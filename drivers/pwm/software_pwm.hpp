// An output that a thread makes on a GPIO line: for the fourth signal of a board with three timers.
#pragma once

#include <atomic>
#include <memory>
#include <thread>

#include "drivers/gpio/gpio_lines.hpp"
#include "drivers/pwm/pulse_train.hpp"
#include "drivers/pwm/pwm_output.hpp"

namespace seqboard {

/// One thread for each output, SCHED_FIFO at priority 60 and with locked memory where the system grants it, asleep between the edges.
/// Both edges of a pulse move by what else the processor does: 10 us are 1 degree of a servo. worst_lateness() says how late the worst
/// edge was on this machine. Costs two system calls to set the line and two to sleep in each period; zero and the whole period are exact
/// and cost one. The line stays as it is when the program is killed: a pulse that was high stays high.
class SoftwarePwm final : public PwmOutput {
public:
    static constexpr Duration kShortestPeriod = std::chrono::milliseconds{1};

    /// `gpio` is a backend and `request.output` a line of open_gpio(). Throws StartError as that does; kConfig for a period below 1 ms
    /// and for a safe pulse that is neither zero nor the whole period: nobody makes it when this thread has ended.
    SoftwarePwm(const std::string& gpio, const PwmRequest& request);
    ~SoftwarePwm() override;

    const char* backend() const noexcept override { return "software"; }

    /// Of an edge against its time, since it was opened; saturates at 4 s. Any thread.
    Duration worst_lateness() const noexcept { return Duration{worst_lateness_ns_.load()}; }

private:
    bool apply(Duration high) noexcept override;
    void run() noexcept;

    std::unique_ptr<GpioLines> line_;  ///< the thread's, while it runs
    std::atomic<std::uint32_t> high_ns_{0};
    std::atomic<std::uint32_t> worst_lateness_ns_{0};
    std::atomic<bool> works_{true};  ///< the line took what was set last
    std::atomic<bool> stop_{false};
    std::thread thread_;
};

}  // namespace seqboard
