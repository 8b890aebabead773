// The other end of `seqboard deploy`: an agent that only is a script with an answer for each kind of request.
#pragma once

#include <time.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "core/deploy/host/bundle_file.hpp"
#include "core/deploy/sha256.hpp"
#include "core/deploy/wire.hpp"
#include "tests/cli/command_here.hpp"
#include "tests/deploy/host/fake_ssh.hpp"

namespace seqboard::testing {

/// Nothing but an agent and a text: enough to be sent. Each text is another release.
inline deploy::Bundle tiny_bundle(const std::string& text = "text") {
    deploy::Bundle bundle;
    deploy::Manifest manifest;
    manifest.version = "1.0";
    manifest.node_set = "config/set.yaml";
    manifest.board = "test";
    manifest.backend = "posix";
    for (const auto& [path, content] : std::map<std::string, std::string>{{"bin/seqboard_agent", "agent"}, {"config/set.yaml", text}}) {
        manifest.files.push_back(
            {.path = path, .sha256 = deploy::sha256_of(content), .bytes = content.size(), .executable = false, .link = ""});
        bundle.contents[path] = content;
    }
    bundle.manifest_text = manifest.text();
    return bundle;
}

class AnsweringAgent {
public:
    /// Greets with `status`, and until it is told otherwise misses one file of tiny_bundle(), finds all good and confirms at once.
    AnsweringAgent() {
        answers("begin", {{"ok", true},
                          {"missing", {{{"sha256", deploy::sha256_of("text")}, {"size", 4}, {"have", 0}}}},
                          {"absent_devices", deploy::Json::array()}});
        answers("check", {{"ok", true}, {"said", "1 nodes, 2 slots\n"}});
        for (const char* const verb : {"switch", "rollback"}) answers(verb, {{"ok", true}, {"step", "confirmed"}, {"release", "1.0-bbb"}});
    }

    deploy::Json status = {{"protocol", deploy::kProtocol},
                           {"agent", deploy::sha256_of("agent")},
                           {"machine", "x86_64"},
                           {"kernel", "6.1.0"},
                           {"machine_text", "x86_64, Linux 6.1.0"},
                           {"cpuinfo", ""},
                           {"time", ::time(nullptr)},
                           {"current", "1.0-aaa"},
                           {"previous", "0.9-aaa"},
                           {"releases", {"0.8-aaa", "0.9-aaa", "1.0-aaa"}},
                           {"ready", true},
                           {"health", "all 3 nodes are ready"},
                           {"busy", ""},
                           {"last", nullptr},
                           {"free_bytes", 64 << 20},
                           {"free_memory_bytes", 64 << 20}};

    /// To the requests that are to `do` this; others are just carried out.
    void answers(const std::string& verb, const deploy::Json& answer) const { ssh_.put(verb + ".answer", answer.dump() + "\n"); }

    /// seqboard deploy WORDS...
    ProgramOutput deploy(std::vector<std::string> words) const {
        words.insert(words.begin(), "deploy");
        greet();
        return command_here(scratch, std::move(words));
    }
    void greet() const { ssh_.put("greeting", status.dump() + "\n"); }

    std::string put(const std::string& name, const deploy::Bundle& bundle) const {
        std::filesystem::create_directories(scratch.root());
        deploy::write_bundle(scratch.root() + "/" + name, bundle);
        return scratch.root() + "/" + name;
    }

    ScratchBoard scratch;

private:
    FakeSsh ssh_{
        "cat \"$here/greeting\"\n"
        "while read -r request; do\n"
        "    verb=$(printf '%s' \"$request\" | sed 's/.*\"do\":\"\\([a-z]*\\)\".*/\\1/')\n"
        "    if [ $verb = put ]; then dd bs=1 count=$(printf '%s' \"$request\" | sed 's/.*\"size\":\\([0-9]*\\).*/\\1/') >/dev/null 2>&1; "
        "fi\n"
        "    cat \"$here/$verb.answer\" 2>/dev/null || echo '{\"ok\": true}'\n"
        "done"};
};

}  // namespace seqboard::testing
