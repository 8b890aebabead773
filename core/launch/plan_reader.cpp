#include "core/launch/plan_reader.hpp"

#include "core/exit_code.hpp"

namespace seqboard {

void PlanReader::begin(ReadAgain read_again) {
    result_ = std::async(std::launch::async, [read_again = std::move(read_again)]() -> Outcome {
        try {
            return {read_again(), ""};
        } catch (const std::exception& error) {
            return {std::nullopt, error.what()};
        }
    });
}

std::optional<PlanReader::Outcome> PlanReader::take() {
    if (!is_busy() || result_.wait_for(std::chrono::seconds{0}) != std::future_status::ready) return std::nullopt;
    return result_.get();
}

}  // namespace seqboard
