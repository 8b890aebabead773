// A board at the other end of a shell: here a folder with a program that says what the test wants.
#include "core/hil/board_session.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/exit_code.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;
using namespace seqboard::hil;
using namespace seqboard::testing;

namespace {

std::string text_of(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream{path}.rdbuf();
    return text.str();
}

/// Not that of the cases beside this one: the file that a board gets is named after it.
const std::string kName = "hil-" + std::to_string(::getpid());

/// A board whose `seqboard` is this script; it writes down how it was called.
class Board {
public:
    explicit Board(const std::string& script) {
        std::filesystem::create_directories(scratch_.root() + "/bin");
        std::ofstream{program()} << "#!/bin/sh\necho \"$*\" >>" << scratch_.root() << "/calls\n" << script << "\n";
        std::filesystem::permissions(program(), std::filesystem::perms::owner_all);
        std::ofstream{set_file()} << "version: 1\n";
        std::filesystem::create_directories(scratch_.root() + "/" + kName + "/log");
        std::ofstream{scratch_.root() + "/" + kName + "/log/map.log"} << "a line of the map\n";
    }
    /// What runs a line of shell there.
    std::string on() const { return "env PATH=" + scratch_.root() + "/bin:/usr/bin:/bin SEQBOARD_ROOT=" + scratch_.root() + " sh -c"; }
    std::string set_file() const { return scratch_.root() + "/set.yaml"; }
    std::string log_file() const { return scratch_.root() + "/board.log"; }
    std::string calls() const { return text_of(scratch_.root() + "/calls"); }
    bool has_folder() const { return std::filesystem::exists(scratch_.root() + "/" + kName); }

private:
    std::string program() const { return scratch_.root() + "/bin/seqboard"; }
    ScratchBoard scratch_;
};

}  // namespace

TEST_CASE("a set is brought up on a board, and what it leaves there is its log, here") {
    const Board board{"case \"$1\" in up) cat \"$2\" >/dev/null ;; esac"};
    BoardSession session{board.on(), kName};
    CHECK(session.down(board.log_file()).empty());  // there is nothing to do
    session.up(board.set_file());
    CHECK(board.calls() == "up /tmp/" + kName + ".yaml --detach\n");
    CHECK_FALSE(std::filesystem::exists("/tmp/" + kName + ".yaml"));
    CHECK(session.down(board.log_file()).empty());
    CHECK(board.calls() == "up /tmp/" + kName + ".yaml --detach\n--board " + kName + " down\n");
    CHECK(text_of(board.log_file()) == "== map.log\na line of the map\n");
    CHECK_FALSE(board.has_folder());
}

TEST_CASE("a session that ends takes its set down, and keeps no log that nobody wants") {
    const Board board{"true"};
    { BoardSession{board.on(), kName}.up(board.set_file()); }
    CHECK_THAT(board.calls(), Catch::EndsWith("--board " + kName + " down\n"));
    CHECK_FALSE(std::filesystem::exists(board.log_file()));
}

TEST_CASE("a board whose nodes do not start is told with its last words, and taken down all the same") {
    const auto fault = [](const std::string& script) {
        const Board board{script};
        std::pair<ExitCode, std::string> said;
        {
            BoardSession session{board.on(), kName};
            said = start_error([&] { session.up(board.set_file()); });
        }
        CHECK_THAT(board.calls(), Catch::EndsWith("--board " + kName + " down\n"));
        CHECK(said.first == ExitCode::kUnavailable);
        return said.second;
    };
    CHECK_THAT(fault("echo 'first line' >&2; echo 'map: no such device' >&2; exit 69"), Catch::EndsWith("sh -c': map: no such device"));
    CHECK_THAT(fault("echo 'one line'; exit 1"), Catch::EndsWith("': one line"));
    CHECK_THAT(fault("exit 78"), Catch::EndsWith("': it said nothing, exit status 78"));
}

TEST_CASE("a board whose nodes do not stop is told") {
    const Board board{"[ \"$1\" = up ] || { echo 'still stopping' >&2; exit 1; }"};
    BoardSession session{board.on(), kName};
    session.up(board.set_file());
    CHECK(session.down("") == "the board's nodes could not be stopped: still stopping");
}
