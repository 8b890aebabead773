#include "core/hil/verdict.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>

#include "core/exit_code.hpp"

namespace seqboard::hil {

namespace {

std::string in_one_line(std::string text) {
    for (char& c : text)
        if (c == '\t' || c == '\n' || c == '\r') c = ' ';
    return text;
}

std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    for (std::size_t at = 0; at <= line.size();) {
        const std::size_t end = std::min(line.find('\t', at), line.size());
        cells.push_back(line.substr(at, end - at));
        at = end + 1;
    }
    return cells;
}

Outcome outcome_of(const std::string& name) {
    return name == "PASS" ? Outcome::kPass : name == "FAIL" ? Outcome::kFail : Outcome::kInvalid;
}

}  // namespace

std::string_view name_of(Outcome outcome) { return outcome == Outcome::kPass ? "PASS" : outcome == Outcome::kFail ? "FAIL" : "INVALID"; }

void write_verdict(const std::string& folder, const Verdict& verdict) {
    const std::string path = folder + "/" + kVerdictFile, beside = path + ".new";
    std::ofstream file{beside};
    file << "outcome\t" << name_of(verdict.outcome) << "\nreason\t" << in_one_line(verdict.reason) << "\nsimulated_s\t"
         << verdict.simulated_s << "\nwall_s\t" << verdict.wall_s << "\nhash\t" << verdict.hash << "\nsamples\t" << verdict.samples
         << "\ninjection\t" << verdict.injection << "\n";
    for (const Judgement& judgement : verdict.judgements)
        file << "expect\t" << (judgement.kept ? "kept" : "broken") << "\t" << in_one_line(judgement.expectation) << "\t"
             << in_one_line(judgement.story) << "\n";
    file.close();
    if (!file || std::rename(beside.c_str(), path.c_str()) != 0)
        throw StartError{ExitCode::kNoSpace, "verdict '" + path + "' cannot be written: " + std::strerror(errno)};
}

std::optional<Verdict> read_verdict(const std::string& folder) {
    std::ifstream file{folder + "/" + kVerdictFile};
    if (!file) return std::nullopt;
    Verdict verdict;
    for (std::string line; std::getline(file, line);) {
        const std::vector<std::string> cells = cells_of(line);
        if (cells.size() < 2) continue;
        if (cells[0] == "outcome") verdict.outcome = outcome_of(cells[1]);
        if (cells[0] == "reason") verdict.reason = cells[1];
        if (cells[0] == "simulated_s") verdict.simulated_s = std::strtod(cells[1].c_str(), nullptr);
        if (cells[0] == "wall_s") verdict.wall_s = std::strtod(cells[1].c_str(), nullptr);
        if (cells[0] == "hash") verdict.hash = cells[1];
        if (cells[0] == "samples") verdict.samples = std::strtoull(cells[1].c_str(), nullptr, 10);
        if (cells[0] == "injection") verdict.injection = cells[1];
        if (cells[0] == "expect" && cells.size() == 4) verdict.judgements.push_back({cells[2], cells[1] == "kept", cells[3]});
    }
    return verdict;
}

}  // namespace seqboard::hil
