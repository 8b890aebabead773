// A machine to deploy to, behind a real dropbear, and the command line that does it.
#pragma once

#include <string>
#include <vector>

#include "core/deploy/host/bundle_file.hpp"
#include "tests/deploy/host/dropbear.hpp"
#include "tests/deploy/scratch_target.hpp"
#include "tests/scratch/places.hpp"

namespace seqboard::testing {

inline std::string name_of(const deploy::Bundle& bundle) { return deploy::release_name(bundle.manifest_text); }

struct Remote {
    Dropbear ssh;
    ScratchTarget target;
    ScratchFolder folder;

    std::vector<std::string> command_line(const std::vector<std::string>& words, const std::string& root = "") const {
        std::vector<std::string> line = {built("seqboard"), "--root", target.boards_root(), "deploy"};
        line.insert(line.end(), words.begin(), words.end());
        for (const std::string& word :
             {std::string{"--into"}, root.empty() ? target.tree.root() : root, std::string{"--key"}, ssh.key(), std::string{"--ssh-option"},
              "UserKnownHostsFile=" + ssh.known_hosts(), std::string{"--ssh-option"}, std::string{"StrictHostKeyChecking=accept-new"}})
            line.push_back(word);
        return line;
    }

    ProgramOutput run(const std::vector<std::string>& words) const {
        return run_programs({command_line(words)}, std::chrono::seconds{60}).front();
    }

    std::string file_of(const deploy::Bundle& bundle) const {
        const std::string path = folder / (name_of(bundle) + ".seqboard");
        deploy::write_bundle(path, bundle);
        return path;
    }
    ProgramOutput deploy(const deploy::Bundle& bundle, std::vector<std::string> more = {"--soak", "0", "--json"}) const {
        more.insert(more.begin(), {ssh.host(), file_of(bundle)});
        return run(more);
    }
};

}  // namespace seqboard::testing
