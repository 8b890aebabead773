// What changes a target's flash when one of its system calls fails: a sentence or success, and the next attempt succeeds.
#include <catch2/catch.hpp>

#include "core/deploy/folder.hpp"
#include "core/deploy/incoming.hpp"
#include "core/deploy/journal.hpp"
#include "core/deploy/machine.hpp"
#include "core/deploy/sha256.hpp"
#include "core/deploy/signature.hpp"
#include "core/deploy/target_facts.hpp"
#include "core/deploy/target_lock.hpp"
#include "tests/deploy/scratch_folder.hpp"
#include "tests/failing_calls/failing_call.hpp"

using namespace seqboard::deploy;
using namespace seqboard::testing;

namespace {

/// A release of one text in two files and a link, as its manifest says.
Manifest small_manifest(const std::string& content) {
    Manifest manifest;
    manifest.version = "1.0";
    manifest.node_set = "config/a";
    manifest.board = "test";
    manifest.backend = "posix";
    for (const char* const path : {"config/a", "config/b"})
        manifest.files.push_back({.path = path, .sha256 = sha256_of(content), .bytes = content.size(), .executable = false, .link = ""});
    manifest.files.push_back({.path = "config/c", .sha256 = "", .bytes = 0, .executable = false, .link = "a"});
    return manifest;
}

}  // namespace

TEST_CASE("files and links that are changed durably have the old content or the new one, whatever call fails") {
    const int error_number = GENERATE(EIO, ENOSPC, EINTR, EROFS);
    const ScratchFolder folder;
    std::string expected;
    const FailingCalls swept = fail_each_call(error_number, [&] {
        make_folders(folder / "a/b");
        write_durably(folder / "a/b/text", "new");
        point_link(folder / "link", "a");
        if (text_of_file(folder / "a/b/text") != "new") throw std::runtime_error{"the text that was written cannot be read"};
        if (link_target(folder / "link") != "a") throw std::runtime_error{"the link that was made leads elsewhere"};
        sync_tree(folder / "a");
    });
    CHECK(swept.fault == "");
    CHECK(swept.failed > 10);
    if (error_number == EIO) CHECK(swept.refused > 8);
}

TEST_CASE("a journal whose writing fails at any call still says what it said, and takes the next record whole") {
    const int error_number = GENERATE(EIO, ENOSPC, EINTR);
    const ScratchFolder folder;
    const std::string path = folder / "journal";
    const FailingCalls swept = fail_each_call(error_number, [&] {
        const std::size_t before = Journal::read(path).size();
        Journal{path}.append({.step = Step::kStopOld, .from = "1.0-aaa", .to = "1.1-bbb", .why = "because"});
        if (Journal::recent(path).empty() || Journal::read(path).size() <= before)
            throw std::runtime_error{"the record is not in the journal"};
        Journal::shorten(path, 5);
    });
    CHECK(swept.fault == "");
    CHECK(swept.failed > 10);
    for (const JournalRecord& record : Journal::read(path)) CHECK(record.to == "1.1-bbb");
}

TEST_CASE("a release whose arrival fails at any call is not there, or whole") {
    const int error_number = GENERATE(EIO, ENOSPC, EMLINK);
    const ScratchFolder folder;
    const ReleaseTree tree{folder.path()};
    tree.make();
    const std::string content = "text of a file", text = small_manifest(content).text();
    const std::string name = release_name(text);
    const FailingCalls swept = fail_each_call(error_number, [&] {
        remove_tree(tree.release(name));
        Incoming incoming{tree, text};
        for (const auto& [sha256, bytes, have] : incoming.missing())
            incoming.add_piece(sha256, have, std::string_view{content}.substr(have));
        incoming.install(Machine::this_one());
        if (tree.names() != std::vector<std::string>{name} || !tree.is_whole(name)) throw std::runtime_error{"the release is not there"};
        if (text_of_file(tree.release(name) + "/config/c") != content) throw std::runtime_error{"the release has another content"};
    });
    CHECK(swept.fault == "");
    CHECK(swept.failed > 30);
    CHECK(swept.refused > 10);
}

TEST_CASE("locks, folders and facts of a target withstand the failure of any call") {
    const int error_number = GENERATE(EIO, EACCES, ENOMEM);
    const ScratchFolder folder;
    write_durably(folder / "keys", new_key_pair().open + "\n");
    const FailingCalls swept = fail_each_call(error_number, [&] {
        {
            const auto lock = TargetLock::take(folder / "lock", "me");
            if (!lock) throw std::runtime_error{"the lock is said to be taken"};
        }
        if (!TargetLock::holder(folder / "lock").empty()) throw std::runtime_error{"a lock that nobody holds has a holder"};
        make_folders(folder / "gone/b");
        write_durably(folder / "gone/b/c", "text");
        static_cast<void>(names_in(folder / "gone"));
        static_cast<void>(is_folder(folder / "gone/b"));
        remove_tree(folder / "gone");
        static_cast<void>(free_storage_bytes(folder.path()));
        static_cast<void>(free_memory_bytes());
        static_cast<void>(absent_devices({"/dev/null", folder / "none"}));
        static_cast<void>(Machine::this_one());
    });
    CHECK(swept.fault == "");
    CHECK(swept.failed > 15);
}
