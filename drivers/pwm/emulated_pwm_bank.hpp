// The model's side of emulated PWM outputs.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "drivers/emulated/device_server.hpp"
#include "drivers/pwm/pwm_exchange.hpp"
#include "drivers/pwm/pwm_output.hpp"

namespace seqboard {

/// Named outputs that drivers in other processes hold through EmulatedPwm. Like hardware, an output goes on when its driver has been
/// killed. The model's thread asks for what is on them when it needs it.
class EmulatedPwmBank {
public:
    /// What an output drives. No period: nobody has held it yet.
    struct Pulse {
        Duration period{};
        Duration high{};

        /// 0 to 1; 0 without a period.
        float ratio() const noexcept {
            return period > Duration::zero() ? static_cast<float>(high.count()) / static_cast<float>(period.count()) : 0.0f;
        }
    };

    /// Throws StartError if the socket cannot be made.
    EmulatedPwmBank(const std::string& socket, const std::vector<std::string>& outputs);

    /// The output of this name. Throws StartError{kBug} if there is none.
    std::size_t index_of(std::string_view name) const;

    Pulse pulse(std::size_t output) const;

    /// The model itself drives an output, as behind a chip that is emulated elsewhere.
    void drive(std::size_t output, const Pulse& pulse);

    /// How often drivers have set an output, opening included.
    unsigned changes(std::size_t output) const;

private:
    struct Output {
        std::string name;
        Pulse pulse;
        unsigned changes = 0;
    };
    std::size_t answer(int client, std::span<const std::byte> question, std::span<std::byte> answer);
    bool open(int client, const PwmQuestion& question, std::string_view name);
    bool set(int client, const PwmQuestion& question);

    mutable std::mutex mutex_;
    std::vector<Output> outputs_;
    std::map<int, std::size_t> held_;  ///< by client
    DeviceServer server_;              ///< last: its thread uses all of the above
};

}  // namespace seqboard
