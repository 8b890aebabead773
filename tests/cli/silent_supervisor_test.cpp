// What people are told whose request no supervisor carries out: it ends meanwhile, or does not answer.
#include <catch2/catch.hpp>
#include <thread>

#include "core/exit_code.hpp"
#include "tests/cli/command_here.hpp"
#include "tests/cli/fake_supervisor.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

constexpr int code(ExitCode exit) { return static_cast<int>(exit); }

/// A board whose supervisor ends, with all that it has said, when it is asked something.
class EndingSet {
public:
    EndingSet() { supervisor_->say(); }

    ProgramOutput run(const std::string& command) {
        OperatorInbox inbox;
        const std::jthread end{[&] {
            eventually([&] { return inbox.take(elsewhere_).has_value(); });
            supervisor_.reset();
            board_->backend().remove(kSupervisorNode);
        }};
        return command_here(scratch_, {command});
    }

private:
    ScratchBoard scratch_;
    std::shared_ptr<Blackboard> board_ = Blackboard::open(scratch_.place());
    Blackboard elsewhere_{make_backend(scratch_.place()), "test"};  ///< as another process would see it
    std::optional<FakeSupervisor> supervisor_{std::in_place, *board_};
};

}  // namespace

TEST_CASE("a supervisor that ends at a request has not enabled the motors, nor reloaded anything") {
    const ProgramOutput resumed = EndingSet{}.run("resume");
    CHECK(resumed.exit_code == code(ExitCode::kFailed));
    CHECK(resumed.err == "seqboard: board 'test': the supervisor does not answer\n");
    const ProgramOutput reloaded = EndingSet{}.run("reload");
    CHECK(reloaded.exit_code == code(ExitCode::kConfig));
    CHECK(reloaded.out.empty());
}

TEST_CASE("a supervisor that lives and does not answer has not carried anything out") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    FakeSupervisor supervisor{*board};
    supervisor.say();
    for (const char* const command : {"resume", "safe-stop"}) {
        const ProgramOutput output = command_here(scratch, {command});
        INFO(output.err);
        CHECK(output.exit_code == code(ExitCode::kFailed));
        CHECK_THAT(output.err, Catch::Contains("the supervisor ") && Catch::Contains("does not answer"));
    }
}
