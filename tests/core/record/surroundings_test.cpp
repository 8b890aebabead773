// What a recording holds beside samples, and how many files of one name are kept.
#include "core/record/surroundings.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "core/messages/supervision.hpp"
#include "core/port/output_port.hpp"
#include "tests/deploy/scratch_folder.hpp"

using namespace seqboard;
using namespace seqboard::record;
using seqboard::testing::ScratchFolder;

namespace {

/// The supervisor says that this node set runs.
void run_node_set(const std::shared_ptr<OwnedSegment>& segment, const std::string& path) {
    StepContext context;
    context.begin(time_from_ns(1'000'000'000));
    OutputPort port{"status", slot_spec<SupervisorStatus>(std::string{kSupervisorStatusSlot}), context};
    port.bind(segment->writer(0), segment->epoch());
    SupervisorStatus status;
    std::copy(path.begin(), path.end(), status.node_set.begin());
    port.write(&status, sizeof status);
}

}  // namespace

TEST_CASE("a recording knows the node set by its path, and has its text where that can be read") {
    const ScratchFolder folder;
    std::ofstream{folder / "set.yaml"} << "version: 1\n";
    const auto board = Blackboard::in_memory();
    CHECK_FALSE(surroundings_at_begin(*board).facts.contains("node_set"));
    const auto segment = board->create(kSupervisorNode, {slot_spec<SupervisorStatus>(std::string{kSupervisorStatusSlot})});
    CHECK_FALSE(surroundings_at_begin(*board).facts.contains("node_set"));
    run_node_set(segment, folder / "gone.yaml");
    CHECK(surroundings_at_begin(*board).facts.at("node_set") == folder / "gone.yaml");
    CHECK(surroundings_at_begin(*board).attachments.empty());
    run_node_set(segment, folder / "set.yaml");
    CHECK(surroundings_at_begin(*board).attachments.at(0).data.size() == 11);
}

TEST_CASE("of all files of a name so many are kept, the oldest go, and what only looks like one stays") {
    const ScratchFolder folder;
    for (const char* const name : {"run_0001.mcap", "run_0002.mcap", "run_0010.mcap", "run_0011.txt", "other_0001.mcap", "run.mcap"})
        std::ofstream{folder / name} << "text";
    CHECK(next_number(folder.path(), "run") == 11);
    CHECK(next_number(folder.path(), "new") == 0);
    newest_files_in(folder.path(), "run", 2)(0);
    const auto there = [&](const char* name) { return std::filesystem::exists(folder / name); };
    CHECK_FALSE(there("run_0001.mcap"));
    CHECK_FALSE(there("run_0002.mcap"));
    CHECK(there("run_0010.mcap"));
    CHECK(there("run_0011.mcap"));
    for (const char* const other : {"run_0011.txt", "other_0001.mcap", "run.mcap"}) CHECK(there(other));
}
