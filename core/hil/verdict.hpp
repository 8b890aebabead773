// What came out of a run, and the file that holds it: who runs a scenario reads what its node wrote.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace seqboard::hil {

enum class Outcome { kPass, kFail, kInvalid };

/// "PASS", "FAIL", "INVALID".
std::string_view name_of(Outcome outcome);

struct Judgement {
    std::string expectation;
    bool kept = false;
    std::string story;
};

struct Verdict {
    Outcome outcome = Outcome::kInvalid;
    std::string reason;  ///< of an outcome that no expectation tells: a fault without effect, a node that died
    double simulated_s = 0;
    double wall_s = 0;
    std::string hash;  ///< of every sample of the run
    std::uint64_t samples = 0;
    std::string injection = "none";  ///< the level at which faults came in: none, slot, device, or both
    std::vector<Judgement> judgements;
};

inline constexpr const char* kVerdictFile = "verdict.txt";

/// Complete or not at all. Throws StartError where it cannot be written.
void write_verdict(const std::string& folder, const Verdict& verdict);

/// Nothing if there is none: the run did not come to its end.
std::optional<Verdict> read_verdict(const std::string& folder);

}  // namespace seqboard::hil
