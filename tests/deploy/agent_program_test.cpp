// The agent's command line, in the test's own process.
#include "core/deploy/agent_program.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "core/exit_code.hpp"
#include "tests/deploy/scratch_folder.hpp"
#include "tests/deploy/small_release.hpp"
#include "tests/scratch/captured_log.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using namespace seqboard::testing;

namespace {

/// What this process writes to its standard output while the object lives.
class CapturedOutput {
public:
    CapturedOutput() { ::fflush(stdout), ::dup2(file_.get(), STDOUT_FILENO); }
    CapturedOutput(const CapturedOutput&) = delete;
    CapturedOutput& operator=(const CapturedOutput&) = delete;
    ~CapturedOutput() { ::fflush(stdout), ::dup2(stdout_.get(), STDOUT_FILENO); }

    std::string text() const {
        ::fflush(stdout);
        std::string text(65536, '\0');
        text.resize(static_cast<std::size_t>(std::max<ssize_t>(::pread(file_.get(), text.data(), text.size(), 0), 0)));
        return text;
    }

private:
    FileDescriptor file_{::memfd_create("output", MFD_CLOEXEC)};
    FileDescriptor stdout_{::dup(STDOUT_FILENO)};
};

struct Run {
    int code;
    std::string out, err;
};

Run agent(std::vector<std::string> words, const std::string& root = "") {
    words.insert(words.begin(), "seqboard_agent");
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    const CapturedOutput out;
    CapturedLog err;
    const int code = run_agent_program(static_cast<int>(arguments.size()), arguments.data(), {.root = root, .limits = {}, .witness = {}});
    return {code, out.text(), err.take()};
}

}  // namespace

TEST_CASE("an agent without a verb, with two, or with words that it does not know prints its usage") {
    const ScratchFolder folder;
    for (const std::vector<std::string>& words : {std::vector<std::string>{},
                                                  {"--root", folder.path()},
                                                  {"status", "stop"},
                                                  {"dance"},
                                                  {"status", "--root"},
                                                  {"status", "--boards"}}) {
        const Run run = agent(words, folder.path());
        CHECK(run.code == static_cast<int>(ExitCode::kUsage));
        CHECK_THAT(run.err, Catch::StartsWith("seqboard_agent [--root DIR]"));
        CHECK(run.out.empty());
    }
}

TEST_CASE("the agent prints what is deployed, starts it and says why it does not run") {
    const ScratchFolder folder;
    const ScratchBoard board;
    const ReleaseTree tree{folder.path()};
    tree.make();
    const std::string release = place_release(tree, "echo no sensor; exit 70");
    const auto run = [&](const std::string& verb) { return agent({"--root", folder.path(), "--boards", board.root(), verb}); };
    CHECK(run("boot").code == 0);  // nothing is current
    CHECK(run("stop").code == 0);
    tree.point_current(release);
    const Run boot = run("boot");
    CHECK(boot.code == static_cast<int>(ExitCode::kFailed));
    CHECK_THAT(boot.out, Catch::StartsWith("boot " + release + ": the machine has started\nboot_failed " + release));
    CHECK(boot.err == "seqboard_agent: its supervisor does not run: no sensor\n");
    const Run status = run("status");
    CHECK(status.code == 0);
    CHECK_THAT(status.out, Catch::Contains("\"current\": \"" + release + "\"") && Catch::Contains("\"step\": \"boot_failed\""));
    CHECK(run("stop").code == 0);
    CHECK(Journal::read(tree.journal()).back().step == Step::kStopped);
}

TEST_CASE("a folder that no target can be in is said, with an exit code") {
    const Run run = agent({"status", "--root", "/proc/none"});
    CHECK(run.code != 0);
    CHECK_THAT(run.err, Catch::StartsWith("seqboard_agent: /proc/none") && Catch::Contains("cannot be made"));
}
