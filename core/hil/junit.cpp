#include "core/hil/junit.hpp"

#include <algorithm>
#include <cstdio>

namespace seqboard::hil {

namespace {

std::string escaped(const std::string& text) {
    std::string safe;
    for (const char c : text) {
        if (c == '&') safe += "&amp;";
        else if (c == '<') safe += "&lt;";
        else if (c == '>') safe += "&gt;";
        else if (c == '"') safe += "&quot;";
        else safe += static_cast<unsigned char>(c) < 0x20 && c != '\n' ? ' ' : c;
    }
    return safe;
}

std::string seconds_text(double seconds) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3f", seconds);
    return text;
}

std::string property(const char* name, const std::string& value) {
    return std::string{"      <property name=\""} + name + "\" value=\"" + escaped(value) + "\"/>\n";
}

std::string case_xml(const Case& one) {
    const Verdict& verdict = one.result.verdict;
    std::string xml = "  <testcase classname=\"hil." + escaped(one.scenario) + "\" name=\"" +
                      (one.mode == RunMode::kSim ? "" : std::string{name_of(one.mode)} + ", ") + "seed " + std::to_string(one.seed) +
                      "\" time=\"" + seconds_text(verdict.wall_s) + "\">\n";
    if (one.kind() != Case::Kind::kSkipped)
        xml += "    <properties>\n" + property("seed", std::to_string(one.seed)) + property("mode", one.result.mode) +
               property("injection", verdict.injection) + property("layout", one.result.layout_hash) +
               property("seqboard", SEQBOARD_VERSION) + property("compiler", __VERSION__) + property("samples_hash", verdict.hash) +
               property("simulated_s", seconds_text(verdict.simulated_s)) + "    </properties>\n";
    if (one.kind() == Case::Kind::kSkipped) xml += "    <skipped message=\"" + escaped(one.skipped) + "\"/>\n";
    if (one.kind() == Case::Kind::kFailed) xml += "    <failure message=\"" + escaped(one.story()) + "\"/>\n";
    if (one.kind() == Case::Kind::kInvalid) xml += "    <error message=\"" + escaped(one.story()) + "\"/>\n";
    return xml + "  </testcase>\n";
}

}  // namespace

Case::Kind Case::kind() const {
    if (!skipped.empty()) return Kind::kSkipped;
    if (!refused.empty() || result.verdict.outcome == Outcome::kInvalid) return Kind::kInvalid;
    const bool passed = result.verdict.outcome == Outcome::kPass;
    return passed == xfail.empty() ? Kind::kPassed : Kind::kFailed;
}

std::string Case::story() const {
    if (!skipped.empty()) return skipped;
    if (!refused.empty()) return refused;
    const Verdict& verdict = result.verdict;
    if (!xfail.empty() && verdict.outcome == Outcome::kPass) return "it passed, and was expected to fail: " + xfail;
    if (verdict.outcome == Outcome::kPass) return "";
    std::string story = verdict.reason;
    for (const Judgement& judgement : verdict.judgements)
        if (!judgement.kept && !judgement.story.empty())
            story += (story.empty() ? "" : "; ") + judgement.expectation + ": " + judgement.story;
    return story;
}

std::string junit_xml(const std::vector<Case>& cases) {
    const auto count = [&](Case::Kind kind) {
        return std::to_string(std::count_if(cases.begin(), cases.end(), [&](const Case& one) { return one.kind() == kind; }));
    };
    std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"seqboard hil\" tests=\"" +
                      std::to_string(cases.size()) + "\" failures=\"" + count(Case::Kind::kFailed) + "\" errors=\"" +
                      count(Case::Kind::kInvalid) + "\" skipped=\"" + count(Case::Kind::kSkipped) + "\">\n";
    for (const Case& one : cases) xml += case_xml(one);
    return xml + "</testsuite>\n";
}

}  // namespace seqboard::hil
