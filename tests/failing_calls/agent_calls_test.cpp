// The agent's whole conversation with a host when one of its calls fails: each request is answered, with success or a sentence, or the link ends.
#include <fcntl.h>

#include <catch2/catch.hpp>
#include <memory>

#include "core/deploy/agent.hpp"
#include "core/deploy/folder.hpp"
#include "tests/deploy/scratch_folder.hpp"
#include "tests/deploy/small_release.hpp"
#include "tests/failing_calls/failing_call.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using namespace seqboard::testing;

namespace {

/// A release of one file, and all that a host asks about it.
struct Conversation {
    Conversation() {
        Manifest manifest = small_manifest();
        manifest.files.push_back(
            {.path = manifest.node_set, .sha256 = sha256_of(content), .bytes = content.size(), .executable = false, .link = ""});
        name = release_name(manifest.text());
        ask({{"do", "begin"}, {"manifest", manifest.text()}});
        ask({{"do", "put"}, {"content", sha256_of(content)}, {"offset", 0}, {"size", content.size()}});
        requests += content;
        ask({{"do", "install"}});
        ask({{"do", "status"}});
        ask({{"do", "history"}});
        ask({{"do", "logs"}});
        ask({{"do", "file"}, {"release", name}, {"path", manifest.node_set}});
        ask({{"do", "prune"}, {"keep", 1}});
    }
    void ask(const Json& request) {
        requests += request.dump() + "\n";
        ++count;
    }

    std::string content = "version: 1\n";
    std::string name;
    std::string requests;
    int count = 0;
};

/// Throws what the first refusal says.
void refuse_what_is_not_ok(const std::string& answers, int expected) {
    int count = -1;  // the greeting is none
    for (std::size_t at = 0, end = 0; (end = answers.find('\n', at)) != std::string::npos; at = end + 1, ++count) {
        const Json answer = Json::parse(answers.substr(at, end - at));
        if (!answer.value("ok", true)) throw std::runtime_error{answer.at("error").get<std::string>()};
    }
    if (count != expected) throw std::runtime_error{"the link ended before the last answer"};
}

}  // namespace

TEST_CASE("an agent answers every request, with success or a sentence, or ends the link, whatever call fails") {
    const ScratchFolder folder;
    const ScratchBoard board;
    const ReleaseTree tree{folder.path()};
    tree.make();
    const Conversation host;
    const FailingCalls swept = fail_each_call(EIO, [&] {
        remove_tree(tree.release(host.name));
        write_durably(folder / "requests", host.requests);
        {
            const FileDescriptor in{::open((folder / "requests").c_str(), O_RDONLY | O_CLOEXEC)};
            const FileDescriptor out{::open((folder / "answers").c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)};
            Target target{{.root = folder.path(), .boards_root = board.root(), .limits = {}, .witness = {}}};
            Agent{target, Wire{in.get(), out.get()}, folder / "requests"}.serve();
        }
        refuse_what_is_not_ok(text_of_file(folder / "answers"), host.count);
        if (!tree.is_whole(host.name)) throw std::runtime_error{"the release is not whole"};
        if (!TargetLock::holder(tree.lock()).empty()) throw std::runtime_error{"the lock is still held"};
    });
    CHECK(swept.fault == "");
    CHECK(swept.failed > 100);
    CHECK(swept.refused > 50);
}
