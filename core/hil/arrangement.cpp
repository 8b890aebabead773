#include "core/hil/arrangement.hpp"

#include "core/exit_code.hpp"

namespace seqboard::hil {

namespace {

void require(const std::string& value, const char* sentence) {
    if (value.empty()) throw StartError{ExitCode::kUsage, sentence};
}

/// "udp-listen:0.0.0.0:5600" for "udp:robot:5600"; empty for what has no listening end.
std::string listening_end(const std::string& line) {
    const std::size_t kind = line.find(':'), port = line.rfind(':');
    const std::string name = line.substr(0, kind);
    if ((name != "udp" && name != "tcp") || port == kind) return "";
    return name + "-listen:0.0.0.0" + line.substr(port);
}

}  // namespace

Arrangement complete(Arrangement arrangement) {
    if (arrangement.mode == RunMode::kSimArm)
        require(arrangement.board_programs, "mode sim-arm: which programs? --board-programs FOLDER names those of the board");
    if (arrangement.mode == RunMode::kReplay)
        require(arrangement.recording, "mode replay: what is replayed? --recording FILE names a recording made in lock-step");
    if (arrangement.mode != RunMode::kHil) return arrangement;
    require(arrangement.on, "mode hil: which board? --on COMMAND names what runs a line of shell there, such as --on \"ssh root@robot\"");
    require(arrangement.line, "mode hil: how is the board linked? --line names this machine's end of the line, such as udp:robot:5600");
    if (arrangement.board_line.empty()) arrangement.board_line = listening_end(arrangement.line);
    require(arrangement.board_line,
            "mode hil: the other end of this line is the board's to say: --board-line, such as serial:/dev/ttySAC1:115200");
    return arrangement;
}

}  // namespace seqboard::hil
