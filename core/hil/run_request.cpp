#include "core/hil/run_request.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>

#include "core/exit_code.hpp"

namespace seqboard::hil {

namespace {

constexpr const char* kRunFile = "/run.txt";

}  // namespace

void write_request(const RunRequest& request) {
    const std::string path = request.folder + kRunFile;
    std::ofstream file{path};
    const Arrangement& where = request.where;
    file << "scenario\t" << request.scenario << "\nseed\t" << request.seed << "\nmode\t" << name_of(where.mode) << "\nboard_programs\t"
         << where.board_programs << "\non\t" << where.on << "\nline\t" << where.line << "\nboard_line\t" << where.board_line
         << "\nrecording\t" << where.recording << "\n";
    file.close();
    if (!file) throw StartError{ExitCode::kNoSpace, "'" + path + "' cannot be written: " + std::strerror(errno)};
}

RunRequest request_of(const std::string& run_folder) {
    const std::string path = run_folder + kRunFile;
    std::ifstream file{path};
    if (!file) throw StartError{ExitCode::kNoInput, "'" + path + "' cannot be read; expected the folder of a run of seqboard hil run"};
    RunRequest request;
    for (std::string line; std::getline(file, line);) {
        const std::size_t tab = std::min(line.size(), line.find('\t'));
        const std::string key = line.substr(0, tab), value = line.substr(std::min(line.size(), tab + 1));
        if (key == "scenario") request.scenario = value;
        if (key == "seed") request.seed = std::atoi(value.c_str());
        if (key == "mode") request.where.mode = mode_named(value);
        if (key == "board_programs") request.where.board_programs = value;
        if (key == "on") request.where.on = value;
        if (key == "line") request.where.line = value;
        if (key == "board_line") request.where.board_line = value;
        if (key == "recording") request.where.recording = value;
    }
    return request;
}

}  // namespace seqboard::hil
