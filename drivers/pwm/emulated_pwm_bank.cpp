#include "drivers/pwm/emulated_pwm_bank.hpp"

#include <algorithm>
#include <cstring>

#include "core/exit_code.hpp"

namespace seqboard {

EmulatedPwmBank::EmulatedPwmBank(const std::string& socket, const std::vector<std::string>& outputs)
    : outputs_{[&] {
          std::vector<Output> made;
          for (const std::string& name : outputs) made.push_back({name, {}, 0});
          return made;
      }()},
      server_{socket, [this](int client, std::span<const std::byte> question, std::span<std::byte> said) {
                  return answer(client, question, said);
              }} {}

std::size_t EmulatedPwmBank::index_of(std::string_view name) const {
    const auto output = std::find_if(outputs_.begin(), outputs_.end(), [&](const Output& candidate) { return candidate.name == name; });
    if (output == outputs_.end()) throw StartError{ExitCode::kBug, "the emulated PWM outputs have no '" + std::string{name} + "'"};
    return static_cast<std::size_t>(output - outputs_.begin());
}

EmulatedPwmBank::Pulse EmulatedPwmBank::pulse(std::size_t output) const {
    const std::lock_guard lock{mutex_};
    return outputs_[output].pulse;
}

void EmulatedPwmBank::drive(std::size_t output, const Pulse& pulse) {
    const std::lock_guard lock{mutex_};
    outputs_[output].pulse = pulse;
}

unsigned EmulatedPwmBank::changes(std::size_t output) const {
    const std::lock_guard lock{mutex_};
    return outputs_[output].changes;
}

std::size_t EmulatedPwmBank::answer(int client, std::span<const std::byte> question, std::span<std::byte> said) {
    const std::lock_guard lock{mutex_};
    PwmQuestion asked;
    if (question.size() < sizeof asked) return 0;
    std::memcpy(&asked, question.data(), sizeof asked);
    const std::string_view name{reinterpret_cast<const char*>(question.data()) + sizeof asked, question.size() - sizeof asked};
    const PwmAnswer result{.granted = asked.verb == PwmVerb::kOpen ? open(client, asked, name) : set(client, asked)};
    std::memcpy(said.data(), &result, sizeof result);
    return sizeof result;
}

bool EmulatedPwmBank::open(int client, const PwmQuestion& question, std::string_view name) {
    const auto output = std::find_if(outputs_.begin(), outputs_.end(), [&](const Output& candidate) { return candidate.name == name; });
    if (output == outputs_.end()) return false;
    output->pulse.period = Duration{question.period_ns};
    held_[client] = static_cast<std::size_t>(output - outputs_.begin());  // a descriptor's number comes back with the next driver
    return set(client, question);
}

bool EmulatedPwmBank::set(int client, const PwmQuestion& question) {
    const auto held = held_.find(client);
    if (held == held_.end() || Duration{question.high_ns} > outputs_[held->second].pulse.period) return false;
    outputs_[held->second].pulse.high = Duration{question.high_ns};
    ++outputs_[held->second].changes;
    return true;
}

}  // namespace seqboard
