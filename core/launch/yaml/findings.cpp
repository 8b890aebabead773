#include "core/launch/yaml/findings.hpp"

#include <algorithm>

namespace seqboard {

std::string text_of(const Finding& finding) { return text_of(finding.place) + ": " + finding.sentence; }

std::vector<Finding> Findings::sorted(std::vector<Finding> findings) {
    std::sort(findings.begin(), findings.end());
    findings.erase(std::unique(findings.begin(), findings.end()), findings.end());
    return findings;
}

bool Findings::has_error_at(const YamlPlace& place) const {
    return std::any_of(errors_.begin(), errors_.end(), [&](const Finding& error) { return error.place == place; });
}

void Findings::throw_errors() const {
    if (!has_errors()) return;
    std::string lines;
    for (const Finding& error : errors()) lines += (lines.empty() ? "" : "\n") + text_of(error);
    throw StartError{ExitCode::kConfig, lines};
}

}  // namespace seqboard
